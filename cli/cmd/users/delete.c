/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "ids_batch.h"

struct delete_args {
    const char *heir;
    bool yes;
};

static const struct opt options[] = {
    OPT_STRING(struct delete_args, heir, 'r', "replace-with", "<user>",
               "user who gets the pages, files and comments, by id or email; required"),
    OPT_FLAG(struct delete_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    return wikijs_users_delete_async(cli->client, id, *(const int64_t *)work->input, NULL, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    int status = wikijs_users_delete_finish(call, &cli->error);
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "deleted %s", name);
    return EXIT_DONE;
}

static const struct ids_job job = { start, end, .writes = true };

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct delete_args *args = arguments;
    if (!args->heir)
        return report_usage(cli, "somebody has to inherit: give --replace-with");
    int64_t heir = 0;
    int code = ids_name(cli, &user_names, args->heir, &heir);
    return code ? code : ids_delete(cli, operands, &user_names, &job, &heir, args->yes, "user");
}

static const struct example examples[] = {
    { "Their pages go to the administrator", "wikijs users delete user@example.com --replace-with 1" },
    { "All who are locked out", "wikijs users list --inactive | wikijs users delete --yes --replace-with 1 -" },
    { 0 },
};

const struct cmd cmd_users_delete = {
    .name = "delete",
    .alias = "rm",
    .summary = "Delete users",
    .usage = "<user>...",
    .text = "Delete users; their pages, files and comments go to somebody else. The server offers no way back.\n\n"
            "On a terminal it asks first, unless --yes is given; elsewhere it needs --yes. '-' stands for the lines of "
            "standard input.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct delete_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_USER,
    .run = run,
    .since = "0.1",
};
