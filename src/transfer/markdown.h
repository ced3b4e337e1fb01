/* SPDX-License-Identifier: MIT */
/*
 * The blocks of a Markdown text, as far as it takes to know what is code and what is not: fences, indented code, HTML
 * blocks, lists and quotes are followed as CommonMark has them. A block is a range of the text; code is passed over.
 */
#ifndef WJ_TRANSFER_MARKDOWN_H
#define WJ_TRANSFER_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

enum wj_markdown_kind {
    WJ_MARKDOWN_TEXT,    /* lines of a paragraph, or one row of a table; markers of quotes are among them */
    WJ_MARKDOWN_HEADING, /* the text of a heading, without its marks */
    WJ_MARKDOWN_HTML
};

/* Takes a block; false: enough. */
typedef bool (*wj_markdown_block_fn)(enum wj_markdown_kind kind, size_t start, size_t end, void *payload);

void wj_markdown_blocks(const char *text, size_t length, wj_markdown_block_fn block, void *payload);

#endif
