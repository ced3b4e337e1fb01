/* SPDX-License-Identifier: MIT */
#include "markup/markup.h"

#include "markup/entity.h"
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void heading_mark(struct flow_text *text, unsigned level)
{
    static const char marks[] = "###### ";
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    flow_text_add(text, marks + 6 - level, level + 1, 0);
}

/* A picture that is in the address itself is nothing to read: its kind is. */
static size_t readable_length(const char *target, size_t length)
{
    size_t end = 0;
    if (length < 5 || strncasecmp(target, "data:", 5) != 0)
        return length;
    while (end < length && target[end] != ',' && target[end] != ';')
        end++;
    return end;
}

void link_target(struct flow_text *text, size_t label, const char *target, size_t length)
{
    length = readable_length(target, length);
    size_t shown = text->text.length - label;
    const char *bytes = buffer_text(&text->text) + label;
    bool same = shown <= length && strncmp(bytes, target + length - shown, shown) == 0 && length - shown <= 8;
    if (!length || (shown && same)) /* <https://...>, mailto: */
        return;
    flow_text_add(text, " (", 2, FLOW_DIM);
    flow_text_add(text, target, length, FLOW_DIM);
    flow_text_add(text, ")", 1, FLOW_DIM);
}

#ifdef WIKIJS_WITH_MD4C

#include "load.h"

#include <md4c.h>

struct list {
    bool ordered, tight;
    unsigned number;
    size_t items;
};

struct markdown {
    struct flow *flow;
    struct flow_text line;
    struct buffer verbatim; /* of a code or HTML block */
    int spans[8];           /* how deep each style is nested, by the number of its bit */
    struct list *lists;
    size_t list_count;
    size_t label; /* where the text of a link begins */
    struct flow_table table;
    enum flow_align *aligns;
    bool in_table;
    bool in_html; /* a block of it */
};

static unsigned style_of(const struct markdown *markdown)
{
    unsigned style = 0;
    for (unsigned bit = 0; bit < 8; bit++)
        style |= markdown->spans[bit] > 0 ? 1U << bit : 0;
    return style;
}

static void add(struct markdown *markdown, const char *text, size_t length)
{
    flow_text_add(&markdown->line, text, length, style_of(markdown));
}

/* "{.is-info}" on a line of its own is for the wiki's own renderer. */
static void drop_attributes(struct flow_text *line)
{
    const char *text = buffer_text(&line->text);
    size_t start = line->text.length;
    while (start && text[start - 1] != '\n')
        start--;
    if (line->text.length >= start + 3 && strncmp(text + start, "{.", 2) == 0 && text[line->text.length - 1] == '}')
        line->text.length = start ? start - 1 : 0;
}

static void flush(struct markdown *markdown, unsigned style)
{
    if (markdown->in_table)
        return;
    drop_attributes(&markdown->line);
    flow_paragraph(markdown->flow, &markdown->line, style);
    flow_text_free(&markdown->line);
}

/* --- lists --- */

static void begin_list(struct markdown *markdown, bool ordered, bool tight, unsigned start)
{
    if ((markdown->list_count & (markdown->list_count - 1)) == 0) /* full at each power of two */
        markdown->lists = xreallocarray(markdown->lists, markdown->list_count ? 2 * markdown->list_count : 1,
                                        sizeof *markdown->lists);
    if (markdown->list_count && markdown->lists[markdown->list_count - 1].tight)
        markdown->flow->tight = true;
    markdown->lists[markdown->list_count++] = (struct list){ .ordered = ordered, .tight = tight, .number = start };
}

static void begin_item(struct markdown *markdown, const MD_BLOCK_LI_DETAIL *detail)
{
    struct list *list = &markdown->lists[markdown->list_count - 1];
    const char *bullet = markdown->flow->unicode ? "•" : "-";
    const char *task = !detail->is_task ? "" : detail->task_mark == ' ' ? "[ ] " : "[x] ";
    char *mark = list->ordered ? xasprintf("%u. %s", list->number++, task) : xasprintf("%s %s", bullet, task);
    if (list->items++ && list->tight)
        markdown->flow->tight = true;
    flow_push(markdown->flow, mark, true);
    free(mark);
}

/* --- tables --- */

