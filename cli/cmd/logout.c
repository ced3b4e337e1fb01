/* SPDX-License-Identifier: MIT */
#include "command/tree.h"
#include "config/tokens.h"
#include "context.h"
#include "report.h"
#include "watch/dry_run.h"

#include <stdlib.h>

static int forget(struct cli *cli)
{
    struct stored_token found;
    char *problem = tokens_find(cli->settings.url, &found);
    bool was_kept = found.token || found.in_service; /* the service may be locked */
    if (found.in_service) {
        free(problem);
        problem = NULL;
    }
    if (!problem && was_kept && dry_run_skips(cli, "forget the login to %s", cli->settings.url)) {
        stored_token_free(&found);
        return EXIT_DONE;
    }
    if (!problem && was_kept)
        problem = tokens_store(cli->settings.url, NULL, NULL, found.in_service);
    stored_token_free(&found);
    if (problem) {
        report_failure("%s", problem);
        free(problem);
        return EXIT_FAILED;
    }
    if (was_kept)
        report_note(cli, "logged out of %s", cli->settings.url);
    else
        report_note(cli, "there was no login to %s", cli->settings.url);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    int code = context_configure(cli);
    if (code)
        return code;
    code = context_require_url(cli);
    if (code)
        return code;
    return forget(cli);
}

static const struct example examples[] = {
    { "Forget the login to a wiki", "wikijs logout --url https://wiki.example.com" },
    { 0 },
};

const struct cmd cmd_logout = {
    .name = "logout",
    .group = "ACCESS",
    .changes_settings = true,
    .summary = "Forget the token of a login",
    .text = "Forget the token that 'wikijs login' keeps for a wiki. The server knows no way to revoke it: it ends by "
            "itself.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
