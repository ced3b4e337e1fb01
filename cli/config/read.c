/* SPDX-License-Identifier: MIT */
/* Reading the configuration file. It goes on after something wrong, so that all of that can be told at once. */
#include "config/file.h"

#include "config/keys.h"
#include "config/own_file.h"
#include "config/webhook.h"
#include "text/buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

struct reader {
    struct config *config;
    yaml_document_t document;
};

/* One key of a mapping, for the section that the mapping describes. */
typedef void read_member_fn(struct reader *reader, struct config_section *section, const yaml_node_t *key,
                            const yaml_node_t *value);

void config_refuse(struct config *config, size_t line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    config->problems = xreallocarray(config->problems, config->problem_count + 1, sizeof *config->problems);
    config->problems[config->problem_count++] = (struct config_problem){ line, xvasprintf(format, arguments) };
    va_end(arguments);
}

static size_t line_of(const yaml_node_t *node)
{
    return node->start_mark.line + 1;
}

static const char *scalar(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : NULL;
}

/* "profiles:" with nothing behind it. */
static bool is_empty(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE && node->data.scalar.length == 0;
}

static void refuse_key(struct config *config, const char *name, size_t line)
{
    const char *nearest = config_key_nearest(name);
    if (nearest)
        config_refuse(config, line, "unknown key '%s'; did you mean '%s'?", name, nearest);
    else
        config_refuse(config, line, "unknown key '%s'", name);
}

/* A credential that the section holds already, or NULL. */
static const char *credential_of(const struct config_section *section)
{
    for (size_t i = 0; i < section->count; i++)
        if (config_key_is_credential(section->entries[i].key))
            return section->entries[i].key;
    return NULL;
}

static void add_entry(struct config *config, struct config_section *section, const char *name, size_t line,
                      const char *value)
{
    const struct config_key *key = config_key_find(name);
    if (!key) {
        refuse_key(config, name, line);
        return;
    }
    if (!value) {
        config_refuse(config, line, "'%s' takes a single value", name);
        return;
    }
    if (config_value(section, name)) {
        config_refuse(config, line, "'%s' is set twice", name);
        return;
    }
    char *problem = config_value_problem(key, value);
    const char *other = config_key_is_credential(name) ? credential_of(section) : NULL;
    if (problem)
        config_refuse(config, line, "%s", problem);
    else if (other)
        config_refuse(config, line, "'%s' and '%s' exclude each other", other, name);
    free(problem);
    if (strcmp(name, "api_key") == 0)
        config->holds_key = true;
    config_append(section, name, value, line);
}

static void read_setting(struct reader *reader, struct config_section *section, const yaml_node_t *key,
                         const yaml_node_t *value)
{
    if (scalar(key))
        add_entry(reader->config, section, scalar(key), line_of(key), scalar(value));
    else
        config_refuse(reader->config, line_of(key), "a key must be a word");
}

static void read_members(struct reader *reader, struct config_section *section, const yaml_node_t *mapping,
                         read_member_fn *read_member)
{
    const yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
    for (; pair < mapping->data.mapping.pairs.top; pair++)
        read_member(reader, section, yaml_document_get_node(&reader->document, pair->key),
                    yaml_document_get_node(&reader->document, pair->value));
}

/* `refusal` says what must stand there, unless nothing does. */
static void read_optional_mapping(struct reader *reader, struct config_section *section, const yaml_node_t *node,
                                  read_member_fn *read_member, const char *refusal)
{
    if (node->type == YAML_MAPPING_NODE)
        read_members(reader, section, node, read_member);
    else if (!is_empty(node))
        config_refuse(reader->config, line_of(node), "%s", refusal);
}

static struct config_section *add_section(struct reader *reader, const char *kind, struct config_section **sections,
                                          size_t *count, const yaml_node_t *name)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*sections)[i].name, scalar(name)) == 0)
            config_refuse(reader->config, line_of(name), "the %s '%s' is there twice", kind, scalar(name));
    *sections = xreallocarray(*sections, *count + 1, sizeof **sections);
    struct config_section *section = &(*sections)[(*count)++];
    *section = (struct config_section){ .name = xstrdup(scalar(name)), .line = line_of(name) };
    return section;
}

static void read_profile(struct reader *reader, struct config_section *root, const yaml_node_t *key,
                         const yaml_node_t *value)
{
    (void)root;
    struct config *config = reader->config;
    if (!scalar(key) || value->type != YAML_MAPPING_NODE) {
        config_refuse(config, line_of(key), "a profile is a name with settings below it");
        return;
    }
    read_members(reader, add_section(reader, "profile", &config->profiles, &config->profile_count, key), value,
                 read_setting);
}

static void read_alias(struct reader *reader, struct config_section *aliases, const yaml_node_t *key,
                       const yaml_node_t *value)
{
    if (!scalar(key) || !scalar(value) || is_empty(value))
        config_refuse(reader->config, line_of(key),
                      "an alias is a name and a command line, such as todo: pages list --tag todo");
    else if (config_value(aliases, scalar(key)))
        config_refuse(reader->config, line_of(key), "the alias '%s' is there twice", scalar(key));
    else
        config_append(aliases, scalar(key), scalar(value), line_of(key));
}

static void refuse_webhook_key(struct config *config, const char *name, size_t line)
{
    const char *nearest = name ? webhook_key_nearest(name) : NULL;
    if (nearest)
        config_refuse(config, line, "a webhook has no '%s'; did you mean '%s'?", name, nearest);
    else
        config_refuse(config, line, "a webhook has no '%s'", name ? name : "such key");
}