static void begin_table(struct markdown *markdown, const MD_BLOCK_TABLE_DETAIL *detail)
{
    markdown->in_table = true;
    markdown->table = (struct flow_table){ .columns = detail->col_count };
    markdown->aligns = xcalloc(detail->col_count + 1, sizeof *markdown->aligns);
    markdown->table.aligns = markdown->aligns;
}

static void end_cell(struct markdown *markdown, const MD_BLOCK_TD_DETAIL *detail)
{
    struct flow_table *table = &markdown->table;
    size_t column = table->columns ? table->count % table->columns : 0;
    markdown->aligns[column] = detail->align == MD_ALIGN_RIGHT    ? FLOW_RIGHT
                               : detail->align == MD_ALIGN_CENTER ? FLOW_CENTER
                                                                  : FLOW_LEFT;
    if ((table->count & (table->count - 1)) == 0) /* full at each power of two */
        table->cells = xreallocarray(table->cells, table->count ? 2 * table->count : 1, sizeof *table->cells);
    table->cells[table->count++] = markdown->line;
    markdown->line = (struct flow_text){ 0 };
}

static void free_table(struct markdown *markdown)
{
    for (size_t i = 0; i < markdown->table.count; i++)
        flow_text_free(&markdown->table.cells[i]);
    free(markdown->table.cells);
    free(markdown->aligns);
    markdown->table = (struct flow_table){ 0 };
    markdown->aligns = NULL;
    markdown->in_table = false;
}

/* --- what md4c calls --- */

static int enter_block(MD_BLOCKTYPE type, void *detail, void *payload)
{
    struct markdown *markdown = payload;
    if (type != MD_BLOCK_TD && type != MD_BLOCK_TH)
        flush(markdown, 0); /* the text of a tight item */
    switch (type) {
    case MD_BLOCK_QUOTE:
        flow_push(markdown->flow, markdown->flow->unicode ? "│ " : "> ", false);
        break;
    case MD_BLOCK_UL:
        begin_list(markdown, false, ((MD_BLOCK_UL_DETAIL *)detail)->is_tight, 0);
        break;
    case MD_BLOCK_OL:
        begin_list(markdown, true, ((MD_BLOCK_OL_DETAIL *)detail)->is_tight, ((MD_BLOCK_OL_DETAIL *)detail)->start);
        break;
    case MD_BLOCK_LI:
        begin_item(markdown, detail);
        break;
    case MD_BLOCK_HR:
        flow_rule(markdown->flow);
        break;
    case MD_BLOCK_H:
        heading_mark(&markdown->line, ((MD_BLOCK_H_DETAIL *)detail)->level);
        break;
    case MD_BLOCK_TABLE:
        begin_table(markdown, detail);
        break;
    case MD_BLOCK_HTML:
        markdown->in_html = true;
        break;
    default:
        break;
    }
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *payload)
{
    struct markdown *markdown = payload;
    switch (type) {
    case MD_BLOCK_H:
        flush(markdown, FLOW_BOLD);
        break;
    case MD_BLOCK_P:
        flush(markdown, 0);
        break;
    case MD_BLOCK_LI:
        flush(markdown, 0);
        flow_pop(markdown->flow);
        break;
    case MD_BLOCK_QUOTE:
        flow_pop(markdown->flow);
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        markdown->list_count--;
        break;
    case MD_BLOCK_CODE:
        flow_verbatim(markdown->flow, buffer_text(&markdown->verbatim), markdown->verbatim.length);
        markdown->verbatim.length = 0;
        break;
    case MD_BLOCK_HTML:
        html_render(markdown->flow, buffer_text(&markdown->verbatim), markdown->verbatim.length);
        markdown->verbatim.length = 0;
        markdown->in_html = false;
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        end_cell(markdown, detail);
        break;
    case MD_BLOCK_TABLE:
        flow_table(markdown->flow, &markdown->table);
        free_table(markdown);
        break;
    default:
        break;
    }
    return 0;
}

/* Without colours the marks stay, so that nothing is lost. */
static void switch_style(struct markdown *markdown, unsigned bit, const char *mark, int step)
{
    const char *shown = markdown->flow->color ? "" : mark;
    if (step < 0)
        add(markdown, shown, strlen(shown));
    markdown->spans[bit] += step;
    if (step > 0)
        add(markdown, shown, strlen(shown));
}

