/* SPDX-License-Identifier: MIT */
#include "config/file.h"

#include "memory.h"
#include "text/buffer.h"
#include "text/match.h"

#include <wikijs/client.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

enum { LARGEST_FILE = 1024 * 1024 };

const struct config_key config_keys[] = {
    { "url", "base_url", "address of the wiki" },
    { "api_key", "api_key", "the API key itself; better one of the next three" },
    { "api_key_file", "api_key_file", "a file that holds the API key" },
    { "api_key_command", "api_key_command", "a command that prints the API key" },
    { "api_key_env", "api_key_env", "an environment variable that holds the API key" },
    { "locale", "locale", "locale of pages that are named without one; \"en\" when not set" },
    { "timeout", NULL, "longest time for one call, such as 30, 30s, 500ms or 2m" },
    { "read_timeout_ms", "read_timeout_ms", "longest time for one read" },
    { "write_timeout_ms", "write_timeout_ms", "longest time for one write" },
    { "connect_timeout_ms", "connect_timeout_ms", "longest time for making a connection" },
    { "stall_timeout_ms", "stall_timeout_ms", "longest time in which no byte arrives" },
    { "max_response_bytes", "max_response_bytes", "largest answer that is accepted" },
    { "proxy", "proxy", "proxy, as curl takes it; \"\" for none" },
    { "ca_file", "ca_file", "certificates of authorities to trust, PEM" },
    { "ca_path", "ca_path", "folder of such certificates" },
    { "client_cert_file", "client_cert_file", "certificate to show to the server, PEM" },
    { "client_key_file", "client_key_file", "its private key, PEM" },
    { "user_agent", "user_agent", "put before the program's own name" },
    { "tls_insecure", "tls_insecure", "true: do not check the server's certificate; for tests only" },
    { "rate_limit", "rate_limit", "most requests in a time: 10/s, or 10/s:burst=20, upload=1/s, pages.create=30/min" },
    { "rate_limit_wait_ms", "rate_limit_wait_ms", "longest wait at such a limit" },
    { "rate_limit_no_wait", "rate_limit_no_wait", "true: fail at such a limit instead of waiting" },
    { "cache", "cache", "where answers are kept: memory, or none" },
    { "cache_ttl_ms", "cache_ttl_ms", "how long an answer is fresh; 300000 when not set" },
    { "cache_ttls", "cache_ttls", "the same for some operations: pages.list=30s, site=1h, search=0" },
    { "cache_max_entries", "cache_max_entries", "most answers that are kept; 1000 when not set" },
    { "cache_max_bytes", "cache_max_bytes", "most bytes that are kept; 67108864 when not set" },
    { "cache_stale_error_ms", "cache_stale_error_ms", "how long an old answer is given when the server fails" },
    { "cache_stale_revalidate_ms", "cache_stale_revalidate_ms",
      "how long an old answer is given while a new one comes" },
    { "cache_namespace", "cache_namespace", "answers are shared with those that name the same one only" },
    { "read_only", "read_only", "true: refuse whatever would change something" },
    { "plugins", NULL, "plugins to load, in order: audit-stamp, maintenance" },
    { "plugin.NAME", NULL, "settings of the plugin NAME, such as tenant=acme; region=eu" },
    { "audit_log", "audit_log", "file that gets one line for each change at the wiki; 'wikijs audit' reads it" },
    { "audit_fsync", "audit_fsync", "true: each of these lines is on the disk before the command goes on" },
    { "audit_best_effort", "audit_best_effort",
      "true: go on when that file cannot be written; else changes are refused" },
    { "audit_user", "audit_user", "who acts, for that file; the user of the machine when not set" },
    { "metrics_file", NULL, "file to add what was counted to, for Prometheus' node_exporter; ends in .prom" },
    { "metrics_labels", NULL, "labels of its numbers, such as wiki=\"docs\"" },
    { "editor", NULL, "command for 'pages edit'" },
    { NULL, NULL, NULL },
};

/* Keys of which one section may hold one. */
static const char *const credential_keys[] = { "api_key", "api_key_file", "api_key_command", "api_key_env" };

struct reader {
    struct config *config;
    yaml_document_t document;
    char *problem;
};