static void read_webhook_setting(struct reader *reader, struct config_section *webhook, const yaml_node_t *key,
                                 const yaml_node_t *value)
{
    const char *name = scalar(key);
    if (!name || !webhook_key_find(name))
        refuse_webhook_key(reader->config, name, line_of(key));
    else if (!scalar(value))
        config_refuse(reader->config, line_of(key), "'%s' takes a single value", name);
    else if (config_value(webhook, name))
        config_refuse(reader->config, line_of(key), "'%s' is set twice", name);
    else
        config_append(webhook, name, scalar(value), line_of(key));
}

static void read_webhook(struct reader *reader, struct config_section *root, const yaml_node_t *key,
                         const yaml_node_t *value)
{
    (void)root;
    struct config *config = reader->config;
    if (!scalar(key) || value->type != YAML_MAPPING_NODE) {
        config_refuse(config, line_of(key), "a webhook is a name with settings below it");
        return;
    }
    struct config_section *webhook = add_section(reader, "webhook", &config->webhooks, &config->webhook_count, key);
    read_members(reader, webhook, value, read_webhook_setting);
    if (!config_value(webhook, "url"))
        config_refuse(config, webhook->line, "the webhook '%s' has no url", webhook->name);
}

static void check_choice(struct config *config)
{
    const struct config_section *common = &config->common;
    for (size_t i = 0; i < common->count; i++) {
        const struct config_entry *entry = &common->entries[i];
        if (strcmp(entry->key, "profile") == 0 && !config_profile(config, entry->value))
            config_refuse(config, entry->line, "there is no profile '%s'", entry->value);
    }
}

static void read_root_member(struct reader *reader, struct config_section *common, const yaml_node_t *key,
                             const yaml_node_t *value)
{
    struct config *config = reader->config;
    const char *name = scalar(key);
    if (name && strcmp(name, "profiles") == 0)
        read_optional_mapping(reader, NULL, value, read_profile, "'profiles' must hold names with settings below them");
    else if (name && strcmp(name, "aliases") == 0)
        read_optional_mapping(reader, &config->aliases, value, read_alias,
                              "'aliases' must hold names with a command line behind each");
    else if (name && strcmp(name, "webhooks") == 0)
        read_optional_mapping(reader, NULL, value, read_webhook, "'webhooks' must hold names with settings below them");
    else if (name && strcmp(name, "profile") == 0 && scalar(value))
        config_append(common, name, scalar(value), line_of(key));
    else
        read_setting(reader, common, key, value);
}

static void read_root(struct reader *reader)
{
    const yaml_node_t *root = yaml_document_get_root_node(&reader->document);
    if (!root)
        return; /* an empty file */
    read_optional_mapping(reader, &reader->config->common, root, read_root_member,
                          "the file must hold keys with values");
    check_choice(reader->config);
}

static int by_line(const void *a, const void *b)
{
    const struct config_problem *left = a, *right = b;
    return (left->line > right->line) - (left->line < right->line);
}

void config_sort_problems(struct config *config)
{
    if (config->problem_count)
        qsort(config->problems, config->problem_count, sizeof *config->problems, by_line);
}

/* The line of a byte: what is no text has no mark. */
static size_t line_at(const char *text, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

static void refuse_syntax(struct config *config, const yaml_parser_t *parser, const char *text, size_t length)
{
    size_t at = parser->problem_offset < length ? parser->problem_offset : length;
    const char *problem = parser->problem ? parser->problem : "not YAML";
    if (parser->error == YAML_READER_ERROR)
        config_refuse(config, line_at(text, at), "%s: the file has to be plain UTF-8 text", problem);
    else
        config_refuse(config, parser->problem_mark.line + 1, "%s", problem);
}

/* What stands behind a second "---" would count for nothing. */
static void refuse_more(struct config *config, yaml_parser_t *parser)
{
    yaml_document_t document;
    if (!yaml_parser_load(parser, &document))
        return;
    const yaml_node_t *root = yaml_document_get_root_node(&document);
    if (root)
        config_refuse(config, line_of(root), "what stands behind a second '---' is not read: the file is one document");
    yaml_document_delete(&document);
}

char *config_parse(struct config *config, const char *path, const char *text, size_t length)
{
    yaml_parser_t parser;
    struct reader reader = { .config = config };
    if (!config->path)
        config->path = xstrdup(path);
    if (!yaml_parser_initialize(&parser))
        return xasprintf("%s: cannot be read", path);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    if (yaml_parser_load(&parser, &reader.document)) {
        read_root(&reader);
        yaml_document_delete(&reader.document);
        refuse_more(config, &parser);
    } else {
        refuse_syntax(config, &parser, text, length);
    }
    yaml_parser_delete(&parser);
    if (!config->problem_count)
        return NULL;
    config_sort_problems(config);
    return xasprintf("%s:%zu: %s", path, config->problems[0].line, config->problems[0].text);
}

char *config_load(struct config *config, const char *path, bool required)
{
    *config = (struct config){ .path = xstrdup(path) };
    struct buffer text = { 0 };
    struct stat about;
    if (stat(path, &about) != 0) {
        bool is_absent = errno == ENOENT || errno == ENOTDIR;
        return is_absent && !required ? NULL : xasprintf("%s: %s", path, strerror(errno));
    }
    config->readable_by_others = (about.st_mode & (S_IRGRP | S_IROTH)) != 0;
    char *problem = own_file_read(path, &text) ? config_parse(config, path, buffer_text(&text), text.length)
                                               : xasprintf("%s: %s", path, strerror(errno));
    buffer_free_secret(&text);
    return problem;
}