static void switch_span(struct markdown *markdown, MD_SPANTYPE type, int step)
{
    switch (type) {
    case MD_SPAN_STRONG:
        switch_style(markdown, 0, "**", step);
        break;
    case MD_SPAN_EM:
        switch_style(markdown, 1, "*", step);
        break;
    case MD_SPAN_U:
        switch_style(markdown, 2, "_", step);
        break;
    case MD_SPAN_DEL:
        switch_style(markdown, 3, "~~", step);
        break;
    case MD_SPAN_CODE:
        switch_style(markdown, 4, "`", step);
        break;
    case MD_SPAN_A:
        switch_style(markdown, 5, "", step);
        break;
    default:
        break;
    }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *payload)
{
    (void)detail;
    struct markdown *markdown = payload;
    switch_span(markdown, type, 1);
    if (type == MD_SPAN_A)
        markdown->label = markdown->line.text.length;
    if (type == MD_SPAN_IMG)
        add(markdown, "[image: ", 8);
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *payload)
{
    struct markdown *markdown = payload;
    switch_span(markdown, type, -1);
    if (type == MD_SPAN_A) {
        const MD_ATTRIBUTE *target = &((MD_SPAN_A_DETAIL *)detail)->href;
        link_target(&markdown->line, markdown->label, target->text ? target->text : "", target->size);
    }
    if (type == MD_SPAN_IMG) {
        const MD_ATTRIBUTE *source = &((MD_SPAN_IMG_DETAIL *)detail)->src;
        add(markdown, "]", 1);
        link_target(&markdown->line, markdown->line.text.length, source->text ? source->text : "", source->size);
    }
    return 0;
}

static void add_html(struct markdown *markdown, const char *text, size_t length)
{
    if (length >= 4 && strncasecmp(text, "<br", 3) == 0)
        add(markdown, "\n", 1);
}

static void add_entity(struct markdown *markdown, const char *text, size_t length)
{
    char character[4];
    size_t size = entity_decode(text, length, character);
    add(markdown, size ? character : text, size ? size : length);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *payload)
{
    struct markdown *markdown = payload;
    bool in_span = markdown->spans[4] > 0;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        add(markdown, "\xEF\xBF\xBD", 3);
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR: /* Wiki.js keeps the lines of a paragraph */
        add(markdown, markdown->in_table ? " " : "\n", 1);
        break;
    case MD_TEXT_ENTITY:
        add_entity(markdown, text, size);
        break;
    case MD_TEXT_CODE:
        if (in_span)
            add(markdown, text, size);
        else
            buffer_add(&markdown->verbatim, text, size);
        break;
    case MD_TEXT_HTML:
        if (markdown->in_html)
            buffer_add(&markdown->verbatim, text, size);
        else
            add_html(markdown, text, size);
        break;
    default:
        add(markdown, text, size);
        break;
    }
    return 0;
}

typedef int parse_fn(const MD_CHAR *text, MD_SIZE size, const MD_PARSER *parser, void *payload);

/* Opened when the first page is shown, so that other commands start without it. */
static parse_fn *open_library(void)
{
    static parse_fn *parse;
    if (!parse)
        load_function(&parse, "libmd4c.so.0", "md_parse");
    return parse;
}

char *markdown_render(struct flow *flow, const char *text, size_t length)
{
    static const MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                                               MD_FLAG_PERMISSIVEAUTOLINKS,
                                      .enter_block = enter_block,
                                      .leave_block = leave_block,
                                      .enter_span = enter_span,
                                      .leave_span = leave_span,
                                      .text = on_text };
    parse_fn *parse = open_library();
    if (!parse)
        return xstrdup("libmd4c.so.0 is not installed (package libmd4c0)");
    struct markdown markdown = { .flow = flow };
    int failed = length > UINT32_MAX ? -1 : parse(text, (MD_SIZE)length, &parser, &markdown);
    flow_text_free(&markdown.line);
    buffer_free(&markdown.verbatim);
    free(markdown.lists);
    free_table(&markdown);
    return failed ? xstrdup("the Markdown cannot be read") : NULL;
}

#else

char *markdown_render(struct flow *flow, const char *text, size_t length)
{
    (void)flow;
    (void)text;
    (void)length;
    return xstrdup("this wikijs was built without md4c");
}

#endif
