/* SPDX-License-Identifier: MIT */
/*
 * HTML as the wiki's visual editor writes it: what the tags mean for the shape of the text is kept, everything else of
 * them is left out. It forgives: a tag that is never closed ends with the text.
 */
#include "markup/markup.h"

#include "markup/entity.h"
#include "memory.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_ENTITY = 16 };

struct html {
    struct flow *flow;
    struct flow_text line;
    unsigned style;
    unsigned heading;
    size_t label;         /* where the text of a link begins */
    struct buffer target; /* of the link */
    size_t pushed;        /* quotes and items that are open */
    struct list *lists;   /* the lists that are open, the innermost last */
    size_t list_count;
};

struct list {
    bool ordered;
    unsigned number; /* of the last item */
    size_t pushed;   /* outside of its items */
};

struct tag {
    char name[12]; /* lower case, cut */
    bool closes;
    const char *attributes;
    size_t attributes_length;
};

static void flush(struct html *html)
{
    struct flow_text *line = &html->line;
    while (line->text.length && strchr(" \n", line->text.data[line->text.length - 1]))
        line->text.length--;
    flow_paragraph(html->flow, line, html->heading ? FLOW_BOLD : 0);
    flow_text_free(line);
}

/* The character that an entity at the begin of a text stands for, and the entity's length; 0 when there is none. */
static size_t read_entity(const char *text, size_t length, char character[4], size_t *taken)
{
    const char *semicolon = text[0] == '&' ? memchr(text, ';', length < LONGEST_ENTITY ? length : LONGEST_ENTITY)
                                           : NULL;
    *taken = semicolon ? (size_t)(semicolon - text) + 1 : 0;
    return semicolon ? entity_decode(text, *taken, character) : 0;
}

/* Blanks in a row are one, and none begins a line. */
static void add_text(struct html *html, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t blanks = strspn(text + at, " \t\r\n");
        if (blanks) {
            const struct buffer *line = &html->line.text;
            if (line->length && line->data[line->length - 1] != ' ' && line->data[line->length - 1] != '\n')
                flow_text_add(&html->line, " ", 1, html->style);
            at += blanks;
            continue;
        }
        char character[4];
        size_t entity, size = read_entity(text + at, length - at, character, &entity);
        size_t plain = 1;
        while (at + plain < length && !strchr("& \t\r\n", text[at + plain]))
            plain++;
        flow_text_add(&html->line, size ? character : text + at, size ? size : plain, html->style);
        at += size ? entity : plain;
    }
}

/* The end of a tag: quoted values may hold ">", unless the quote is never closed. */
static size_t tag_length(const char *text, size_t length)
{
    char quote = '\0';
    for (size_t i = 1; i < length; i++) {
        if (quote)
            quote = text[i] == quote ? '\0' : quote;
        else if (text[i] == '"' || text[i] == '\'')
            quote = text[i];
        else if (text[i] == '>')
            return i + 1;
    }
    const char *end = quote ? memchr(text, '>', length) : NULL;
    return end ? (size_t)(end - text) + 1 : length;
}

static struct tag read_tag(const char *text, size_t length)
{
    struct tag tag = { .closes = length > 1 && text[1] == '/' };
    size_t at = tag.closes ? 2 : 1, count = 0;
    for (; at < length && isalnum((unsigned char)text[at]); at++)
        if (count + 1 < sizeof tag.name)
            tag.name[count++] = (char)tolower((unsigned char)text[at]);
    tag.attributes = text + at;
    tag.attributes_length = length - at;
    return tag;
}

static void read_attribute(const struct tag *tag, const char *name, struct buffer *value)
{
    size_t length = strlen(name);
    value->length = 0;
    for (size_t i = 1; i + length + 1 < tag->attributes_length; i++) {
        const char *at = tag->attributes + i;
        if (!isspace((unsigned char)at[-1]) || strncasecmp(at, name, length) != 0 || at[length] != '=')
            continue;
        char quote = at[length + 1];
        const char *start = at + length + 2, *limit = tag->attributes + tag->attributes_length;
        const char *end = quote == '"' || quote == '\'' ? memchr(start, quote, (size_t)(limit - start)) : NULL;
        if (end)
            buffer_add(value, start, (size_t)(end - start));
        return;
    }
}

