/* SPDX-License-Identifier: MIT */
#include "transfer/title.h"

#include <string.h>
#include <strings.h>

#include "api/input.h"
#include "api/letters.h"
#include "base/text.h"
#include "transfer/markdown.h"

enum { HTML_TITLE_MAX = 4096 };

/* A title that grows character by character: white space is one space, and none at the ends. */
struct title {
    char *out;
    size_t used, characters;
    bool gap;
};

static void put(struct title *title, int32_t c)
{
    if (wj_is_space(c) || c < 0x20 || c == 0x7f) {
        title->gap = title->used > 0;
        return;
    }
    if (title->characters + title->gap >= WJ_TITLE_CHARACTERS) {
        title->characters = WJ_TITLE_CHARACTERS; /* full: words that follow have no place either */
        return;
    }
    if (title->gap) {
        title->out[title->used++] = ' ';
        title->characters++;
        title->gap = false;
    }
    title->used += wj_utf8_put(title->out + title->used, c);
    title->characters++;
}

static bool is_full(const struct title *title)
{
    return title->characters == WJ_TITLE_CHARACTERS;
}

static bool end(struct title *title)
{
    title->out[title->used] = '\0';
    return title->used > 0;
}

/* --- HTML --- */

static const struct {
    const char *name;
    int32_t character;
} entities[] = { { "amp;", '&' },   { "lt;", '<' },   { "gt;", '>' },   { "quot;", '"' },
                 { "apos;", '\'' }, { "nbsp;", ' ' }, { "#39;", '\'' }, { "#x27;", '\'' } };

/* The character that an entity at `at` stands for; returns where it ends. */
static size_t take_entity(const char *text, size_t at, size_t stop, int32_t *c)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        size_t length = strlen(entities[i].name);
        if (stop - at > length && strncasecmp(text + at + 1, entities[i].name, length) == 0) {
            *c = entities[i].character;
            return at + 1 + length;
        }
    }
    *c = '&';
    return at + 1;
}

static void ignore_link(const struct wj_link *link, void *payload)
{
    (void)link;
    (void)payload;
}

static void put_html(struct title *title, const char *text, size_t at, size_t stop)
{
    while (at < stop) {
        size_t size = 1, after = text[at] == '<' ? wj_links_html_tag(text, at, stop, ignore_link, NULL) : at;
        int32_t c;
        if (after > at) {
            at = after;
            continue;
        }
        if (text[at] == '&') {
            at = take_entity(text, at, stop, &c);
        } else {
            c = wj_utf8_next(text + at, stop - at, &size);
            at += size;
        }
        put(title, c);
    }
}

/* Where the start tag ends whose content is a title; 0: the tag at `at` is another. */
static size_t title_start(const char *text, size_t at, size_t length, bool headings)
{
    const char *open = text + at;
    size_t left = length - at;
    if (!headings)
        return left > 7 && strncasecmp(open, "<title>", 7) == 0 ? at + 7 : 0;
    bool heading = left > 3 && (open[1] | 0x20) == 'h' && open[2] >= '1' && open[2] <= '6' &&
                   strchr(" >\t\r\n", open[3]);
    size_t after = heading ? wj_links_html_tag(text, at, length, ignore_link, NULL) : at;
    return after > at ? after : 0;
}

/* Where the element ends; one that does not end ends somewhere. */
static size_t title_stop(const char *text, size_t at, size_t length, bool headings)
{
    const char *mark = headings ? "</h" : "</title";
    size_t limit = length - at < HTML_TITLE_MAX ? length : at + HTML_TITLE_MAX;
    while (at < limit && (limit - at < strlen(mark) || strncasecmp(text + at, mark, strlen(mark)) != 0))
        at++;
    return at;
}

/* The text of the first heading, or of the first title, that has any. */
static bool title_of_element(const char *text, size_t length, bool headings, struct title *title)
{
    for (size_t at = 0; at < length;) {
        const char *open = memchr(text + at, '<', length - at);
        if (!open)
            return false;
        at = (size_t)(open - text);
        size_t start = title_start(text, at, length, headings);
        if (start) {
            at = title_stop(text, start, length, headings);
            put_html(title, text, start, at);
            if (end(title))
                return true;
            continue;
        }
        size_t after = wj_links_html_tag(text, at, length, ignore_link, NULL);
        at = after > at ? after : at + 1;
    }
    return false;
}

/* --- Markdown --- */

