/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "ids_batch.h"

#include <string.h>

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    const bool *on = work->input;
    return *on ? wikijs_users_enable_tfa_async(cli->client, id, NULL, NULL, NULL, call)
               : wikijs_users_disable_tfa_async(cli->client, id, NULL, NULL, NULL, call);
}

static int say(struct cli *cli, int status, const char *state, const char *name)
{
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "second factor %s for %s", state, name);
    return EXIT_DONE;
}

static int end_on(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    return say(cli, wikijs_users_enable_tfa_finish(call, &cli->error), "on", name);
}

static int end_off(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    return say(cli, wikijs_users_disable_tfa_finish(call, &cli->error), "off", name);
}

static const struct ids_job switch_on = { start, end_on, .writes = true };
static const struct ids_job switch_off = { start, end_off, .writes = true };

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    bool on = strcmp(operands->items[0], "on") == 0;
    if (!on && strcmp(operands->items[0], "off") != 0)
        return report_usage(cli, "the second factor is switched 'on' or 'off', not '%s'", operands->items[0]);
    struct operands users = { operands->items + 1, operands->count - 1 };
    return ids_run_job(cli, &users, &user_names, on ? &switch_on : &switch_off, &on);
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
