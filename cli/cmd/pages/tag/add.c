/* SPDX-License-Identifier: MIT */
#include "cmd/pages/tag/tag.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    return tag_run(cli, args, operands, true);
}

static const struct example examples[] = {
    { "Some pages", "wikijs pages tag add review docs/setup docs/update" },
    { "All below a path", "wikijs pages tag add manual,linux --path docs/linux" },
    { "Those that a text is found on", "wikijs pages grep -l -i todo | wikijs pages tag add review - --yes" },
    { "As it was", "wikijs pages tag add --undo" },
    { 0 },
};

const struct cmd cmd_pages_tag_add = {
    .name = "add",
    .summary = "Give tags to pages",
    .usage = "<tag>[,<tag>...] <page>...",
    .text = "Give tags to pages.\n\n" TAG_TEXT,
    .examples = examples,
    .opts = tag_options,
    .args_size = sizeof(struct tag_args),
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .model = "BulkItem",
    .run = run,
    .since = "0.1",
};
