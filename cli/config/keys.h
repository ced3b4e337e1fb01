/* SPDX-License-Identifier: MIT */
/* The settings that the configuration file may hold, outside of profiles and in each. */
#ifndef CLI_CONFIG_KEYS_H
#define CLI_CONFIG_KEYS_H

#include <stdbool.h>

/* What a value names, for those that name something on this machine; a "~/" at its start is replaced. */
enum config_path {
    CONFIG_NO_PATH,
    CONFIG_FILE_READ,
    CONFIG_FILE_SECRET,
    CONFIG_FILE_WRITTEN, /* made when it is needed, in a folder that is there */
    CONFIG_FOLDER        /* made when it is needed */
};

struct config_key {
    const char *name;
    const char *option; /* the member of wikijs_client_options that it sets, or NULL */
    const char *about;
    enum config_path path;
};

/* All of them, ended by an empty one. */
extern const struct config_key config_keys[];

/* NULL: there is no such key. */
const struct config_key *config_key_find(const char *name);
/* The key that a mistyped one may have meant, or NULL. */
const char *config_key_nearest(const char *name);
/* Whether it says what the API key is: one section holds one of these. */
bool config_key_is_credential(const char *name);
/* What is wrong with a value for the one who writes it down, without asking whether it can be used; NULL: nothing. Free it. */
char *config_value_problem(const struct config_key *key, const char *value);

#endif
