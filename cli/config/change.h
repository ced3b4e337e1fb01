/* SPDX-License-Identifier: MIT */
/* Changing the configuration file: as little of its text as possible, never into something wrong, never half. */
#ifndef CLI_CONFIG_CHANGE_H
#define CLI_CONFIG_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

enum { CONFIG_DEPTH = 3 };

/* One value: the keys that lead to it, ended by NULL, and what it becomes; NULL: it goes, with all below it. */
struct config_change {
    const char *keys[CONFIG_DEPTH + 1];
    const char *value;
};

/* A key of a profile, or one outside of profiles when `profile` is NULL. */
struct config_change config_change_of(const char *profile, const char *key, const char *value);

/*
 * Make all of the changes or none. The file is made, with mode 0600, where there is none. Returns NULL, or what is
 * wrong; free it. *is_wrong receives whether that is what the file would say, rather than that it could not be changed.
 */
char *config_change(const char *path, const struct config_change *changes, size_t count, bool *is_wrong);

#endif
