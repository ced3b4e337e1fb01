/* SPDX-License-Identifier: MIT */
/*
 * The configuration file, YAML:
 *
 *     profile: work              # the one used when none is named
 *     editor: code --wait        # outside of profiles: for all of them
 *     profiles:
 *       work:
 *         url: https://wiki.example.com
 *         api_key_command: pass show wiki
 */
#ifndef CLI_CONFIG_FILE_H
#define CLI_CONFIG_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct config_entry {
    char *key;
    char *value;
    size_t line;
};

struct config_section {
    char *name; /* NULL: outside of profiles */
    size_t line;
    struct config_entry *entries;
    size_t count;
};

struct config {
    char *path;
    struct config_section common;
    struct config_section *profiles;
    size_t profile_count;
    struct config_section overrides; /* of the command line: they count before the file */
    bool holds_key;                  /* an API key itself is in it */
    bool readable_by_others;         /* by its mode */
};

/* A key that the file may hold. */
struct config_key {
    const char *name;
    const char *option; /* the member of wikijs_client_options that it sets, or NULL */
    const char *about;
};

/* All of them, ended by an empty one: for the documentation and for `wikijs help`. */
extern const struct config_key config_keys[];

/*
 * Read a file. A file that is not there is empty, unless it is `required`. Returns NULL, or what is wrong as
 * "path:line: what"; free it. The configuration is to be freed in both cases.
 */
char *config_load(struct config *config, const char *path, bool required);
void config_free(struct config *config);
/* Set a key for this run. Returns NULL, or what is wrong; free it. */
char *config_override(struct config *config, const char *name, const char *value);

const struct config_section *config_profile(const struct config *config, const char *name);
const char *config_value(const struct config_section *section, const char *key);

#endif
