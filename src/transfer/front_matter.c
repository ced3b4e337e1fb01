/* SPDX-License-Identifier: MIT */
/*
 * Where a header is, and which kind it is; front_matter_yaml.c reads the kind that people write.
 */
#include "transfer/front_matter.h"

#include <string.h>
#include <strings.h>
#include <wikijs/pages.h>

#include "api/source.h"
#include "base/status.h"
#include "base/text.h"
#include "transfer/front_matter_yaml.h"

struct lines {
    const char *at, *end;
};

/* The next line without its end; false: there is none. */
static bool take_line(struct lines *lines, wikijs_str *line)
{
    if (lines->at == lines->end)
        return false;
    const char *start = lines->at, *feed = memchr(start, '\n', (size_t)(lines->end - start));
    const char *end = feed ? feed : lines->end;
    lines->at = feed ? feed + 1 : lines->end;
    while (end > start && (end[-1] == '\r' || end[-1] == ' ' || end[-1] == '\t'))
        end--;
    *line = (wikijs_str){ .ptr = start, .len = (size_t)(end - start) };
    return true;
}

static bool line_is(wikijs_str line, const char *text)
{
    return line.len == strlen(text) && memcmp(line.ptr, text, line.len) == 0;
}

static size_t count_lines(const char *start, const char *end)
{
    size_t count = 0;
    while ((start = memchr(start, '\n', (size_t)(end - start))) != NULL) {
        start++;
        count++;
    }
    return count;
}

static int check_text(const char *text, size_t length, wikijs_error *err)
{
    size_t size;
    for (const char *at = text, *end = text + length; at < end; at += size)
        if (*at == '\0' || wj_utf8_next(at, (size_t)(end - at), &size) < 0)
            return wj_error_set(err, WIKIJS_E_ARG, "line %zu: %s", count_lines(text, at) + 1,
                                *at ? "this is not UTF-8 text" : "there is a NUL character in the text");
    return 0;
}

/* --- the server's own --- */

static int keep(struct wj_arena *memory, wikijs_str value, const char **out)
{
    *out = wj_arena_strndup(memory, value.ptr, value.len);
    return *out ? 0 : WIKIJS_E_NOMEM;
}

static int set_server_value(struct wj_front_matter *out, struct wj_arena *memory, int key, wikijs_str value)
{
    switch (key) {
    case WJ_SOURCE_TITLE:
        return keep(memory, value, &out->title);
    case WJ_SOURCE_DESCRIPTION:
        return keep(memory, value, &out->description);
    case WJ_SOURCE_PUBLISHED:
        out->published = line_is(value, "false") ? WIKIJS_NO : WIKIJS_YES;
        return 0;
    case WJ_SOURCE_DATE:
        (void)wj_time_parse(value.ptr, value.len, &out->date);
        return 0;
    case WJ_SOURCE_TAGS:
        return wj_front_matter_tags(out, memory, value);
    case WJ_SOURCE_EDITOR:
        return keep(memory, value, &out->editor);
    default:
        (void)wj_time_parse(value.ptr, value.len, &out->created);
        return 0;
    }
}

static int read_server_header(struct wj_front_matter *out, struct wj_arena *memory, const struct wj_source *source)
{
    int status = 0;
    for (int key = 0; status == 0 && key < WJ_SOURCE_KEYS; key++)
        status = set_server_value(out, memory, key, source->values[key]);
    return status;
}

/* Lines as the server writes them, some left out; 1: they are not. */
static int read_server_lines(struct wj_front_matter *out, struct wj_arena *memory, wikijs_str header)
{
    struct lines lines = { .at = header.ptr, .end = header.ptr + header.len };
    wikijs_str line;
    int key = 0;
    while (take_line(&lines, &line)) {
        const char *name = NULL;
        size_t length = 0;
        for (; key < WJ_SOURCE_KEYS; key++) {
            name = wj_source_key(key);
            length = strlen(name);
            if (line.len > length && memcmp(line.ptr, name, length) == 0 && line.ptr[length] == ':')
                break;
        }
        if (key == WJ_SOURCE_KEYS)
            return 1;
        size_t skip = length + 1 + (line.len > length + 1 && line.ptr[length + 1] == ' ');
        int status = set_server_value(out, memory, key++, (wikijs_str){ line.ptr + skip, line.len - skip });
        if (status < 0)
            return status;
    }
    return 0;
}

/* --- where people's headers are --- */

