/* SPDX-License-Identifier: MIT */
/* What the commands about webhooks share. */
#ifndef CLI_CMD_WEBHOOKS_WEBHOOKS_H
#define CLI_CMD_WEBHOOKS_WEBHOOKS_H

#include "command/command.h"
#include "context.h"
#include "text/comma_list.h"

#include <wikijs/webhook_relay.h>

extern const struct cmd cmd_webhooks_relay;
extern const struct cmd cmd_webhooks_deliveries;
extern const struct cmd cmd_webhooks_listen;
extern const struct cmd cmd_webhooks_verify;
extern const struct cmd cmd_webhooks_trigger;
extern const struct cmd cmd_webhooks_secret;

/* Secrets out of files and environment variables, several of each with commas; `about` begins messages. Returns 0 or the
 * exit code of what was reported; wipe them with webhook_secrets_free() in either case. */
int webhook_secrets_read(const char *about, const char *files, const char *variables, struct word_list *secrets);
void webhook_secrets_free(struct word_list *secrets);

/* The file that a relay of this profile keeps, or the one that was named. Free it; NULL: reported. */
char *relay_state(struct cli *cli, const char *named);

/* The targets of the configuration file, or only the one that is named; 0 or the exit code of what was reported. */
int relay_add_targets(struct cli *cli, wikijs_webhook_relay *relay, const char *only);
/* One target, from texts as the configuration file has them. `value` gives that of a key, or NULL. */
int relay_add_target(struct cli *cli, wikijs_webhook_relay *relay, const char *name,
                     const char *(*value)(const void *source, const char *key), const void *source);

#endif
