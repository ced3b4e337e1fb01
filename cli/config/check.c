/* SPDX-License-Identifier: MIT */
#include "config/check.h"

#include "config/paths.h"

#include <wikijs/authentication.h>
#include <wikijs/client.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void check_file(struct config *config, const struct config_entry *entry)
{
    static const char *const files[] = { "api_key_file", "ca_file", "ca_path", "client_cert_file", "client_key_file" };
    bool is_file = false;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        is_file = is_file || strcmp(files[i], entry->key) == 0;
    if (!is_file)
        return;
    char *path = path_expand(entry->value);
    struct stat about;
    bool is_secret = strcmp(entry->key, "api_key_file") == 0 || strcmp(entry->key, "client_key_file") == 0;
    if (access(path, R_OK) != 0)
        config_refuse(config, entry->line, "'%s': %s: %s", entry->key, path, strerror(errno));
    else if (is_secret && stat(path, &about) == 0 && (about.st_mode & (S_IRGRP | S_IROTH)))
        config_refuse(config, entry->line, "'%s' can be read by others; run: chmod 600 %s", path, path);
    free(path);
}

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

char *config_setting_problem(const char *name, const char *value)
{
    static const char *const looked_at_by_client[] = { "url", "rate_limit", "cache_ttls" };
    const struct config_key *key = config_key_find(name);
    char *problem = config_value_problem(key, value);
    bool is_one = false;
    for (size_t i = 0; i < sizeof looked_at_by_client / sizeof *looked_at_by_client; i++)
        is_one = is_one || strcmp(looked_at_by_client[i], name) == 0;
    if (problem || !is_one)
        return problem;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    wikijs_client *client = NULL;
    wikijs_error error = { 0 };
    options.base_url = "http://localhost";
    wikijs_client_options_set(&options, key->option, value, NULL);
    if (wikijs_client_new(&options, &client, &error) < 0)
        problem = xstrdup(error.message);
    wikijs_client_free(client);
    return problem;
}

static void check_value(struct config *config, const struct config_entry *entry)
{
    for (size_t i = 0; i < config->problem_count; i++)
        if (config->problems[i].line == entry->line)
            return; /* it was found when the file was read */
    char *problem = config_key_find(entry->key) ? config_setting_problem(entry->key, entry->value) : NULL;
    if (problem)
        config_refuse(config, entry->line, "%s", problem);
    free(problem);
}

static void check_section(struct config *config, const struct config_section *section)
{
    bool has_url = config_value(section, "url") != NULL;
    for (size_t i = 0; i < section->count; i++) {
        const struct config_entry *entry = &section->entries[i];
        check_value(config, entry);
        check_file(config, entry);
        check_key(config, entry);
        if (config_key_is_credential(entry->key) && !has_url)
            config_refuse(config, entry->line,
                          "'%s' is sent nowhere: the address that it belongs to must stand beside "
                          "it, as 'url'",
                          entry->key);
    }
    if (section->name && !has_url && !config_value(&config->common, "url"))
        config_refuse(config, section->line, "the profile '%s' names no wiki: add 'url'", section->name);
}

static int by_line(const void *a, const void *b)
{
    const struct config_problem *left = a, *right = b;
    return (left->line > right->line) - (left->line < right->line);
}

void config_check(struct config *config)
{
    check_section(config, &config->common);
    for (size_t i = 0; i < config->profile_count; i++)
        check_section(config, &config->profiles[i]);
    if (config->problem_count)
        qsort(config->problems, config->problem_count, sizeof *config->problems, by_line);
}
