/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "ids_batch.h"

struct get_args {
    struct output_args output;
};

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    (void)work;
    wikijs_users_get_options wanted = WIKIJS_USERS_GET_OPTIONS_INIT;
    wanted.fields = cli->plan.fields;
    return wikijs_users_get_async(cli->client, id, &wanted, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    wikijs_user *user = NULL;
    int status = wikijs_users_get_finish(call, &user, &cli->error);
    *result = user;
    return status < 0 ? report_status_of(cli, status, name) : EXIT_DONE;
}

static void release(void *result)
{
    wikijs_user_free(result);
}

static const struct ids_job job = { start, end, release };

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_show(cli, operands, &user_names, &job);
}

static const struct example examples[] = {
    { "One user", "wikijs users get user@example.com" },
    { "Groups of several", "wikijs users get 3 4 5 --json email,groups --jq '.[] | [.email, .groups[].name]'" },
    { 0 },
};

const struct cmd cmd_users_get = {
    .name = "get",
    .alias = "view",
    .summary = "Show users",
    .usage = "<user>...",
    .text =
        "Show users, named by id or email address: profile, state, groups.\n\n"
        "'-' stands for the lines of standard input. Several are printed as a list; one that cannot be read does not "
        "keep the others from it.",
    .examples = examples,
    .args_size = sizeof(struct get_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_USER,
    .model = "User",
    .run = run,
    .since = "0.1",
};
