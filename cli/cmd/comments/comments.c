/* SPDX-License-Identifier: MIT */
#include "cmd/comments/comments.h"

#include "ids.h"
#include "report.h"

#include "command/tree.h"

static int read_name(struct cli *cli, const char *name, int64_t *id)
{
    return id_parse(name, id) ? 0 : report_usage(cli, "'%s' is no id of a comment", name);
}

const struct ids_names comment_names = { .read = read_name };

static const struct cmd *const verbs[] = {
    &cmd_comments_list,         &cmd_comments_get,          &cmd_comments_create,
    &cmd_comments_update,       &cmd_comments_delete,       &cmd_comments_providers,
    &cmd_comments_get_provider, &cmd_comments_set_provider, NULL,
};

static const struct example examples[] = {
    { "What was said about a page", "wikijs comments list docs/intro" },
    { "Answer", "wikijs comments create docs/intro --content \"Thank you\" --reply-to 7" },
    { 0 },
};

const struct cmd cmd_comments = {
    .name = "comments",
    .alias = "comment",
    .group = "COMMANDS",
    .summary = "Read and write comments",
    .text = "Read and write comments on pages. A page is named as in 'wikijs pages', a comment by its id.",
    .if_missing = "wikijs comments list <page>, wikijs comments providers, or wikijs pages search <text>",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
