/* SPDX-License-Identifier: MIT */
#include "cmd/webhooks/webhooks.h"

#include "command/tree.h"
#include "config/own_file.h"
#include "config/paths.h"
#include "memory.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

char *relay_state(struct cli *cli, const char *named)
{
    if (named)
        return path_expand(named);
    const struct config_section *profile = cli->settings.profile;
    char *name = xasprintf("relay-%s.db", profile && profile->name ? profile->name : "default");
    char *path = path_of_state(name);
    free(name);
    if (path)
        own_folders_make(path); /* what fails shows when the file is made */
    else
        report_usage(cli, "there is no home for the state file; name one with --state");
    return path;
}

static const struct cmd *const verbs[] = { &cmd_webhooks_relay,
                                           &cmd_webhooks_deliveries,
                                           &cmd_webhooks_listen,
                                           &cmd_webhooks_verify,
                                           &cmd_webhooks_trigger,
                                           &cmd_webhooks_secret,
                                           NULL };

static const struct example examples[] = {
    { "Send what changes to the addresses of the configuration file", "wikijs webhooks relay" },
    { "What could not be delivered?", "wikijs webhooks deliveries list --state-of dead" },
    { "Receive them, and build a site anew for each",
      "wikijs webhooks listen --port 8080 --secret-file secret --on 'page.*' --exec 'make site'" },
    { 0 },
};

const struct cmd cmd_webhooks = {
    .name = "webhooks",
    .group = "EVENTS",
    .summary = "Send and receive what changes in the wiki",
    .text =
        "Wiki.js 2.5 has no webhooks. The relay follows the wiki, as 'wikijs watch' does, and sends what happens to "
        "addresses on the web, signed as Standard Webhooks has it, until each is received. 'listen' is the other end.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
