/* SPDX-License-Identifier: MIT */
/*
 * Commands that are programs of their own: `wikijs NAME` runs wikijs-NAME from the PATH when the program itself has no
 * command of that name.
 */
#ifndef CLI_PLUGINS_PROGRAMS_H
#define CLI_PLUGINS_PROGRAMS_H

#include "context.h"

/* The file of a command, or NULL. Free it. */
char *program_find(const char *name);
/* The names of all of them, in order, each once; ends with NULL. plugin_names_free() frees them. */
char **program_names(void);
/*
 * Become the program at `path`, with `words` (which end with NULL) as its arguments, and with the wiki and the profile
 * of this run in its environment. Returns only when that is not possible: the exit code of what was reported.
 */
int program_become(struct cli *cli, const char *path, const char *const *words);

#endif
