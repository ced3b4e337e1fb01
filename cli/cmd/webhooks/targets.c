/* SPDX-License-Identifier: MIT */
/* From texts, of the configuration file or of flags, to a target of a relay. */
#include "cmd/webhooks/webhooks.h"

#include "config/duration.h"
#include "config/own_file.h"
#include "config/paths.h"
#include "memory.h"
#include "report.h"
#include "text/buffer.h"
#include "text/comma_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct cli *cli;
    const char *name;
    const char *(*value)(const void *source, const char *key);
    const void *source;
    int code; /* of what was reported */
};

static const char *text_of(const struct reading *reading, const char *key)
{
    return reading->value(reading->source, key);
}

/* --- secrets --- */

/* What is wrong with a secret is wrong with the configuration: EXIT_USAGE when there is none. */
static int add_secret(struct word_list *secrets, const char *text, size_t length)
{
    while (length && strchr(" \t\r\n", text[length - 1]))
        length--;
    if (length == 0)
        return EXIT_USAGE;
    secrets->items = xreallocarray(secrets->items, secrets->count + 1, sizeof *secrets->items);
    secrets->items[secrets->count++] = xstrndup(text, length);
    return 0;
}

static int read_secret_file(const char *about, const char *file, struct word_list *secrets)
{
    struct buffer text = { 0 };
    char *path = path_expand(file);
    int code = 0;
    if (!own_file_read(path, &text))
        code = report_failure("%sthe secret in '%s' cannot be read: %s", about, path, strerror(errno));
    else
        code = add_secret(secrets, buffer_text(&text), text.length);
    if (code == EXIT_USAGE)
        report_failure("%sthere is no secret in '%s'", about, path);
    buffer_free_secret(&text);
    free(path);
    return code;
}

int webhook_secrets_read(const char *about, const char *files, const char *variables, struct word_list *secrets)
{
    struct word_list paths = { 0 }, names = { 0 };
    int code = 0;
    word_list_add(&paths, files);
    word_list_add(&names, variables);
    for (size_t i = 0; code == 0 && i < paths.count; i++)
        code = read_secret_file(about, paths.items[i], secrets);
    for (size_t i = 0; code == 0 && i < names.count; i++) {
        const char *value = getenv(names.items[i]);
        code = value ? add_secret(secrets, value, strlen(value)) : EXIT_USAGE;
        if (code)
            report_failure("%sthe variable %s, which is to hold the secret, is not set", about, names.items[i]);
    }
    word_list_free(&paths);
    word_list_free(&names);
    return code;
}

void webhook_secrets_free(struct word_list *secrets)
{
    for (size_t i = 0; i < secrets->count; i++)
        xfree_secret(secrets->items[i]);
    free(secrets->items);
    *secrets = (struct word_list){ 0 };
}

static void read_secrets(struct reading *reading, struct word_list *secrets)
{
    char *about = xasprintf("webhook '%s': ", reading->name);
    int code = webhook_secrets_read(about, text_of(reading, "secret_file"), text_of(reading, "secret_env"), secrets);
    if (code)
        reading->code = code;
    free(about);
}

/* --- the rest --- */

static int64_t read_duration(struct reading *reading, const char *key)
{
    const char *text = text_of(reading, key);
    if (!text)
        return 0;
    size_t length = strlen(text);
    bool hours = length > 0 && text[length - 1] == 'h';
    char *number = xstrndup(text, length - hours);
    int64_t ms = duration_parse(number) * (hours ? 3600 : 1);
    free(number);
    if (ms <= 0)
        reading->code = report_usage(reading->cli, "webhook '%s': %s takes a time such as 10s, 5m or 72h, not '%s'",
                                     reading->name, key, text);
    return ms;
}

static int64_t read_number(struct reading *reading, const char *key)
{
    const char *text = text_of(reading, key);
    char *end = NULL;
    long number = text ? strtol(text, &end, 10) : 0;
    if (text && (*end || end == text || number <= 0))
        reading->code = report_usage(reading->cli, "webhook '%s': %s takes a number, not '%s'", reading->name, key,
                                     text);
    return number;
}

int relay_add_target(struct cli *cli, wikijs_webhook_relay *relay, const char *name,
                     const char *(*value)(const void *source, const char *key), const void *source)
{
    struct reading reading = { .cli = cli, .name = name, .value = value, .source = source };
    struct word_list events = { 0 }, secrets = { 0 };
    wikijs_webhook_target target = WIKIJS_WEBHOOK_TARGET_INIT;
    const char *github = value(source, "github");
    word_list_add(&events, value(source, "events"));
    read_secrets(&reading, &secrets);
    target.name = name;
    target.url = value(source, "url");
    target.events = word_list_view(&events);
    target.secrets = word_list_view(&secrets);
    target.path = value(source, "path");
    target.locale = value(source, "in_locale");
    target.tag = value(source, "tag");
    target.rate = value(source, "rate");
    target.github = github && strcmp(github, "true") == 0;
    target.timeout_ms = read_duration(&reading, "timeout");
    target.retry_for_ms = read_duration(&reading, "retry_for");
    target.max_in_flight = read_number(&reading, "max_in_flight");
    if (reading.code == 0) {
        int status = wikijs_webhook_relay_add_target(relay, &target, &cli->error);
        reading.code = status < 0 ? report_status(cli, status) : 0;
    }
    if (reading.code == 0 && secrets.count == 0)
        report_warning(cli, "webhook '%s' has no secret: its deliveries are not signed", name);
    word_list_free(&events);
    webhook_secrets_free(&secrets);
    return reading.code;
}

static const char *value_of_section(const void *source, const char *key)
{
    return config_value(source, key);
}

int relay_add_targets(struct cli *cli, wikijs_webhook_relay *relay, const char *only)
{
    const struct config *config = &cli->settings.config;
    size_t added = 0;
    for (size_t i = 0; i < config->webhook_count; i++) {
        const struct config_section *webhook = &config->webhooks[i];
        if (only && strcmp(only, webhook->name) != 0)
            continue;
        int code = relay_add_target(cli, relay, webhook->name, value_of_section, webhook);
        if (code)
            return code;
        added++;
    }
    if (only && added == 0)
        return report_usage(cli, "the configuration file has no webhook '%s'", only);
    if (added == 0) {
        report_failure("there is nowhere to send to");
        report_advice("name an address with --to, or write webhooks into the configuration file");
        return EXIT_USAGE;
    }
    return 0;
}
