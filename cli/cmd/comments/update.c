/* SPDX-License-Identifier: MIT */
#include "cmd/comments/comments.h"

#include "call.h"
#include "cmd/pages/common.h"
#include "ids_batch.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/comments.h>

struct update_args {
    const char *content, *content_file;
};

static const struct opt options[] = {
    OPT_STRING(struct update_args, content, 'c', "content", "<text>", "the new text, in Markdown"),
    OPT_STRING(struct update_args, content_file, 'F', "content-file", "<file>",
               "file that holds the new text; -: standard input", .complete = COMPLETE_FILE),
    OPT_END,
};

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    const struct buffer *content = work->input;
    wikijs_str source = { buffer_text(content), content->length };
    return wikijs_comments_update_async(cli->client, id, source, NULL, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    wikijs_comment_updated *updated = NULL;
    int status = wikijs_comments_update_finish(call, &updated, &cli->error);
    wikijs_comment_updated_free(updated);
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "updated %s", name);
    return EXIT_DONE;
}

static const struct ids_job job = { start, end, .writes = true };

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct update_args *args = arguments;
    struct buffer content = { 0 };
    bool given = false;
    int code = content_read(cli, args->content, args->content_file, &content, &given);
    if (code == 0 && !given)
        code = report_usage(cli, "'--content' or '--content-file' is missing");
    if (code == 0)
        code = ids_run_job(cli, operands, &comment_names, &job, &content);
    buffer_free(&content);
    return code;
}

static const struct example examples[] = {
    { "One", "wikijs comments update 7 --content \"Better said\"" },
    { "Take several out of sight", "wikijs comments update 7 8 --content \"(removed)\"" },
    { 0 },
};

const struct cmd cmd_comments_update = {
    .name = "update",
    .alias = "edit",
    .summary = "Replace the text of comments",
    .usage = "<id>...",
    .text = "Replace the text of comments, named by their ids; '-' stands for the lines of standard input.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct update_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
