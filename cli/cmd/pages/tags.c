/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "text/match.h"

#include <stdlib.h>
#include <string.h>

struct tags_args {
    struct output_args output;
};

static int print_tags(struct cli *cli, const wikijs_page_tag_list *list, const char *text)
{
    size_t count = wikijs_page_tag_list_count(list);
    const void **rows = xreallocarray(NULL, count, sizeof *rows);
    char *folded = text ? text_fold(text, strlen(text)) : NULL;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const wikijs_page_tag *tag = wikijs_page_tag_list_at(list, i);
        if (!folded || text_contains_folded(or_empty(tag->tag), strlen(or_empty(tag->tag)), folded))
            rows[kept++] = tag;
    }
    int code = emit_list(cli, rows, kept);
    free(folded);
    free(rows);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_page_tag_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_pages_tags_async(cli->client, NULL, CALL_TASK),
         wikijs_pages_tags_finish(task.call, &list, &cli->error));
    code = status < 0 ? report_status(cli, status) : print_tags(cli, list, operands->count ? operands->items[0] : NULL);
    wikijs_page_tag_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "All tags in use", "wikijs pages tags" },
    { "Those that contain a text", "wikijs pages tags linux --json tag --jq '.[].tag'" },
    { 0 },
};

const struct cmd cmd_pages_tags = {
    .name = "tags",
    .summary = "List the tags in use",
    .usage = "[<text>]",
    .text = "List the tags that pages have, or those of them that contain a text, in any case.",
    .examples = examples,
    .args_size = sizeof(struct tags_args),
    .max_operands = 1,
    .complete = COMPLETE_TAG,
    .model = "PageTag",
    .run = run,
    .since = "0.1",
};
