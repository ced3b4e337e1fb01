/* SPDX-License-Identifier: MIT */
#include "cmd/comments/comments.h"

#include "ids_batch.h"
#include "report.h"

#include <wikijs/comments.h>

struct get_args {
    struct output_args output;
};

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    (void)work;
    wikijs_comments_get_options wanted = WIKIJS_COMMENTS_GET_OPTIONS_INIT;
    wanted.fields = cli->plan.fields;
    return wikijs_comments_get_async(cli->client, id, &wanted, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    wikijs_comment *comment = NULL;
    int status = wikijs_comments_get_finish(call, &comment, &cli->error);
    *result = comment;
    return status < 0 ? report_status_of(cli, status, name) : EXIT_DONE;
}

static void release(void *result)
{
    wikijs_comment_free(result);
}

static const struct ids_job job = { start, end, release };

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_show(cli, operands, &comment_names, &job);
}

static const struct example examples[] = {
    { "One", "wikijs comments get 7" },
    { "Several, as JSON", "wikijs comments get 7 8 9 --json id,content" },
    { 0 },
};

const struct cmd cmd_comments_get = {
    .name = "get",
    .alias = "view",
    .summary = "Show comments",
    .usage = "<id>...",
    .text = "Show comments by their ids. '-' stands for the lines of standard input.",
    .examples = examples,
    .args_size = sizeof(struct get_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "CommentPost",
    .run = run,
    .since = "0.1",
};
