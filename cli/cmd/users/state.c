/* SPDX-License-Identifier: MIT */
/* activate, deactivate, verify: one call for each user. */
#include "cmd/users/users.h"

static int activate_one(struct cli *cli, const char *name, void *context)
{
    (void)context;
    int64_t id;
    int code = user_id_read(cli, name, &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_users_activate_async(cli->client, id, NULL, CALL_TASK),
         wikijs_users_activate_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "activated %s", name);
    return EXIT_DONE;
}

static int run_activate(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_run(cli, operands, activate_one, NULL);
}

static const struct example activate_examples[] = {
    { "One user", "wikijs users activate user@example.com" },
    { 0 },
};

const struct cmd cmd_users_activate = {
    .name = "activate",
    .summary = "Let users log in again",
    .usage = "<user>...",
    .text = "Let users log in again. '-' stands for the lines of standard input.",
    .examples = activate_examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run_activate,
    .since = "0.1",
};

static int deactivate_one(struct cli *cli, const char *name, void *context)
{
    (void)context;
    int64_t id;
    int code = user_id_read(cli, name, &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_users_deactivate_async(cli->client, id, NULL, CALL_TASK),
         wikijs_users_deactivate_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "deactivated %s", name);
    return EXIT_DONE;
}

static int run_deactivate(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_run(cli, operands, deactivate_one, NULL);
}

static const struct example deactivate_examples[] = {
    { "One user", "wikijs users deactivate user@example.com" },
    { 0 },
};

const struct cmd cmd_users_deactivate = {
    .name = "deactivate",
    .summary = "Keep users from logging in",
    .usage = "<user>...",
    .text =
        "Keep users from logging in. Who is logged in already is thrown out, but for a log-in of the last five seconds. '-' stands for the lines of standard input.",
    .examples = deactivate_examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run_deactivate,
    .since = "0.1",
};

static int verify_one(struct cli *cli, const char *name, void *context)
{
    (void)context;
    int64_t id;
    int code = user_id_read(cli, name, &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_users_verify_async(cli->client, id, NULL, CALL_TASK),
         wikijs_users_verify_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "verified %s", name);
    return EXIT_DONE;
}

static int run_verify(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_run(cli, operands, verify_one, NULL);
}

static const struct example verify_examples[] = {
    { "One user", "wikijs users verify user@example.com" },
    { 0 },
};

const struct cmd cmd_users_verify = {
    .name = "verify",
    .summary = "Take email addresses for confirmed",
    .usage = "<user>...",
    .text = "Take the email addresses of users for confirmed. '-' stands for the lines of standard input.",
    .examples = verify_examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run_verify,
    .since = "0.1",
};
