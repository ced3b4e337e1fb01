/* SPDX-License-Identifier: MIT */
#include "cmd/comments/comments.h"

#include "module_show.h"
#include "show.h"

MODULE_GET(kind_comment_provider)

static const struct example examples[] = {
    { "One", "wikijs comments get-provider default" },
    { 0 },
};

const struct cmd cmd_comments_get_provider = {
    .name = "get-provider",
    .summary = "Show comment providers with settings",
    .usage = "<provider>...",
    .text =
        "Show comment providers and their settings, under the names that 'set-provider' takes; '-' stands for the lines of standard input. Secrets are masked, but not in --json config. In a pipe each setting is a line: provider, setting, value.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "CommentProvider",
    .run = run,
    .since = "0.1",
};
