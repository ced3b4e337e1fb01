/* SPDX-License-Identifier: MIT */
#include "config/check.h"

#include "aliases.h"
#include "config/keys.h"
#include "config/paths.h"
#include "config/webhook.h"
#include "plugins/loader.h"

#include <wikijs/authentication.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* --- files --- */

/* A file that is there; a secret is nobody else's. */
static void check_readable(struct config *config, const struct config_entry *entry, const char *path, bool is_secret)
{
    struct stat about;
    if (access(path, R_OK) != 0)
        config_refuse(config, entry->line, "'%s': %s: %s", entry->key, path, strerror(errno));
    else if (is_secret && stat(path, &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & (S_IRGRP | S_IROTH)))
        config_refuse(config, entry->line, "'%s' can be read by others; run: chmod 600 %s", path, path);
}

/* A file that is made when it is needed: not so the folder that it is in. */
static void check_writable(struct config *config, const struct config_entry *entry, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
    const char *asked = access(path, F_OK) == 0 ? path : folder;
    if (access(asked, W_OK) != 0)
        config_refuse(config, entry->line, "'%s': %s: %s", entry->key, asked, strerror(errno));
    free(folder);
}

static void check_path(struct config *config, const struct config_entry *entry)
{
    enum config_path kind = config_key_find(entry->key)->path;
    char *path = path_expand(entry->value);
    if (kind == CONFIG_FILE_READ || kind == CONFIG_FILE_SECRET)
        check_readable(config, entry, path, kind == CONFIG_FILE_SECRET);
    else if (kind == CONFIG_FILE_WRITTEN)
        check_writable(config, entry, path);
    free(path);
}

/* --- settings --- */

static void check_key(struct config *config, const struct config_entry *entry)
{
    wikijs_token_info info = { .struct_size = sizeof info };
    if (strcmp(entry->key, "api_key") != 0)
        return;
    if (config->readable_by_others)
        config_refuse(config, entry->line, "an API key is in a file that others can read; run: chmod 600 %s",
                      config->path);
    if (wikijs_token_inspect(entry->value, &info) != 0)
        config_refuse(config, entry->line, "'api_key' is no API key: one has three parts with dots between them");
    else if (info.expires_at && info.expires_at <= (int64_t)time(NULL) * 1000)
        config_refuse(config, entry->line, "the API key has expired; make a new one in Administration > API Access");
}

/* Whether 'plugins' of a section names it. */
static bool uses_plugin(const struct config_section *section, const char *name)
{
    char **names = plugin_words(config_value(section, "plugins"));
    size_t at = 0;
    while (names[at] && strcmp(names[at], name) != 0)
        at++;
    bool found = names[at] != NULL;
    plugin_names_free(names);
    return found;
}

static bool is_plugin_used(const struct config *config, const char *name)
{
    bool found = uses_plugin(&config->common, name);
    for (size_t i = 0; i < config->profile_count && !found; i++)
        found = uses_plugin(&config->profiles[i], name);
    return found;
}

/* Plugins that are used have to be there; settings may stay for one that is not used for the time being. */
static void check_plugins(struct config *config, const struct config_entry *entry)
{
    static const char start[] = "plugin.";
    const char *one = strncmp(entry->key, start, sizeof start - 1) == 0 ? entry->key + sizeof start - 1 : NULL;
    bool is_list = strcmp(entry->key, "plugins") == 0;
    char **names = plugin_words(is_list ? entry->value : one && !is_plugin_used(config, one) ? one : NULL);
    for (size_t i = 0; names[i]; i++) {
        char *problem = plugin_name_problem(names[i]);
        if (problem)
            config_refuse(config, entry->line, "'%s': %s", entry->key, problem);
        free(problem);
    }
    plugin_names_free(names);
}

/* Whether something was found when the file was read. */
static bool is_refused(const struct config *config, size_t line)
{
    for (size_t i = 0; i < config->problem_count; i++)
        if (config->problems[i].line == line)
            return true;
    return false;
}

static void check_value(struct config *config, const struct config_entry *entry)
{
    char *problem = is_refused(config, entry->line) ? NULL : config_setting_problem(entry->key, entry->value);
    if (problem)
        config_refuse(config, entry->line, "%s", problem);
    free(problem);
}

static void check_section(struct config *config, const struct config_section *section)
{
    bool has_url = config_value(section, "url") != NULL;
    for (size_t i = 0; i < section->count; i++) {
        const struct config_entry *entry = &section->entries[i];
        if (!config_key_find(entry->key))
            continue; /* 'profile' */
        check_value(config, entry);
        check_path(config, entry);
        check_key(config, entry);
        check_plugins(config, entry);
        if (config_key_is_credential(entry->key) && !has_url)
            config_refuse(config, entry->line,
                          "'%s' is sent nowhere: the address that it belongs to must stand beside "
                          "it, as 'url'",
                          entry->key);
    }
    if (section->name && !has_url && !config_value(&config->common, "url"))
        config_refuse(config, section->line, "the profile '%s' names no wiki: add 'url'", section->name);
}

/* --- the rest of the file --- */

static void check_alias(struct config *config, const struct config_entry *entry)
{
    char *problem = alias_name_problem(entry->key);
    if (!problem)
        problem = alias_value_problem(entry->value);
    if (problem)
        config_refuse(config, entry->line, "alias '%s': %s", entry->key, problem);
    free(problem);
}

static void check_webhook(struct config *config, const struct config_section *webhook)
{
    for (size_t i = 0; i < webhook->count; i++) {
        const struct config_entry *entry = &webhook->entries[i];
        char *problem = webhook_value_problem(webhook->name, entry->key, entry->value);
        if (problem)
            config_refuse(config, entry->line, "%s", problem);
        free(problem);
    }
}

void config_check(struct config *config)
{
    check_section(config, &config->common);
    for (size_t i = 0; i < config->profile_count; i++)
        check_section(config, &config->profiles[i]);
    for (size_t i = 0; i < config->aliases.count; i++)
        check_alias(config, &config->aliases.entries[i]);
    for (size_t i = 0; i < config->webhook_count; i++)
        check_webhook(config, &config->webhooks[i]);
    config_sort_problems(config);
}
