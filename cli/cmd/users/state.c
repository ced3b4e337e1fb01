/* SPDX-License-Identifier: MIT */
/* activate, deactivate, verify: one call for each user, many of them in one request. */
#include "cmd/users/users.h"

#include "ids_batch.h"

static int say(struct cli *cli, int status, const char *what, const char *name)
{
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "%s %s", what, name);
    return EXIT_DONE;
}

static int start_activate(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    (void)work;
    return wikijs_users_activate_async(cli->client, id, NULL, NULL, NULL, call);
}

static int end_activate(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    return say(cli, wikijs_users_activate_finish(call, &cli->error), "activated", name);
}

static const struct ids_job activate_job = { start_activate, end_activate, .writes = true };

static int run_activate(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_run_job(cli, operands, &user_names, &activate_job, NULL);
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
    .complete = COMPLETE_USER,
    .run = run_activate,
    .since = "0.1",
};

static int start_deactivate(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    (void)work;
    return wikijs_users_deactivate_async(cli->client, id, NULL, NULL, NULL, call);
}

static int end_deactivate(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    return say(cli, wikijs_users_deactivate_finish(call, &cli->error), "deactivated", name);
}

static const struct ids_job deactivate_job = { start_deactivate, end_deactivate, .writes = true };

static int run_deactivate(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_run_job(cli, operands, &user_names, &deactivate_job, NULL);
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
    .complete = COMPLETE_USER,
    .run = run_deactivate,
    .since = "0.1",
};

static int start_verify(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    (void)work;
    return wikijs_users_verify_async(cli->client, id, NULL, NULL, NULL, call);
}

static int end_verify(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    return say(cli, wikijs_users_verify_finish(call, &cli->error), "verified", name);
}

static const struct ids_job verify_job = { start_verify, end_verify, .writes = true };

static int run_verify(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_run_job(cli, operands, &user_names, &verify_job, NULL);
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
    .complete = COMPLETE_USER,
    .run = run_verify,
    .since = "0.1",
};
