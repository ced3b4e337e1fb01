/* SPDX-License-Identifier: MIT */
#ifndef CLI_CMD_PAGES_TAG_TAG_H
#define CLI_CMD_PAGES_TAG_TAG_H

#include "cmd/pages/bulk.h"
#include "command/tree.h"

extern const struct cmd cmd_pages_tag_add;
extern const struct cmd cmd_pages_tag_remove;
extern const struct cmd cmd_pages_tag_rename;
extern const struct cmd cmd_pages_tag_delete;

/* Connect, and find the id that the wiki has for a tag. Returns 0 or the exit code of what was reported. */
int tag_find(struct cli *cli, const char *tag, int64_t *id);

struct tag_args {
    struct output_args output;
    struct selection_args selection;
    struct bulk_args bulk;
};

extern const struct opt tag_options[];

/* Both commands: the first operand names tags, separated by commas, the others pages. Returns the exit code. */
int tag_run(struct cli *cli, const struct tag_args *args, const struct operands *operands, bool add);

#define TAG_TEXT                                                                                                      \
    "The first operand names the tags, separated by commas; then follow pages, '-' for the lines of standard input, " \
    "or options that select them. A tag that holds a comma itself is one to 'pages update --add-tag' and "            \
    "'--remove-tag'. Tags are kept in lower case. Nothing else of a page changes, and pages that are so already are " \
    "left out.\n\n"                                                                                                   \
    "The plan is shown and asked about, unless --yes is given; plan and outcome are kept in a journal, for --resume " \
    "and --undo. A page that somebody changes meanwhile is told and left alone."

#endif
