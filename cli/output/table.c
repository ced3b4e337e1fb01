/* SPDX-License-Identifier: MIT */
#include "output/table.h"

#include "text/sanitize.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 2, NARROWEST = 4, LEFT_OUT = 0 };

struct table_cell {
    size_t start, length; /* in table->text */
    size_t width;
};

void table_add(struct table *table, const char *text, size_t length)
{
    if (table->count == table->capacity) {
        table->capacity = table->capacity ? table->capacity * 2 : 256;
        table->cells = xreallocarray(table->cells, table->capacity, sizeof *table->cells);
    }
    struct table_cell *cell = &table->cells[table->count++];
    cell->start = table->text.length;
    sanitize(&table->text, text, length, SANITIZE_LINE);
    cell->length = table->text.length - cell->start;
    cell->width = text_width(buffer_text(&table->text) + cell->start, cell->length);
}

void table_free(struct table *table)
{
    free(table->cells);
    buffer_free(&table->text);
}

static void measure(const struct table *table, size_t *widths)
{
    memset(widths, 0, table->columns * sizeof *widths);
    for (size_t i = 0; i < table->count; i++)
        if (table->cells[i].width > widths[i % table->columns])
            widths[i % table->columns] = table->cells[i].width;
}

/* What the row takes; columns that are left out take nothing. */
static size_t row_width(const size_t *widths, size_t columns)
{
    size_t total = 0;
    for (size_t i = 0; i < columns; i++)
        total += widths[i] == LEFT_OUT ? 0 : widths[i] + (total > 0 ? GAP : 0);
    return total;
}

/* Take from the widest column until the row fits, or all are as narrow as makes sense. */
static void shrink(size_t *widths, size_t columns, size_t available)
{
    size_t total = row_width(widths, columns);
    while (total > available) {
        size_t widest = 0, second = 0;
        for (size_t i = 1; i < columns; i++)
            if (widths[i] > widths[widest])
                widest = i;
        for (size_t i = 0; i < columns; i++)
            if (i != widest && widths[i] > second)
                second = widths[i];
        if (widths[widest] <= NARROWEST)
            return;
        size_t excess = total - available;
        size_t step = widths[widest] > second ? widths[widest] - second : 1;
        if (step > excess)
            step = excess;
        if (widths[widest] - step < NARROWEST)
            step = widths[widest] - NARROWEST;
        widths[widest] -= step;
        total -= step;
    }
}

/* The rightmost column that would be cut and may not be, unless it is all that there is. */
static bool leave_one_out(const struct table *table, size_t *wanted, const size_t *widths)
{
    for (size_t i = table->columns; table->whole && i-- > 0;) {
        if (table->whole[i] && widths[i] < wanted[i] && row_width(wanted, table->columns) > wanted[i]) {
            wanted[i] = LEFT_OUT;
            return true;
        }
    }
    return false;
}

/* Returns the last column that is shown. */
static size_t fit(const struct table *table, size_t *widths, size_t available)
{
    size_t wanted[64], last = table->columns - 1;
    measure(table, wanted);
    do {
        memcpy(widths, wanted, table->columns * sizeof *widths);
        shrink(widths, table->columns, available);
    } while (leave_one_out(table, wanted, widths));
    while (widths[last] == LEFT_OUT)
        last--;
    return last;
}

struct printer {
    struct buffer line;
    const char *ellipsis;
    size_t ellipsis_width;
};

static void add_cell(struct printer *printer, const char *text, const struct table_cell *cell, size_t width,
                     bool to_right, bool is_last)
{
    size_t length = cell->length;
    size_t used = cell->width;
    const char *tail = "";
    if (used > width) {
        tail = width >= printer->ellipsis_width ? printer->ellipsis : "";
        size_t room = width - (*tail ? printer->ellipsis_width : 0);
        length = text_fit(text, cell->length, room);
        used = text_width(text, length) + (*tail ? printer->ellipsis_width : 0);
    }
    size_t padding = width > used ? width - used : 0;
    if (to_right)
        buffer_fill(&printer->line, ' ', padding);
    buffer_add(&printer->line, text, length);
    buffer_adds(&printer->line, tail);
    if (!to_right && !is_last)
        buffer_fill(&printer->line, ' ', padding);
    if (!is_last)
        buffer_fill(&printer->line, ' ', GAP);
}

void table_print(struct table *table, struct stream *out, const struct terminal *terminal)
{
    size_t widths[64];
    if (!table->columns)
        return;
    size_t last = fit(table, widths, terminal->columns);
    struct printer printer = { .ellipsis = terminal->unicode ? "\u2026" : "...",
                               .ellipsis_width = terminal->unicode ? 1 : 3 };
    for (size_t start = 0; start + table->columns <= table->count; start += table->columns) {
        printer.line.length = 0;
        for (size_t i = 0; i <= last; i++) {
            const struct table_cell *cell = &table->cells[start + i];
            if (widths[i] != LEFT_OUT)
                add_cell(&printer, buffer_text(&table->text) + cell->start, cell, widths[i],
                         table->numeric && table->numeric[i], i == last);
        }
        bool styled = start == 0 && terminal->color_out;
        stream_adds(out, styled ? "\033[1m" : "");
        stream_add(out, printer.line.data, printer.line.length);
        stream_adds(out, styled ? "\033[0m\n" : "\n");
    }
    buffer_free(&printer.line);
}
