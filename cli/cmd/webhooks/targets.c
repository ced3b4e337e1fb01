/* SPDX-License-Identifier: MIT */
/* The targets of a relay, and the secrets of other commands. */
#include "cmd/webhooks/webhooks.h"

#include "config/webhook.h"
#include "memory.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

int webhook_secrets_read(struct cli *cli, const char *files, const char *variables, struct word_list *secrets)
{
    const char *flag = "--secret-file";
    char *words = webhook_secrets_of_files(secrets, files);
    if (!words) {
        flag = "--secret-env";
        words = webhook_secrets_of_variables(secrets, variables);
    }
    int code = words ? report_usage(cli, "%s %s", flag, words) : 0;
    free(words);
    return code;
}

int relay_add_webhook(struct cli *cli, wikijs_webhook_relay *relay, const struct webhook *webhook)
{
    int status = wikijs_webhook_relay_add_target(relay, &webhook->target, &cli->error);
    if (status < 0)
        return report_status(cli, status);
    if (webhook->secrets.count == 0)
        report_warning(cli, "webhook '%s' has no secret: its deliveries are not signed", webhook->target.name);
    return 0;
}

/* One of the configuration file. */
static int add_section(struct cli *cli, wikijs_webhook_relay *relay, const struct config_section *section)
{
    struct webhook webhook;
    int code = 0;
    webhook_start(&webhook, section->name);
    for (size_t i = 0; i < section->count && code == 0; i++) {
        const struct config_entry *entry = &section->entries[i];
        char *words = webhook_set(&webhook, webhook_key_find(entry->key), entry->value);
        if (words) {
            report_failure("%s:%zu: webhook '%s': '%s' %s", cli->settings.config.path, entry->line, section->name,
                           entry->key, words);
            code = EXIT_USAGE;
        }
        free(words);
    }
    if (code == 0)
        code = relay_add_webhook(cli, relay, &webhook);
    webhook_free(&webhook);
    return code;
}

int relay_add_webhooks(struct cli *cli, wikijs_webhook_relay *relay, const char *only)
{
    const struct config *config = &cli->settings.config;
    size_t added = 0;
    for (size_t i = 0; i < config->webhook_count; i++) {
        const struct config_section *section = &config->webhooks[i];
        if (only && strcmp(only, section->name) != 0)
            continue;
        int code = add_section(cli, relay, section);
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
