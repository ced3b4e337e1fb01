/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include <string.h>

static int switch_one(struct cli *cli, const char *name, void *context)
{
    const bool *on = context;
    int64_t id;
    int code = user_id_read(cli, name, &id);
    if (code)
        return code;
    int status;
    if (*on)
        CALL(status, cli, wikijs_users_enable_tfa_async(cli->client, id, NULL, CALL_TASK),
             wikijs_users_enable_tfa_finish(task.call, &cli->error));
    else
        CALL(status, cli, wikijs_users_disable_tfa_async(cli->client, id, NULL, CALL_TASK),
             wikijs_users_disable_tfa_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "second factor %s for %s", *on ? "on" : "off", name);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    bool on = strcmp(operands->items[0], "on") == 0;
    if (!on && strcmp(operands->items[0], "off") != 0)
        return report_usage(cli, "the second factor is switched 'on' or 'off', not '%s'", operands->items[0]);
    struct operands users = { operands->items + 1, operands->count - 1 };
    return ids_run(cli, &users, switch_one, &on);
}

static const struct example examples[] = {
    { "Demand one", "wikijs users tfa on user@example.com" },
    { "Somebody lost their telephone", "wikijs users tfa off user@example.com" },
    { 0 },
};

const struct cmd cmd_users_tfa = {
    .name = "tfa",
    .summary = "Switch the second factor of users on or off",
    .usage = "on|off <user>...",
    .text =
        "Switch the second factor of users on or off. On: they set it up at their next log-in. Either forgets the one "
        "that was set up. '-' stands for the lines of standard input.",
    .examples = examples,
    .min_operands = 2,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