static CLI_PRINTF(3, 4) bool refuse(struct reader *reader, size_t line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = xvasprintf(format, arguments);
    va_end(arguments);
    if (!reader->problem)
        reader->problem = xasprintf("%s:%zu: %s", reader->config->path, line, text);
    free(text);
    return false;
}

static size_t line_of(const yaml_node_t *node)
{
    return node->start_mark.line + 1;
}

static const char *scalar(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : NULL;
}

/* One key for all plugins. */
static bool is_plugin_key(const char *key, const char *name)
{
    static const char start[] = "plugin.";
    size_t length = sizeof start - 1;
    return strcmp(key, "plugin.NAME") == 0 && strncmp(name, start, length) == 0 && name[length];
}

static const struct config_key *find_key(const char *name)
{
    for (const struct config_key *key = config_keys; key->name; key++)
        if (strcmp(key->name, name) == 0 || is_plugin_key(key->name, name))
            return key;
    return NULL;
}

enum { KEYS = sizeof config_keys / sizeof *config_keys };

static const char *nearest_key(const char *name)
{
    const char *names[KEYS + 2] = { "profiles", "profile" };
    for (size_t i = 0; i < KEYS; i++)
        names[i + 2] = config_keys[i].name;
    return text_nearest(name, names);
}

static bool refuse_key(struct reader *reader, const char *name, size_t line)
{
    const char *nearest = nearest_key(name);
    if (nearest)
        return refuse(reader, line, "unknown key '%s'; did you mean '%s'?", name, nearest);
    return refuse(reader, line, "unknown key '%s'", name);
}

/* The library knows what values its options take. NULL, or what is wrong. */
static char *value_problem(const struct config_key *key, const char *value)
{
    wikijs_client_options scratch = WIKIJS_CLIENT_OPTIONS_INIT;
    wikijs_error error = { 0 };
    if (!key->option || wikijs_client_options_set(&scratch, key->option, value, &error) == 0)
        return NULL;
    return xstrdup(error.message);
}

static void append(struct config_section *section, const char *name, const char *value, size_t line)
{
    section->entries = xreallocarray(section->entries, section->count + 1, sizeof *section->entries);
    section->entries[section->count++] = (struct config_entry){ xstrdup(name), xstrdup(value), line };
}

static bool add_entry(struct reader *reader, struct config_section *section, const char *name, const yaml_node_t *node)
{
    const struct config_key *key = find_key(name);
    const char *value = scalar(node);
    if (!key)
        return refuse_key(reader, name, line_of(node));
    if (!value)
        return refuse(reader, line_of(node), "'%s' takes a single value", name);
    if (config_value(section, name))
        return refuse(reader, line_of(node), "'%s' is set twice", name);
    char *problem = value_problem(key, value);
    if (problem) {
        refuse(reader, line_of(node), "%s", problem);
        free(problem);
        return false;
    }
    size_t credentials = sizeof credential_keys / sizeof *credential_keys;
    for (size_t i = 0; i < credentials; i++) {
        if (strcmp(credential_keys[i], name) != 0)
            continue;
        for (size_t j = 0; j < credentials; j++)
            if (config_value(section, credential_keys[j]))
                return refuse(reader, line_of(node), "'%s' and '%s' exclude each other", credential_keys[j], name);
    }
    if (strcmp(name, "api_key") == 0)
        reader->config->holds_key = true;
    append(section, name, value, line_of(node));
    return true;
}

static bool read_section(struct reader *reader, struct config_section *section, const yaml_node_t *mapping)
{
    const yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
    for (; pair < mapping->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = yaml_document_get_node(&reader->document, pair->key);
        const yaml_node_t *value = yaml_document_get_node(&reader->document, pair->value);
        if (!scalar(key))
            return refuse(reader, line_of(key), "a key must be a word");
        if (!add_entry(reader, section, scalar(key), value))
            return false;
    }
    return true;
}

static bool read_profiles(struct reader *reader, const yaml_node_t *node)
{
    if (node->type != YAML_MAPPING_NODE)
        return refuse(reader, line_of(node), "'profiles' must hold names with settings below them");
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = yaml_document_get_node(&reader->document, pair->key);
        const yaml_node_t *value = yaml_document_get_node(&reader->document, pair->value);
        if (!scalar(key) || value->type != YAML_MAPPING_NODE)
            return refuse(reader, line_of(key), "a profile is a name with settings below it");
        struct config *config = reader->config;
        config->profiles = xreallocarray(config->profiles, config->profile_count + 1, sizeof *config->profiles);
        struct config_section *profile = &config->profiles[config->profile_count++];
        *profile = (struct config_section){ .name = xstrdup(scalar(key)), .line = line_of(key) };
        if (!read_section(reader, profile, value))
            return false;
    }
    return true;
}

