/* SPDX-License-Identifier: MIT */
/*
 * An aligned table for a terminal: columns as wide as their widest cell, wide
 * characters counted as what they take, the widest columns cut until a row fits.
 */
#ifndef CLI_OUTPUT_TABLE_H
#define CLI_OUTPUT_TABLE_H

#include "output/stream.h"
#include "terminal/terminal.h"

struct table {
    size_t columns;
    size_t count; /* cells, row by row; the first row is the heading */
    size_t capacity;
    struct table_cell *cells;
    struct buffer text;
    const bool *numeric; /* per column: aligned to the right; may be NULL */
    const bool *whole;   /* per column: left out where it would have to be cut; may be NULL */
};

/* Add the next cell; what it holds is made harmless. */
void table_add(struct table *table, const char *text, size_t length);
void table_print(struct table *table, struct stream *out, const struct terminal *terminal);
void table_free(struct table *table);

#endif
