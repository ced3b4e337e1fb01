/* SPDX-License-Identifier: MIT */
#include "cmd/comments/comments.h"

#include "call.h"
#include "ids.h"
#include "memory.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/comments.h>

#include <stdlib.h>

struct get_args {
    struct output_args output;
};

struct found {
    wikijs_comment **items;
    size_t count;
};

static int get(struct cli *cli, const char *text, void *context)
{
    struct found *found = context;
    wikijs_comments_get_options wanted = WIKIJS_COMMENTS_GET_OPTIONS_INIT;
    wanted.fields = cli->plan.fields;
    int64_t id;
    if (!id_parse(text, &id))
        return report_usage(cli, "'%s' is no id of a comment", text);
    wikijs_comment *comment = NULL;
    int status;
    CALL(status, cli, wikijs_comments_get_async(cli->client, id, &wanted, CALL_TASK),
         wikijs_comments_get_finish(task.call, &comment, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, text);
    found->items = xreallocarray(found->items, found->count + 1, sizeof(wikijs_comment *));
    found->items[found->count++] = comment;
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    struct found found = { 0 };
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = ids_each(cli, &ids, get, &found);
    int printed = EXIT_DONE;
    if (found.count == 1 && ids.count == 1)
        printed = emit_object(cli, found.items[0]);
    else if (found.count)
        printed = emit_list(cli, (const void *const *)found.items, found.count);
    for (size_t i = 0; i < found.count; i++)
        wikijs_comment_free(found.items[i]);
    free(found.items);
    ids_free(&ids);
    return code ? code : printed;
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
