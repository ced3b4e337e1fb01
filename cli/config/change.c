/* SPDX-License-Identifier: MIT */
#include "config/change.h"

#include "config/file.h"
#include "config/own_file.h"
#include "config/yaml_edit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct config_change config_change_of(const char *profile, const char *key, const char *value)
{
    if (profile)
        return (struct config_change){ .keys = { "profiles", profile, key }, .value = value };
    return (struct config_change){ .keys = { key }, .value = value };
}

/* The first thing that is wrong in a text, or NULL; *count is how many there are. */
static char *problems_of(const char *path, const struct buffer *text, size_t *count)
{
    struct config config = { 0 };
    char *problem = config_parse(&config, path, buffer_text(text), text->length);
    *count = config.problem_count;
    config_free(&config);
    return problem;
}

static char *apply(const char *path, struct buffer *text, const struct config_change *changes, size_t count)
{
    size_t before, after;
    free(problems_of(path, text, &before));
    for (size_t i = 0; i < count; i++) {
        const struct config_change *change = &changes[i];
        size_t depth = 0;
        while (change->keys[depth])
            depth++;
        char *problem = change->value ? yaml_edit_set(text, change->keys, depth, change->value)
                                      : yaml_edit_remove(text, change->keys, depth);
        if (problem) {
            char *full = xasprintf("%s was not changed: %s", path, problem);
            free(problem);
            return full;
        }
    }
    char *problem = problems_of(path, text, &after);
    if (after > before)
        return problem;
    free(problem);
    return NULL;
}

/* A device or a pipe must not be replaced by a file. */
static char *refuse_special(const char *path)
{
    struct stat about;
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode))
        return xasprintf("%s is no file that could be changed", path);
    return NULL;
}

char *config_change(const char *path, const struct config_change *changes, size_t count, bool *is_wrong)
{
    *is_wrong = false;
    char *problem = refuse_special(path);
    if (problem)
        return problem;
    struct buffer text = { 0 };
    int lock = own_folder_lock(path);
    bool good = lock >= 0 && own_file_read(path, &text);
    if (good)
        problem = apply(path, &text, changes, count);
    *is_wrong = problem != NULL;
    if (good && !problem)
        good = own_file_replace(path, &text);
    if (!good)
        problem = xasprintf("%s: %s", path, strerror(errno));
    if (lock >= 0)
        close(lock);
    buffer_free_secret(&text);
    return problem;
}