/* A line that may be the first of a header: "name:" and something or nothing. */
static bool begins_key(wikijs_str line)
{
    const char *colon = memchr(line.ptr, ':', line.len);
    if (!colon || colon == line.ptr || (colon + 1 < line.ptr + line.len && colon[1] != ' ' && colon[1] != '\t'))
        return false;
    return memchr(" \t-*#>|`[{&!%@", line.ptr[0], sizeof " \t-*#>|`[{&!%@" - 1) == NULL &&
           memchr(line.ptr, ' ', (size_t)(colon - line.ptr)) == NULL;
}

static bool begins_known_key(wikijs_str line)
{
    const char *colon = memchr(line.ptr, ':', line.len);
    return colon && begins_key(line) && wj_front_matter_knows(line.ptr, (size_t)(colon - line.ptr));
}

/*
 * The header between two marks. "---" also begins a text with a line drawn across, and a comment may hold anything: what
 * stands between must look like a header.
 */
static bool find_header(struct lines *lines, bool html, bool needs_known, wikijs_str *header)
{
    struct lines rest = *lines;
    wikijs_str line;
    if (!take_line(&rest, &line) || !line_is(line, html ? "<!--" : "---"))
        return false;
    header->ptr = rest.at;
    bool seen = false, known = false;
    while (take_line(&rest, &line) && line.ptr - header->ptr <= WJ_FRONT_MATTER_MAX) {
        if (line_is(line, html ? "-->" : "---") || (!html && line_is(line, "..."))) {
            header->len = (size_t)(line.ptr - header->ptr);
            *lines = rest;
            return known || (!needs_known && !seen && header->len == 0) || (!needs_known && seen);
        }
        if (!seen && line.len > 0 && line.ptr[0] != '#') {
            seen = true;
            if (!begins_key(line))
                return false;
        }
        known = known || begins_known_key(line);
    }
    return false;
}

static int read_header(struct wj_front_matter *out, struct wj_arena *memory, wikijs_str header, size_t first_line,
                       wikijs_error *err)
{
    int status = wj_front_matter_yaml(out, memory, header, first_line, err);
    if (status <= 0)
        return status;
    struct wj_front_matter plain = { 0 };
    status = read_server_lines(&plain, memory, header);
    if (status == 0) {
        wj_error_clear(err);
        *out = plain;
    }
    return status > 0 ? WIKIJS_E_ARG : status;
}

static int read_human(struct wj_front_matter *out, struct wj_arena *memory, struct lines lines, const char *text,
                      const char *content_type, wikijs_error *err)
{
    bool html = strcmp(content_type, "html") == 0, markdown = strcmp(content_type, "markdown") == 0;
    wikijs_str header;
    const char *content = lines.at;
    int status = 0;
    bool found = find_header(&lines, false, !markdown, &header) || (html && find_header(&lines, true, true, &header));
    if (found) {
        status = read_header(out, memory, header, count_lines(text, header.ptr) + 1, err);
        content = lines.at;
        while (content < lines.end && (*content == '\n' || *content == '\r'))
            content++;
    }
    out->found = found;
    out->content = (wikijs_str){ .ptr = content, .len = (size_t)(lines.end - content) };
    return status;
}

/* --- both --- */

int wj_front_matter_read(struct wj_front_matter *out, struct wj_arena *memory, const char *text, size_t length,
                         const char *content_type, wikijs_error *err)
{
    static const char mark[] = "\xef\xbb\xbf"; /* that some editors put before UTF-8 */
    *out = (struct wj_front_matter){ 0 };
    text = text ? text : "";
    int status = check_text(text, length, err);
    if (status < 0)
        return status;
    size_t skip = length >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    struct wj_source source;
    enum wj_source_form form = wj_source_form_of(content_type);
    wj_source_parse(text + skip, length - skip, form, &source);
    if (source.form != WJ_SOURCE_PLAIN) {
        status = read_server_header(out, memory, &source);
        out->found = out->from_wiki = true;
        out->content = source.content;
    } else {
        struct lines lines = { .at = text + skip, .end = text + length };
        status = read_human(out, memory, lines, text, content_type ? content_type : "", err);
        out->from_wiki = out->created && out->editor; /* nobody else writes these two */
    }
    out->lines = count_lines(text, out->content.ptr);
    return status == WIKIJS_E_NOMEM ? wj_error_set(err, status, "out of memory") : status;
}

void wj_front_matter_write(struct wj_buf *out, const wikijs_page *page)
{
    size_t length = wikijs_page_to_source(page, NULL, 0);
    if (wj_buf_reserve(out, out->len + length) == 0) {
        wikijs_page_to_source(page, out->data + out->len, length + 1);
        out->len += length;
    }
}
