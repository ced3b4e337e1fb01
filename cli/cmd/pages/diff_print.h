/* SPDX-License-Identifier: MIT */
/* Unified diffs of pages, in colour on a terminal and through the pager. */
#ifndef CLI_CMD_PAGES_DIFF_PRINT_H
#define CLI_CMD_PAGES_DIFF_PRINT_H

#include "context.h"

#include <wikijs/types.h>

void diff_emit(struct cli *cli, const struct buffer *diff);
/* What became of a text of a page; `suffix` is put behind the page's name. */
void diff_print(struct cli *cli, const char *name, const char *suffix, wikijs_str old, wikijs_str new);

#endif
