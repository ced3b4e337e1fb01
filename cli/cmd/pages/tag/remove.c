/* SPDX-License-Identifier: MIT */
#include "cmd/pages/tag/tag.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    return tag_run(cli, args, operands, false);
}

static const struct example examples[] = {
    { "Some pages", "wikijs pages tag remove review docs/setup docs/update" },
    { "All below a path", "wikijs pages tag remove draft --path docs --yes" },
    { "Those that a text is found on", "wikijs pages grep -l -i todo | wikijs pages tag remove review - --yes" },
    { "As it was", "wikijs pages tag remove --undo" },
    { 0 },
};

const struct cmd cmd_pages_tag_remove = {
    .name = "remove",
    .summary = "Take tags away from pages",
    .usage = "<tag>[,<tag>...] <page>...",
    .text = "Take tags away from pages.\n\n" TAG_TEXT,
    .examples = examples,
    .opts = tag_options,
    .args_size = sizeof(struct tag_args),
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .model = "BulkItem",
    .run = run,
    .since = "0.1",
};
