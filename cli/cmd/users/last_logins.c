/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

struct logins_args {
    struct output_args output;
};

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    (void)operands;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_user_last_login_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_users_last_logins_async(cli->client, NULL, CALL_TASK),
         wikijs_users_last_logins_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    struct rows rows;
    ROWS_OF(&rows, wikijs_user_last_login, list);
    code = rows_print(cli, &rows, "nobody has logged in yet");
    wikijs_user_last_login_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "Who was here?", "wikijs users last-logins" },
    { 0 },
};

const struct cmd cmd_users_last_logins = {
    .name = "last-logins",
    .summary = "List the ten users who logged in last",
    .text = "List the ten users who logged in last.",
    .examples = examples,
    .args_size = sizeof(struct logins_args),
    .model = "UserLastLogin",
    .run = run,
    .since = "0.1",
};
