/* SPDX-License-Identifier: MIT */
#include "cmd/comments/comments.h"

#include "call.h"
#include "memory.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/comments.h>

#include <stdlib.h>

struct providers_args {
    struct output_args output;
};

static int print_list(struct cli *cli, const wikijs_comment_provider_list *list)
{
    size_t count = wikijs_comment_provider_list_count(list);
    const void **rows = xreallocarray(NULL, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = wikijs_comment_provider_list_at(list, i);
    int code = emit_list(cli, rows, count);
    free(rows);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_comment_provider_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_comments_list_providers_async(cli->client, NULL, CALL_TASK),
         wikijs_comments_list_providers_finish(task.call, &list, &cli->error));
    code = status < 0 ? report_status(cli, status) : print_list(cli, list);
    wikijs_comment_provider_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "In short", "wikijs comments providers" },
    { "The settings of one",
      "wikijs comments providers --json key,config --jq '.[]|select(.key==\"default\").config'" },
    { 0 },
};

const struct cmd cmd_comments_providers = {
    .name = "providers",
    .summary = "List the comment providers",
    .text =
        "List the comment providers. Their settings are shown with --json config; they may hold secrets. For their meaning see 'wikijs comments set-provider'.",
    .examples = examples,
    .args_size = sizeof(struct providers_args),
    .model = "CommentProvider",
    .run = run,
    .since = "0.1",
};
