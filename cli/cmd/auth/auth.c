/* SPDX-License-Identifier: MIT */
#include "cmd/auth/auth.h"

#include "command/tree.h"
#include "confirm.h"

const struct opt auth_sure_opts[] = {
    OPT_FLAG(struct auth_sure_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

int auth_do_when_sure(struct cli *cli, const struct auth_sure_args *args, const char *question, auth_start_fn *start,
                      auth_finish_fn *finish, const char *done_note)
{
    int status, code = confirm(cli, args->yes, question);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    CALL(status, cli, start(cli->client, NULL, CALL_TASK), finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "%s", done_note);
    return EXIT_DONE;
}

static const struct cmd *const verbs[] = {
    &cmd_auth_keys,
    &cmd_auth_strategies,
    &cmd_auth_register,
    &cmd_auth_forgot_password,
    &cmd_auth_reset_guest,
    &cmd_auth_regenerate_certificates,
    NULL,
};

static const struct example examples[] = {
    { "A key for a month", "wikijs auth keys create --name ci --expires 30d --group 7" },
    { "How people can log in", "wikijs auth strategies list" },
    { 0 },
};

const struct cmd cmd_auth = {
    .name = "auth",
    .group = "COMMANDS",
    .summary = "Manage API keys and ways to log in",
    .text = "Manage API keys, ways to log in, and what goes with them. To log in yourself, see 'wikijs login'.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