static bool is(const struct tag *tag, const char *names)
{
    size_t length = strlen(tag->name), size;
    for (; *names; names += size + (names[size] == ' ')) {
        size = strcspn(names, " ");
        if (size == length && strncmp(names, tag->name, size) == 0)
            return true;
    }
    return false;
}

static void set_style(struct html *html, unsigned style, const struct tag *tag)
{
    html->style = tag->closes ? html->style & ~style : html->style | style;
}

static void on_link(struct html *html, const struct tag *tag)
{
    set_style(html, FLOW_LINK, tag);
    if (!tag->closes) {
        read_attribute(tag, "href", &html->target);
        html->label = html->line.text.length;
    } else {
        size_t label = html->label <= html->line.text.length ? html->label : 0;
        link_target(&html->line, label, buffer_text(&html->target), html->target.length);
        html->target.length = 0;
    }
}

static void on_image(struct html *html, const struct tag *tag)
{
    struct buffer value = { 0 };
    read_attribute(tag, "alt", &value);
    add_text(html, "[image: ", 8);
    add_text(html, buffer_text(&value), value.length);
    flow_text_add(&html->line, "]", 1, html->style);
    read_attribute(tag, "src", &value);
    link_target(&html->line, html->line.text.length, buffer_text(&value), value.length);
    buffer_free(&value);
}

/* Whatever was not closed ends with what it is in. */
static void pop_to(struct html *html, size_t pushed)
{
    for (; html->pushed > pushed; html->pushed--)
        flow_pop(html->flow);
}

static void push(struct html *html, const char *mark, bool once)
{
    flow_push(html->flow, mark, once);
    html->pushed++;
}

static void on_quote(struct html *html, const struct tag *tag)
{
    flush(html);
    size_t outside = html->list_count ? html->lists[html->list_count - 1].pushed + 1 : 0;
    if (!tag->closes)
        push(html, html->flow->unicode ? "│ " : "> ", false);
    else if (html->pushed > outside)
        pop_to(html, html->pushed - 1);
}

/* The next item ends one that was not closed. */
static void on_item(struct html *html, const struct tag *tag)
{
    flush(html);
    struct list *list = html->list_count ? &html->lists[html->list_count - 1] : NULL;
    if (!list)
        return;
    bool is_first = html->pushed == list->pushed && list->number == 0;
    pop_to(html, list->pushed);
    html->flow->tight = tag->closes || !is_first || html->flow->tight;
    if (tag->closes)
        return;
    char mark[16] = "- ";
    list->number++;
    if (list->ordered)
        snprintf(mark, sizeof mark, "%u. ", list->number);
    else if (html->flow->unicode)
        snprintf(mark, sizeof mark, "• ");
    push(html, mark, true);
}

static void on_list(struct html *html, const struct tag *tag)
{
    flush(html);
    if (!tag->closes) {
        if ((html->list_count & (html->list_count - 1)) == 0) /* full at each power of two */
            html->lists = xreallocarray(html->lists, html->list_count ? 2 * html->list_count : 1, sizeof *html->lists);
        html->lists[html->list_count++] = (struct list){ .ordered = is(tag, "ol"), .pushed = html->pushed };
    } else if (html->list_count) {
        pop_to(html, html->lists[--html->list_count].pushed);
    }
    html->flow->tight = html->pushed > 0;
}

static void on_heading(struct html *html, const struct tag *tag)
{
    flush(html);
    html->heading = tag->closes ? 0 : (unsigned)(tag->name[1] - '0');
    if (html->heading)
        heading_mark(&html->line, html->heading);
}

