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
 *     aliases:
 *       todo: pages list --tag todo
 *     webhooks:
 *       site:
 *         url: https://ci.example.com/hook
 *         secret_file: ~/.config/wikijs/site.secret
 */
#ifndef CLI_CONFIG_FILE_H
#define CLI_CONFIG_FILE_H

#include "memory.h"

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

/* Something that is wrong in the file. */
struct config_problem {
    size_t line;
    char *text;
};

struct config {
    char *path;
    struct config_section common;
    struct config_section aliases; /* commands that the user has named */
    struct config_section *profiles;
    size_t profile_count;
    struct config_section *webhooks; /* where 'webhooks relay' sends to */
    size_t webhook_count;
    struct config_section overrides; /* of the command line: they count before the file */
    bool holds_key;                  /* an API key itself is in it */
    bool readable_by_others;         /* by its mode */
    struct config_problem *problems; /* all of them, in the order of the file */
    size_t problem_count;
};

/*
 * Read a file. A file that is not there is empty, unless it is `required`. Returns NULL, or the first thing that is
 * wrong as "path:line: what"; free it. All of them are in `problems` then, unless the file could not be read at all.
 * The configuration is to be freed in both cases.
 */
char *config_load(struct config *config, const char *path, bool required);
/* The same of a text in memory; `path` is for messages. */
char *config_parse(struct config *config, const char *path, const char *text, size_t length);
void config_free(struct config *config);
/* Note a problem; when all are noted, they are to be put into the order of the file. */
void config_refuse(struct config *config, size_t line, const char *format, ...) CLI_PRINTF(3, 4);
void config_sort_problems(struct config *config);
void config_append(struct config_section *section, const char *name, const char *value, size_t line);
/* Set a key for this run. Returns NULL, or what is wrong; free it. */
char *config_override(struct config *config, const char *name, const char *value);

const struct config_section *config_profile(const struct config *config, const char *name);
const char *config_value(const struct config_section *section, const char *key);

#endif
