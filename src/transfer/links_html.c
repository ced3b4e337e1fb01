/* SPDX-License-Identifier: MIT */
/* Targets in HTML: the values of href and src. What comments, scripts and styles hold is no markup. */
#include <string.h>
#include <strings.h>

#include "transfer/links.h"

/*
 * What has more is no tag. A tag that fails is followed by looks at those that begin in its values, and these go on as it
 * did: the limit keeps a hostile text from being gone over again and again.
 */
enum { ATTRIBUTES_MAX = 64 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(const char *text, size_t length, const char *name)
{
    return strlen(name) == length && strncasecmp(text, name, length) == 0;
}

/* Where `mark` ends, looked for from `at` on; `end` when it does not come. */
static size_t behind(const char *text, size_t at, size_t end, const char *mark)
{
    size_t length = strlen(mark);
    for (; at + length <= end; at++)
        if (strncasecmp(text + at, mark, length) == 0)
            return at + length;
    return end;
}

static size_t skip_spaces(const char *text, size_t at, size_t end)
{
    while (at < end && is_space(text[at]))
        at++;
    return at;
}

struct attribute {
    size_t name, name_end, value, value_end;
};

static bool is_name_character(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == ':' || c == '.' || c == '-' || c == '@';
}

/* One attribute at `at`; returns where the next thing begins, 0 when the tag is malformed. */
static size_t take_attribute(const char *text, size_t at, size_t end, struct attribute *attribute)
{
    *attribute = (struct attribute){ .name = at };
    while (at < end && is_name_character(text[at]))
        at++;
    attribute->name_end = at;
    size_t next = skip_spaces(text, at, end);
    if (attribute->name == attribute->name_end || next >= end || text[next] != '=')
        return attribute->name == attribute->name_end ? 0 : at;
    at = skip_spaces(text, next + 1, end);
    if (at < end && (text[at] == '"' || text[at] == '\'')) {
        const char *close = memchr(text + at + 1, text[at], end - at - 1);
        if (!close)
            return 0;
        attribute->value = at + 1;
        attribute->value_end = (size_t)(close - text);
        return attribute->value_end + 1;
    }
    attribute->value = at;
    while (at < end && !is_space(text[at]) && !strchr("\"'=<>`", text[at]))
        at++;
    attribute->value_end = at;
    bool ends = at < end && (is_space(text[at]) || text[at] == '>');
    return ends && at > attribute->value ? at : 0;
}

static void report(const char *text, const struct attribute *attribute, wj_link_fn found, void *payload)
{
    size_t length = attribute->name_end - attribute->name;
    const char *name = text + attribute->name;
    if (attribute->value < attribute->value_end && (is_name(name, length, "href") || is_name(name, length, "src"))) {
        struct wj_link link = { WJ_LINK_HTML, attribute->value, attribute->value_end, attribute->value,
                                attribute->value_end };
        found(&link, payload);
    }
}

/* Where a tag ends: behind its '>'; 0: it is none. Reports its links when `found` is not NULL. */
static size_t walk_tag(const char *text, size_t at, size_t end, wj_link_fn found, void *payload)
{
    struct attribute attribute;
    size_t count = 0;
    while (at < end && count <= ATTRIBUTES_MAX) {
        at = skip_spaces(text, at, end);
        if (at < end && text[at] == '/') {
            at++;
        } else if (at < end && text[at] == '>') {
            return at + 1;
        } else {
            at = take_attribute(text, at, end, &attribute);
            count++;
            if (at == 0)
                return 0;
            if (found)
                report(text, &attribute, found, payload);
        }
    }
    return 0;
}

size_t wj_links_html_tag(const char *text, size_t at, size_t end, wj_link_fn found, void *payload)
{
    if (end - at >= 4 && memcmp(text + at, "<!--", 4) == 0)
        return behind(text, at + 4, end, "-->");
    size_t name = at + 1;
    bool closes = name < end && text[name] == '/';
    name += closes;
    if (name >= end || !is_letter(text[name]))
        return at;
    size_t attributes = name;
    while (attributes < end && !is_space(text[attributes]) && !strchr("/><", text[attributes]))
        attributes++;
    size_t after = walk_tag(text, attributes, end, NULL, NULL);
    if (after == 0)
        return at;
    walk_tag(text, attributes, end, found, payload); /* it is whole: now its links count */
    static const char *const raw[][2] = {
        { "script", "</script" }, { "style", "</style" }, { "textarea", "</textarea" }, { "title", "</title" }
    };
    for (size_t i = 0; i < sizeof raw / sizeof *raw && !closes; i++)
        if (is_name(text + name, attributes - name, raw[i][0]))
            return behind(text, after, end, raw[i][1]);
    return after;
}

void wj_links_html(const char *text, size_t start, size_t end, wj_link_fn found, void *payload)
{
    while (start < end) {
        const char *open = memchr(text + start, '<', end - start);
        if (!open)
            return;
        size_t at = (size_t)(open - text);
        size_t after = wj_links_html_tag(text, at, end, found, payload);
        start = after > at ? after : at + 1;
    }
}
