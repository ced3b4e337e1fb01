/* SPDX-License-Identifier: MIT */
/* Tables: columns as wide as they need to be, the widest made narrower until a row fits, cells broken into lines. */
#include "markup/flow.h"

#include "memory.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

enum { BETWEEN = 3, LEAST_WIDTH = 3 };

static const struct flow_text *cell_at(const struct flow_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->columns + column];
}

static size_t natural_width(const struct flow_text *cell)
{
    size_t widest = 1;
    const char *bytes = buffer_text(&cell->text);
    for (size_t at = 0; at < cell->text.length;) {
        const char *newline = memchr(bytes + at, '\n', cell->text.length - at);
        size_t end = newline ? (size_t)(newline - bytes) : cell->text.length;
        size_t width = text_width(bytes + at, end - at);
        widest = width > widest ? width : widest;
        at = end + 1;
    }
    return widest;
}

static void narrow(size_t *widths, size_t columns, size_t room)
{
    for (size_t i = 0; i < columns; i++)
        widths[i] = widths[i] < room ? widths[i] : room;
    for (;;) {
        size_t sum = BETWEEN * (columns - 1), widest = 0;
        for (size_t i = 0; i < columns; i++) {
            sum += widths[i];
            widest = widths[i] > widths[widest] ? i : widest;
        }
        if (sum <= room || widths[widest] <= LEAST_WIDTH)
            return;
        widths[widest]--;
    }
}

static void put_cell(struct flow *flow, const struct flow_text *cell, size_t start, size_t end, size_t width,
                     enum flow_align align, unsigned style)
{
    size_t used = end > start ? text_width(cell->text.data + start, end - start) : 0;
    size_t left = width > used ? width - used : 0;
    size_t before = align == FLOW_RIGHT ? left : align == FLOW_CENTER ? left / 2 : 0;
    buffer_fill(flow->out, ' ', before);
    flow_put(flow, cell, start, end, style);
    buffer_fill(flow->out, ' ', left - before);
}

static void put_row(struct flow *flow, const struct flow_table *table, size_t row, const size_t *widths)
{
    size_t *at = xcalloc(table->columns, sizeof *at);
    for (bool more = true; more;) {
        more = false;
        flow_begin_line(flow);
        for (size_t i = 0; i < table->columns; i++) {
            const struct flow_text *cell = cell_at(table, row, i);
            size_t next = at[i], end = at[i];
            if (at[i] < cell->text.length)
                end = flow_line_end(cell, at[i], widths[i], &next);
            buffer_adds(flow->out, !i ? "" : flow->unicode ? " │ " : " | ");
            put_cell(flow, cell, at[i], end, widths[i], table->aligns[i], row ? 0 : FLOW_BOLD);
            at[i] = next;
            more = more || next < cell->text.length;
        }
        while (flow->out->data[flow->out->length - 1] == ' ')
            flow->out->length--;
        buffer_addc(flow->out, '\n');
    }
    free(at);
}

static void put_line(struct flow *flow, const size_t *widths, size_t columns)
{
    flow_begin_line(flow);
    for (size_t i = 0; i < columns; i++) {
        buffer_adds(flow->out, !i ? "" : flow->unicode ? "─┼─" : "-+-");
        for (size_t n = widths[i]; n > 0; n--)
            buffer_adds(flow->out, flow->unicode ? "─" : "-");
    }
    buffer_addc(flow->out, '\n');
}

void flow_table(struct flow *flow, const struct flow_table *table)
{
    if (!table->columns || !table->count)
        return;
    size_t rows = table->count / table->columns;
    size_t *widths = xcalloc(table->columns, sizeof *widths);
    for (size_t row = 0; row < rows; row++)
        for (size_t i = 0; i < table->columns; i++) {
            size_t width = natural_width(cell_at(table, row, i));
            widths[i] = width > widths[i] ? width : widths[i];
        }
    narrow(widths, table->columns, flow_room(flow));
    flow_begin_block(flow);
    for (size_t row = 0; row < rows; row++) {
        put_row(flow, table, row, widths);
        if (row == 0)
            put_line(flow, widths, table->columns);
    }
    free(widths);
}