static void on_rule(struct html *html)
{
    flush(html);
    flow_rule(html->flow);
}

static void on_tag(struct html *html, const struct tag *tag)
{
    if (is(tag, "b strong th"))
        set_style(html, FLOW_BOLD, tag);
    else if (is(tag, "i em"))
        set_style(html, FLOW_ITALIC, tag);
    else if (is(tag, "s del strike"))
        set_style(html, FLOW_STRIKE, tag);
    else if (is(tag, "code kbd"))
        set_style(html, FLOW_CODE, tag);
    else if (is(tag, "u ins"))
        set_style(html, FLOW_UNDERLINE, tag);
    else if (is(tag, "a"))
        on_link(html, tag);
    else if (is(tag, "img"))
        on_image(html, tag);
    else if (is(tag, "br"))
        flow_text_add(&html->line, "\n", 1, 0);
    else if (is(tag, "hr"))
        on_rule(html);
    else if (is(tag, "h1 h2 h3 h4 h5 h6"))
        on_heading(html, tag);
    else if (is(tag, "ul ol"))
        on_list(html, tag);
    else if (is(tag, "li"))
        on_item(html, tag);
    else if (is(tag, "blockquote"))
        on_quote(html, tag);
    else if (is(tag, "p div section article figure figcaption table tr dl dt dd details summary header footer"))
        flush(html);
    if (tag->closes && is(tag, "td th"))
        flow_text_add(&html->line, html->flow->unicode ? " │ " : " | ", html->flow->unicode ? 5 : 3, 0);
}

/* Up to "</name", or the end. */
static size_t length_to_end_of(const char *text, size_t length, const char *name)
{
    size_t name_length = strlen(name);
    for (size_t i = 0; i + 2 + name_length <= length; i++)
        if (text[i] == '<' && text[i + 1] == '/' && strncasecmp(text + i + 2, name, name_length) == 0)
            return i;
    return length;
}

/* <pre>: what is in it, without its tags. */
static void add_verbatim(struct html *html, const char *text, size_t length)
{
    struct buffer plain = { 0 };
    for (size_t at = 0; at < length;) {
        char character[4];
        size_t entity, size = read_entity(text + at, length - at, character, &entity);
        if (text[at] != '<')
            buffer_add(&plain, size ? character : text + at, size ? size : 1);
        at += text[at] == '<' ? tag_length(text + at, length - at) : size ? entity : 1;
    }
    flush(html);
    flow_verbatim(html->flow, buffer_text(&plain), plain.length);
    buffer_free(&plain);
}

/* Returns how much of the text is done. */
static size_t take_tag(struct html *html, const char *text, size_t length)
{
    if (length >= 4 && strncmp(text, "<!--", 4) == 0) {
        const char *end = memmem(text, length, "-->", 3);
        return end ? (size_t)(end - text) + 3 : length;
    }
    size_t size = tag_length(text, length);
    struct tag tag = read_tag(text, size);
    if (!tag.closes && is(&tag, "script style pre")) {
        size_t inside = length_to_end_of(text + size, length - size, tag.name);
        if (is(&tag, "pre"))
            add_verbatim(html, text + size, inside);
        return size + inside;
    }
    on_tag(html, &tag);
    return size;
}

void html_render(struct flow *flow, const char *text, size_t length)
{
    struct html html = { .flow = flow };
    for (size_t at = 0; at < length;) {
        bool is_tag = text[at] == '<' && at + 1 < length &&
                      (isalpha((unsigned char)text[at + 1]) || text[at + 1] == '/' || text[at + 1] == '!');
        if (is_tag) {
            at += take_tag(&html, text + at, length - at);
            continue;
        }
        const char *next = memchr(text + at + 1, '<', length - at - 1);
        size_t end = next ? (size_t)(next - text) : length;
        add_text(&html, text + at, end - at);
        at = end;
    }
    flush(&html);
    pop_to(&html, 0);
    free(html.lists);
    buffer_free(&html.target);
}