static bool read_root(struct reader *reader)
{
    const yaml_node_t *root = yaml_document_get_root_node(&reader->document);
    if (!root || (root->type == YAML_SCALAR_NODE && root->data.scalar.length == 0))
        return true; /* an empty file */
    if (root->type != YAML_MAPPING_NODE)
        return refuse(reader, line_of(root), "the file must hold keys with values");
    const yaml_node_pair_t *pair = root->data.mapping.pairs.start;
    for (; pair < root->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = yaml_document_get_node(&reader->document, pair->key);
        const yaml_node_t *value = yaml_document_get_node(&reader->document, pair->value);
        const char *name = scalar(key);
        bool good = true;
        if (!name)
            good = refuse(reader, line_of(key), "a key must be a word");
        else if (strcmp(name, "profiles") == 0)
            good = read_profiles(reader, value);
        else if (strcmp(name, "profile") == 0 && scalar(value))
            append(&reader->config->common, name, scalar(value), line_of(value));
        else
            good = add_entry(reader, &reader->config->common, name, value);
        if (!good)
            return false;
    }
    const char *chosen = config_value(&reader->config->common, "profile");
    if (chosen && !config_profile(reader->config, chosen)) {
        const struct config_section *common = &reader->config->common;
        for (size_t i = 0; i < common->count; i++)
            if (strcmp(common->entries[i].key, "profile") == 0)
                return refuse(reader, common->entries[i].line, "there is no profile '%s'", chosen);
    }
    return true;
}

static bool read_yaml(struct reader *reader, const struct buffer *text)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return refuse(reader, 1, "cannot be read");
    yaml_parser_set_input_string(&parser, (const unsigned char *)buffer_text(text), text->length);
    bool good = true;
    if (yaml_parser_load(&parser, &reader->document)) {
        good = read_root(reader);
        yaml_document_delete(&reader->document);
    } else {
        good = refuse(reader, parser.problem_mark.line + 1, "%s", parser.problem ? parser.problem : "not YAML");
    }
    yaml_parser_delete(&parser);
    return good;
}

char *config_load(struct config *config, const char *path, bool required)
{
    *config = (struct config){ .path = xstrdup(path) };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR) && !required)
        return NULL;
    if (fd < 0)
        return xasprintf("%s: %s", path, strerror(errno));
    struct stat about;
    if (fstat(fd, &about) == 0)
        config->readable_by_others = (about.st_mode & (S_IRGRP | S_IROTH)) != 0;
    struct buffer text = { 0 };
    struct reader reader = { .config = config };
    if (buffer_read(&text, fd, LARGEST_FILE))
        read_yaml(&reader, &text);
    else
        reader.problem = xasprintf("%s: %s", path, strerror(errno));
    close(fd);
    buffer_free_secret(&text);
    return reader.problem;
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
    for (size_t i = 0; i < config->profile_count; i++)
        free_section(&config->profiles[i]);
    free(config->profiles);
    free(config->path);
    *config = (struct config){ 0 };
}

/* What decides where a key is sent, and which key, has flags of its own. */
static bool can_override(const struct config_key *key)
{
    for (size_t i = 0; i < sizeof credential_keys / sizeof *credential_keys; i++)
        if (strcmp(credential_keys[i], key->name) == 0)
            return false;
    return strcmp(key->name, "url") != 0;
}

char *config_override(struct config *config, const char *name, const char *value)
{
    const struct config_key *key = find_key(name);
    const char *nearest = key ? NULL : nearest_key(name);
    if (nearest)
        return xasprintf("there is no setting '%s'; did you mean '%s'?", name, nearest);
    if (!key)
        return xasprintf("there is no setting '%s'; docs/configuration.md lists them", name);
    if (!can_override(key))
        return xasprintf("'%s' cannot be set in this way; there are --url, --api-key-file and the like for it", name);
    char *problem = value_problem(key, value);
    if (!problem)
        append(&config->overrides, name, value, 0);
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
