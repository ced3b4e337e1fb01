/* SPDX-License-Identifier: MIT */
#include "markup/flow.h"

#include "memory.h"
#include "text/sanitize.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

/* LEAST_ROOM is kept however deep the quotes and lists are; few characters take more than MOST_BYTES a column. */
enum { LEAST_ROOM = 8, TAB = 4, MOST_BYTES = 8 };

/* --- text --- */

void flow_text_add(struct flow_text *text, const char *bytes, size_t length, unsigned style)
{
    if (!length)
        return;
    if (!text->count || text->runs[text->count - 1].style != style) {
        if ((text->count & (text->count - 1)) == 0) /* full at each power of two */
            text->runs = xreallocarray(text->runs, text->count ? 2 * text->count : 1, sizeof *text->runs);
        text->runs[text->count++] = (struct flow_run){ text->text.length, style };
    }
    size_t start = text->text.length;
    sanitize(&text->text, bytes, length, SANITIZE_TEXT);
    for (size_t i = start; i < text->text.length; i++)
        if (text->text.data[i] == '\t')
            text->text.data[i] = ' ';
}

void flow_text_free(struct flow_text *text)
{
    buffer_free(&text->text);
    free(text->runs);
    *text = (struct flow_text){ 0 };
}

/* --- lines --- */

static size_t without_end_blanks(const char *text, size_t start, size_t end)
{
    while (end > start && text[end - 1] == ' ')
        end--;
    return end;
}

/* At least one character, so that it goes on. */
static size_t break_word(const char *text, size_t start, size_t length, size_t columns)
{
    size_t fits = text_fit(text + start, length - start, columns);
    for (size_t more = columns + 1; !fits; more++)
        fits = text_fit(text + start, length - start, more);
    return start + fits;
}

/*
 * The end of what fits, at a newline at the latest. Never looks much further than a line is wide: a word, or a line, may be
 * a megabyte long.
 */
static size_t fit_line(const char *text, size_t start, size_t length, size_t columns)
{
    size_t near = MOST_BYTES * columns < length - start ? MOST_BYTES * columns : length - start;
    const char *newline = memchr(text + start, '\n', near);
    size_t limit = newline ? (size_t)(newline - text) : length;
    size_t full = limit > start ? break_word(text, start, limit, columns) : start;
    newline = memchr(text + start, '\n', full - start); /* behind so many characters without a width */
    return newline ? (size_t)(newline - text) : full;
}

/* Where the line is to be broken that would not end before `full`: behind its last word that fits. */
static size_t break_line(const char *text, size_t start, size_t full)
{
    if (text[full] == ' ')
        return full;
    size_t end = full;
    while (end > start && text[end - 1] != ' ')
        end--;
    return without_end_blanks(text, start, end) > start ? end : full;
}

size_t flow_line_end(const struct flow_text *text, size_t start, size_t columns, size_t *next)
{
    const char *bytes = buffer_text(&text->text);
    size_t length = text->text.length, full = fit_line(bytes, start, length, columns);
    size_t end = full == length || bytes[full] == '\n' ? full : break_line(bytes, start, full);
    *next = end + strspn(bytes + end, " ");
    *next += bytes[*next] == '\n';
    return without_end_blanks(bytes, start, end);
}

static void add_style(struct buffer *out, unsigned style)
{
    static const struct {
        unsigned style;
        const char *code;
    } codes[] = { { FLOW_BOLD, "\033[1m" },   { FLOW_ITALIC, "\033[3m" }, { FLOW_UNDERLINE, "\033[4m" },
                  { FLOW_STRIKE, "\033[9m" }, { FLOW_CODE, "\033[36m" },  { FLOW_LINK, "\033[34m" },
                  { FLOW_DIM, "\033[2m" } };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (style & codes[i].style)
            buffer_adds(out, codes[i].code);
}

