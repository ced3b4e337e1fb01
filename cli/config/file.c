/* SPDX-License-Identifier: MIT */
#include "config/file.h"

#include "config/keys.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

void config_append(struct config_section *section, const char *name, const char *value, size_t line)
{
    section->entries = xreallocarray(section->entries, section->count + 1, sizeof *section->entries);
    section->entries[section->count++] = (struct config_entry){ xstrdup(name), xstrdup(value), line };
}

static void free_section(struct config_section *section)
{
    for (size_t i = 0; i < section->count; i++) {
        free(section->entries[i].key);
        xfree_secret(section->entries[i].value);
    }
    free(section->entries);
    free(section->name);
}

void config_free(struct config *config)
{
    free_section(&config->overrides);
    free_section(&config->common);
    free_section(&config->aliases);
    for (size_t i = 0; i < config->problem_count; i++)
        free(config->problems[i].text);
    free(config->problems);
    for (size_t i = 0; i < config->profile_count; i++)
        free_section(&config->profiles[i]);
    free(config->profiles);
    for (size_t i = 0; i < config->webhook_count; i++)
        free_section(&config->webhooks[i]);
    free(config->webhooks);
    free(config->path);
    *config = (struct config){ 0 };
}

/* What decides where a key is sent, and which key, has flags of its own. */
static bool can_override(const struct config_key *key)
{
    return !config_key_is_credential(key->name) && strcmp(key->name, "url") != 0;
}

char *config_override(struct config *config, const char *name, const char *value)
{
    const struct config_key *key = config_key_find(name);
    const char *nearest = key ? NULL : config_key_nearest(name);
    if (nearest)
        return xasprintf("there is no setting '%s'; did you mean '%s'?", name, nearest);
    if (!key)
        return xasprintf("there is no setting '%s'", name);
    if (!can_override(key))
        return xasprintf("'%s' cannot be set in this way; there are --url, --api-key-file and the like for it", name);
    char *problem = config_value_problem(key, value);
    if (!problem)
        config_append(&config->overrides, name, value, 0);
    return problem;
}

const struct config_section *config_profile(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->profile_count; i++)
        if (strcmp(config->profiles[i].name, name) == 0)
            return &config->profiles[i];
    return NULL;
}

const char *config_value(const struct config_section *section, const char *key)
{
    for (size_t i = 0; section && i < section->count; i++)
        if (strcmp(section->entries[i].key, key) == 0)
            return section->entries[i].value;
    return NULL;
}