static bool is_mark(const char *text, size_t at, size_t start, size_t stop)
{
    char c = text[at];
    if (c == '*' || c == '`' || c == '~')
        return c != '~' || (at + 1 < stop && text[at + 1] == '~') || (at > start && text[at - 1] == '~');
    if (c != '_')
        return false;
    bool word_before = at > start && !strchr(" _*(", text[at - 1]),
         word_after = at + 1 < stop && !strchr(" _*).,:", text[at + 1]);
    return !(word_before && word_after); /* snake_case stays */
}

/* Behind "](target)" or "][label]" at `at`. */
static size_t skip_target(const char *text, size_t at, size_t stop)
{
    char open = at + 1 < stop ? text[at + 1] : ' ';
    const char *close = open == '(' || open == '[' ? memchr(text + at, open == '(' ? ')' : ']', stop - at) : NULL;
    if (open == '[')
        close = memchr(text + at + 1, ']', stop - at - 1);
    return close ? (size_t)(close - text) + 1 : at + 1;
}

/* "{#anchor}" or "{.class}" at the end of a heading. */
static size_t without_attributes(const char *text, size_t start, size_t stop)
{
    if (stop > start && text[stop - 1] == '}')
        for (size_t at = stop - 1; at > start; at--)
            if (text[at] == '{')
                return at + 1 < stop && strchr("#.:", text[at + 1]) ? at : stop;
    return stop;
}

static void put_markdown(struct title *title, const char *text, size_t at, size_t stop)
{
    size_t start = at, size;
    stop = without_attributes(text, start, stop);
    while (at < stop && !is_full(title)) {
        size_t tag = text[at] == '<' ? wj_links_html_tag(text, at, stop, ignore_link, NULL) : at;
        if (tag > at) {
            at = tag;
        } else if (text[at] == '\\' && at + 1 < stop) {
            put(title, wj_utf8_next(text + at + 1, stop - at - 1, &size));
            at += 1 + size;
        } else if (text[at] == '[' || (text[at] == '!' && at + 1 < stop && text[at + 1] == '[')) {
            at += text[at] == '!' ? 2 : 1;
        } else if (text[at] == ']') {
            at = skip_target(text, at, stop);
        } else if (is_mark(text, at, start, stop)) {
            at++;
        } else {
            put(title, wj_utf8_next(text + at, stop - at, &size));
            at += size;
        }
    }
}

struct search {
    const char *text;
    struct title title;
    bool found;
};

static bool take_block(enum wj_markdown_kind kind, size_t start, size_t stop, void *payload)
{
    struct search *search = payload;
    if (kind == WJ_MARKDOWN_HEADING)
        put_markdown(&search->title, search->text, start, stop);
    else if (kind == WJ_MARKDOWN_HTML)
        search->found = title_of_element(search->text + start, stop - start, true, &search->title);
    search->found = search->found || end(&search->title);
    return !search->found;
}

/* --- AsciiDoc --- */

static bool title_of_asciidoc(const char *text, size_t length, struct title *title)
{
    for (size_t at = 0; at < length;) {
        const char *feed = memchr(text + at, '\n', length - at);
        size_t stop = feed ? (size_t)(feed - text) : length, level = 0;
        while (at + level < stop && text[at + level] == '=')
            level++;
        if (level >= 1 && level <= 6 && at + level < stop && text[at + level] == ' ') {
            put_markdown(title, text, at + level, stop);
            if (end(title))
                return true;
        }
        at = stop + 1;
    }
    return false;
}

/* --- all --- */

bool wj_title_of_text(enum wj_markup markup, const char *text, size_t length, char out[WJ_TITLE_SIZE])
{
    struct title title = { .out = out };
    if (markup == WJ_MARKUP_MARKDOWN) {
        struct search search = { .text = text, .title = title };
        wj_markdown_blocks(text, length, take_block, &search);
        return search.found;
    }
    if (markup == WJ_MARKUP_ASCIIDOC)
        return title_of_asciidoc(text, length, &title);
    return title_of_element(text, length, true, &title) || title_of_element(text, length, false, &title);
}

void wj_title_of_name(const char *file, bool folder_page, char out[WJ_TITLE_SIZE])
{
    struct title title = { .out = out };
    const char *stop = strrchr(file, '/'), *name = stop ? stop + 1 : file;
    if (folder_page && stop) {
        name = stop;
        while (name > file && name[-1] != '/')
            name--;
    } else {
        stop = strrchr(name, '.');
        stop = stop && stop > name ? stop : name + strlen(name);
    }
    for (size_t size; name < stop; name += size) {
        int32_t c = wj_utf8_next(name, (size_t)(stop - name), &size);
        put(&title, c == '-' || c == '_' ? ' ' : title.used == 0 ? wj_upper(c) : c);
    }
    end(&title);
}