/* The run that a place is in. */
static size_t run_at(const struct flow_text *text, size_t place)
{
    size_t low = 0, high = text->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (text->runs[middle].start <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void flow_put(struct flow *flow, const struct flow_text *text, size_t start, size_t end, unsigned style)
{
    for (size_t i = run_at(text, start); i < text->count && text->runs[i].start < end; i++) {
        size_t from = text->runs[i].start, to = i + 1 < text->count ? text->runs[i + 1].start : text->text.length;
        from = from < start ? start : from;
        to = to > end ? end : to;
        if (from >= to)
            continue;
        unsigned all = flow->color ? text->runs[i].style | style : 0;
        add_style(flow->out, all);
        buffer_add(flow->out, text->text.data + from, to - from);
        buffer_adds(flow->out, all ? "\033[0m" : "");
    }
}

size_t flow_room(const struct flow *flow)
{
    size_t used = text_width(buffer_text(&flow->prefix), flow->prefix.length);
    return flow->columns > used + LEAST_ROOM ? flow->columns - used : LEAST_ROOM;
}

void flow_begin_line(struct flow *flow)
{
    buffer_add(flow->out, buffer_text(&flow->prefix), flow->prefix.length - (flow->mark.length ? flow->mark_width : 0));
    buffer_add(flow->out, buffer_text(&flow->mark), flow->mark.length);
    flow->mark.length = 0;
}

void flow_begin_block(struct flow *flow)
{
    if (flow->begun && !flow->tight) {
        buffer_add(flow->out, buffer_text(&flow->prefix),
                   without_end_blanks(buffer_text(&flow->prefix), 0, flow->prefix.length));
        buffer_addc(flow->out, '\n');
    }
    flow->begun = true;
    flow->tight = false;
}

/* The mark of an item whose first block is another item, or that has none. */
static void put_mark(struct flow *flow)
{
    if (!flow->mark.length)
        return;
    flow_begin_line(flow);
    while (flow->out->length && flow->out->data[flow->out->length - 1] == ' ')
        flow->out->length--;
    buffer_addc(flow->out, '\n');
}

/* What is nested deeper than a line is wide is not told apart. */
static bool has_room(const struct flow *flow, const char *mark)
{
    return text_width(buffer_text(&flow->prefix), flow->prefix.length) + text_width(mark, strlen(mark)) + LEAST_ROOM <=
           flow->columns;
}

void flow_push(struct flow *flow, const char *mark, bool once)
{
    put_mark(flow);
    flow_begin_block(flow);
    flow->tight = true;
    if ((flow->depth & (flow->depth - 1)) == 0) /* full at each power of two */
        flow->outer = xreallocarray(flow->outer, flow->depth ? 2 * flow->depth : 1, sizeof *flow->outer);
    flow->outer[flow->depth++] = flow->prefix.length;
    size_t width = has_room(flow, mark) ? text_width(mark, strlen(mark)) : 0;
    if (once) {
        flow->mark_width = width;
        buffer_adds(&flow->mark, mark);
        buffer_fill(&flow->prefix, ' ', width);
    } else if (width) {
        buffer_adds(&flow->prefix, mark);
    }
}

void flow_pop(struct flow *flow)
{
    put_mark(flow);
    if (flow->depth)
        flow->prefix.length = flow->outer[--flow->depth];
    flow->tight = false;
}

/* --- blocks --- */

void flow_paragraph(struct flow *flow, const struct flow_text *text, unsigned style)
{
    if (!text->text.length)
        return;
    flow_begin_block(flow);
    for (size_t at = 0, next; at < text->text.length; at = next) {
        size_t end = flow_line_end(text, at, flow_room(flow), &next);
        flow_begin_line(flow);
        flow_put(flow, text, at, end, style);
        buffer_addc(flow->out, '\n');
    }
}

/* Tabs as blanks up to the next stop. */
static void expand_tabs(struct buffer *out, const char *bytes, size_t length)
{
    for (size_t at = 0, column = 0; at < length;) {
        size_t plain = at;
        while (plain < length && bytes[plain] != '\t' && bytes[plain] != '\n')
            plain++;
        buffer_add(out, bytes + at, plain - at);
        column += text_width(bytes + at, plain - at);
        size_t blanks = plain < length && bytes[plain] == '\t' ? TAB - column % TAB : 0;
        buffer_fill(out, ' ', blanks);
        column = blanks ? column + blanks : 0;
        if (plain < length && !blanks)
            buffer_addc(out, '\n');
        at = plain + 1;
    }
}

void flow_verbatim(struct flow *flow, const char *bytes, size_t length)
{
    struct buffer expanded = { 0 };
    struct flow_text text = { 0 };
    expand_tabs(&expanded, bytes, length);
    flow_text_add(&text, buffer_text(&expanded), expanded.length, FLOW_CODE);
    buffer_free(&expanded);
    flow_begin_block(flow);
    buffer_adds(&flow->prefix, "    ");
    const char *data = buffer_text(&text.text);
    for (size_t at = 0; at < text.text.length;) {
        size_t end = fit_line(data, at, text.text.length, flow_room(flow));
        flow_begin_line(flow);
        flow_put(flow, &text, at, end, 0);
        buffer_addc(flow->out, '\n');
        at = end < text.text.length && data[end] == '\n' ? end + 1 : end;
    }
    flow->prefix.length -= 4;
    flow_text_free(&text);
}

void flow_rule(struct flow *flow)
{
    flow_begin_block(flow);
    flow_begin_line(flow);
    for (size_t i = flow_room(flow); i > 0; i--)
        buffer_adds(flow->out, flow->unicode ? "─" : "-");
    buffer_addc(flow->out, '\n');
}

void flow_free(struct flow *flow)
{
    buffer_free(&flow->prefix);
    buffer_free(&flow->mark);
    free(flow->outer);
}
