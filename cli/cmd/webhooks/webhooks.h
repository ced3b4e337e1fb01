/* SPDX-License-Identifier: MIT */
/* What the commands about webhooks share. */
#ifndef CLI_CMD_WEBHOOKS_WEBHOOKS_H
#define CLI_CMD_WEBHOOKS_WEBHOOKS_H

#include "command/command.h"
#include "context.h"
#include "text/comma_list.h"

#include <wikijs/webhook_relay.h>

struct webhook;

extern const struct cmd cmd_webhooks_relay;
extern const struct cmd cmd_webhooks_deliveries;
extern const struct cmd cmd_webhooks_listen;
extern const struct cmd cmd_webhooks_verify;
extern const struct cmd cmd_webhooks_trigger;
extern const struct cmd cmd_webhooks_secret;

/* The secrets that --secret-file and --secret-env name, several of each with commas. Returns 0 or the exit code of what was
 * reported; word_list_free() wipes them, in either case. */
int webhook_secrets_read(struct cli *cli, const char *files, const char *variables, struct word_list *secrets);

/* The file that a relay of this profile keeps, or the one that was named. Free it; NULL: reported. */
char *relay_state(struct cli *cli, const char *named);

/* The webhooks of the configuration file, or only the one that is named; 0 or the exit code of what was reported. */
int relay_add_webhooks(struct cli *cli, wikijs_webhook_relay *relay, const char *only);
/* One that was read. */
int relay_add_webhook(struct cli *cli, wikijs_webhook_relay *relay, const struct webhook *webhook);

#endif
