/* SPDX-License-Identifier: MIT */
/* Text with styles, broken into the lines of a terminal: paragraphs, verbatim text, tables, below prefixes that stack up. */
#ifndef CLI_MARKUP_FLOW_H
#define CLI_MARKUP_FLOW_H

#include "text/buffer.h"

#include <stdbool.h>

enum flow_style {
    FLOW_BOLD = 1,
    FLOW_ITALIC = 2,
    FLOW_UNDERLINE = 4,
    FLOW_STRIKE = 8,
    FLOW_CODE = 16,
    FLOW_LINK = 32,
    FLOW_DIM = 64
};

/* From its start to that of the next one. */
struct flow_run {
    size_t start;
    unsigned style;
};

/* Harmless text; a newline in it is a break that stays. A zeroed struct is empty. */
struct flow_text {
    struct buffer text;
    struct flow_run *runs;
    size_t count;
};

/* Add foreign text, made harmless. */
void flow_text_add(struct flow_text *text, const char *bytes, size_t length, unsigned style);
void flow_text_free(struct flow_text *text);

struct flow {
    struct buffer *out;
    size_t columns;
    bool color, unicode;
    struct buffer prefix; /* of each line: quotes, indentation */
    struct buffer mark;   /* stands at the end of the prefix of the next line, in place of blanks: "- " */
    size_t mark_width;    /* how many blanks */
    size_t *outer;        /* lengths of the prefixes around this one */
    size_t depth;
    bool begun; /* something was written: a blank line comes before the next block */
    bool tight; /* the next block follows without one */
};

/* What follows is inside: below lines that begin with `mark` (a quote), or (`once`) behind it and blanks (a list). */
void flow_push(struct flow *flow, const char *mark, bool once);
void flow_pop(struct flow *flow);

/* Blocks. */
void flow_paragraph(struct flow *flow, const struct flow_text *text, unsigned style);
void flow_verbatim(struct flow *flow, const char *bytes, size_t length);
void flow_rule(struct flow *flow);

enum flow_align { FLOW_LEFT, FLOW_CENTER, FLOW_RIGHT };

/* Cells row by row; the first row is the heading. */
struct flow_table {
    size_t columns, count;
    struct flow_text *cells;
    const enum flow_align *aligns; /* per column */
};

void flow_table(struct flow *flow, const struct flow_table *table);
void flow_free(struct flow *flow);

/* For flow_table.c. */
/* The end of the line that begins at `start` and has room for `columns`; *next: where the one after it begins. */
size_t flow_line_end(const struct flow_text *text, size_t start, size_t columns, size_t *next);
void flow_put(struct flow *flow, const struct flow_text *text, size_t start, size_t end, unsigned style);
void flow_begin_block(struct flow *flow);
void flow_begin_line(struct flow *flow);
size_t flow_room(const struct flow *flow);

#endif
