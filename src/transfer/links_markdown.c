/* SPDX-License-Identifier: MIT */
/*
 * Targets in Markdown: inline links and images, definitions of references, href and src of HTML. Code, escapes and what
 * stands between angles are passed over.
 */
#include <string.h>

#include "transfer/links.h"
#include "transfer/markdown.h"

/* Limits keep a hostile text from being gone over again and again. */
enum { TICKS_MAX = 64, PARENTHESES_MAX = 32, LABEL_MAX = 999 };

struct scanner {
    const char *text;
    wj_link_fn found;
    void *payload;
    size_t end;               /* of the block */
    size_t depth;             /* brackets that are open */
    bool unclosed[TICKS_MAX]; /* no run of so many backticks is left in the block */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_spaces(const struct scanner *scanner, size_t at)
{
    while (at < scanner->end && is_space(scanner->text[at]))
        at++;
    return at;
}

/* --- targets --- */

/* A target between angles at `at`; returns where it ends, 0 when it is none. */
static size_t take_angle(const struct scanner *scanner, size_t at, struct wj_link *link)
{
    size_t i = at + 1;
    for (; i < scanner->end && !strchr("<>\n", scanner->text[i]); i++)
        i += scanner->text[i] == '\\' && i + 1 < scanner->end && scanner->text[i + 1] != '\n';
    if (i >= scanner->end || scanner->text[i] != '>')
        return 0;
    *link = (struct wj_link){ WJ_LINK_MARKDOWN_ANGLE, at + 1, i, at + 1, i };
    return i + 1;
}

static size_t take_plain(const struct scanner *scanner, size_t at, struct wj_link *link)
{
    size_t i = at, parentheses = 0;
    for (; i < scanner->end; i++) {
        char c = scanner->text[i];
        if (is_space(c) || (c == ')' && parentheses == 0))
            break;
        parentheses += c == '(';
        parentheses -= c == ')';
        if ((unsigned char)c < 0x20 || c == 0x7f || parentheses > PARENTHESES_MAX)
            return 0;
        i += c == '\\' && i + 1 < scanner->end && !is_space(scanner->text[i + 1]);
    }
    i = i < scanner->end ? i : scanner->end;
    *link = (struct wj_link){ WJ_LINK_MARKDOWN, at, i, at, i };
    return parentheses == 0 && i > at ? i : 0;
}

static size_t take_target(const struct scanner *scanner, size_t at, struct wj_link *link)
{
    at = skip_spaces(scanner, at);
    if (at >= scanner->end)
        return 0;
    return scanner->text[at] == '<' ? take_angle(scanner, at, link) : take_plain(scanner, at, link);
}

/* A title in quotes or parentheses, if there is one; 0 when it does not end, as before another that is opened. */
static size_t skip_title(const struct scanner *scanner, size_t at)
{
    char open = at < scanner->end ? scanner->text[at] : ' ';
    if (!strchr("\"'(", open))
        return at;
    char close = open == '(' ? ')' : open;
    for (at++; at < scanner->end && (open != '(' || scanner->text[at] != '('); at++) {
        if (scanner->text[at] == close)
            return at + 1;
        at += scanner->text[at] == '\\';
    }
    return 0;
}

/* "=100x200", with which Wiki.js gives an image its size. */
static size_t skip_size(const struct scanner *scanner, size_t at)
{
    if (at < scanner->end && scanner->text[at] == '=') {
        while (at < scanner->end && !is_space(scanner->text[at]) && scanner->text[at] != ')')
            at++;
    }
    return skip_spaces(scanner, at);
}

/* What stands in parentheses behind the text of a link; `at` is behind the opening one. */
static size_t take_inline(struct scanner *scanner, size_t at)
{
    struct wj_link link;
    size_t after = take_target(scanner, at, &link);
    if (after == 0)
        return 0;
    size_t next = skip_size(scanner, skip_spaces(scanner, after));
    if (next > after && (next = skip_title(scanner, next)) == 0)
        return 0;
    next = skip_size(scanner, skip_spaces(scanner, next));
    if (next >= scanner->end || scanner->text[next] != ')')
        return 0;
    scanner->found(&link, scanner->payload);
    return next + 1;
}

/* --- definitions --- */

/* Where the label in brackets ends, behind "]:"; 0: there is none. Those of footnotes are none. */
static size_t skip_label(const struct scanner *scanner, size_t at)
{
    size_t start = at + 1;
    if (start >= scanner->end || scanner->text[at] != '[' || scanner->text[start] == '^')
        return 0;
    bool blank = true;
    for (at = start; at < scanner->end && at - start <= LABEL_MAX && scanner->text[at] != ']'; at++) {
        if (scanner->text[at] == '[')
            return 0;
        blank = blank && is_space(scanner->text[at]);
        at += scanner->text[at] == '\\';
    }
    bool ends = at + 1 < scanner->end && scanner->text[at] == ']' && scanner->text[at + 1] == ':';
    return ends && !blank ? at + 2 : 0;
}

static bool ends_line(const struct scanner *scanner, size_t at, size_t *next)
{
    while (at < scanner->end && (scanner->text[at] == ' ' || scanner->text[at] == '\t' || scanner->text[at] == '\r'))
        at++;
    *next = at < scanner->end ? at + 1 : at;
    return at >= scanner->end || scanner->text[at] == '\n';
}

/* A definition at `at`; returns where the next line begins, 0: it is none. */
static size_t take_definition(struct scanner *scanner, size_t at)
{
    struct wj_link link;
    size_t target = skip_label(scanner, skip_spaces(scanner, at)), next;
    size_t after = target ? take_target(scanner, target, &link) : 0;
    if (after == 0)
        return 0;
    size_t title = skip_spaces(scanner, after);
    size_t behind = title > after ? skip_title(scanner, title) : 0;
    if ((behind == 0 || behind == title || !ends_line(scanner, behind, &next)) && !ends_line(scanner, after, &next))
        return 0;
    scanner->found(&link, scanner->payload);
    return next;
}

/* A paragraph can begin with definitions, nowhere else can one be. */
static size_t skip_definitions(struct scanner *scanner, size_t at)
{
    size_t next;
    while (at < scanner->end && (next = take_definition(scanner, at)) != 0)
        at = next;
    return at;
}

/* --- inline --- */

static size_t run_length(const struct scanner *scanner, size_t at)
{
    size_t count = 0;
    while (at + count < scanner->end && scanner->text[at + count] == '`')
        count++;
    return count;
}

/* Behind the code span at `at`, or behind its backticks when it does not end. */
static size_t skip_code(struct scanner *scanner, size_t at)
{
    size_t ticks = run_length(scanner, at), start = at + ticks;
    if (ticks >= TICKS_MAX || scanner->unclosed[ticks])
        return start;
    for (size_t i = start; i < scanner->end;) {
        size_t run = run_length(scanner, i);
        if (run == ticks)
            return i + run;
        i += run ? run : 1;
    }
    scanner->unclosed[ticks] = true;
    return start;
}

/* "<https://...>", "<someone@example.org>", or a tag. */
static size_t skip_angle(const struct scanner *scanner, size_t at)
{
    size_t after = wj_links_html_tag(scanner->text, at, scanner->end, scanner->found, scanner->payload);
    if (after > at)
        return after;
    size_t i = at + 1;
    while (i < scanner->end && !is_space(scanner->text[i]) && !strchr("<>", scanner->text[i]))
        i++;
    bool is_link = i < scanner->end && scanner->text[i] == '>' &&
                   (memchr(scanner->text + at, ':', i - at) || memchr(scanner->text + at, '@', i - at));
    return is_link ? i + 1 : at + 1;
}

static size_t close_bracket(struct scanner *scanner, size_t at)
{
    if (scanner->depth == 0)
        return at + 1;
    scanner->depth--;
    bool is_inline = at + 1 < scanner->end && scanner->text[at + 1] == '(';
    size_t after = is_inline ? take_inline(scanner, at + 2) : 0;
    return after ? after : at + 1;
}

static size_t take_next(struct scanner *scanner, size_t at)
{
    switch (scanner->text[at]) {
    case '\\':
        return at + 2;
    case '`':
        return skip_code(scanner, at);
    case '<':
        return skip_angle(scanner, at);
    case '[':
        scanner->depth++;
        return at + 1;
    case ']':
        return close_bracket(scanner, at);
    default:
        return at + 1;
    }
}

static bool take_block(enum wj_markdown_kind kind, size_t start, size_t end, void *payload)
{
    struct scanner *all = payload;
    struct scanner scanner = { .text = all->text, .found = all->found, .payload = all->payload, .end = end };
    if (kind == WJ_MARKDOWN_HTML) {
        wj_links_html(all->text, start, end, all->found, all->payload);
        return true;
    }
    size_t at = start;
    if (kind == WJ_MARKDOWN_TEXT)
        at = skip_definitions(&scanner, start);
    while (at < end)
        at = take_next(&scanner, at);
    return true;
}

void wj_links_markdown(const char *text, size_t length, wj_link_fn found, void *payload)
{
    struct scanner scanner = { .text = text, .found = found, .payload = payload };
    wj_markdown_blocks(text, length, take_block, &scanner);
}
