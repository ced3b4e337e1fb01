/* SPDX-License-Identifier: MIT */
#ifndef CLI_CONFIG_PATHS_H
#define CLI_CONFIG_PATHS_H

/* $XDG_CONFIG_HOME/wikijs/NAME or ~/.config/wikijs/NAME; NULL without a home. Free it. */
char *path_of_config(const char *name);
/* $XDG_STATE_HOME/wikijs/NAME or ~/.local/state/wikijs/NAME; NULL without a home. Free it. */
char *path_of_state(const char *name);
/* The folder $XDG_CACHE_HOME/wikijs or ~/.cache/wikijs; NULL without a home. Free it. */
char *path_of_cache(void);
/* `path` with a leading "~/" replaced by the home. Free it. */
char *path_expand(const char *path);

#endif
