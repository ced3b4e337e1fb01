/* SPDX-License-Identifier: MIT */
#include "api/source.h"

#include <stdio.h>
#include <string.h>
#include <wikijs/pages.h>

#include "base/text.h"

static const char *const keys[WJ_SOURCE_KEYS] = { "title", "description", "published",  "date",
                                                  "tags",  "editor",      "dateCreated" };

static const struct {
    const char *open, *close;
} marks[] = {
    [WJ_SOURCE_MARKDOWN] = { "---\n", "\n---\n\n" },
    [WJ_SOURCE_HTML] = { "<!--\n", "\n-->\n\n" },
};

const char *wj_source_key(int key)
{
    return keys[key];
}

enum wj_source_form wj_source_form_of(const char *content_type)
{
    if (content_type && strcmp(content_type, "markdown") == 0)
        return WJ_SOURCE_MARKDOWN;
    return content_type && strcmp(content_type, "html") == 0 ? WJ_SOURCE_HTML : WJ_SOURCE_PLAIN;
}

/* What is left to read. */
struct reader {
    const char *at, *end;
};

static bool skip(struct reader *reader, const char *text)
{
    size_t length = strlen(text);
    if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, text, length) != 0)
        return false;
    reader->at += length;
    return true;
}

/* Everything up to `mark`, which is skipped. */
static bool take_until(struct reader *reader, const char *mark, wikijs_str *value)
{
    size_t length = strlen(mark);
    const char *found = memmem(reader->at, (size_t)(reader->end - reader->at), mark, length);
    if (!found)
        return false;
    *value = (wikijs_str){ .ptr = reader->at, .len = (size_t)(found - reader->at) };
    reader->at = found + length;
    return true;
}

static bool parse_header(struct reader *reader, enum wj_source_form form, struct wj_source *source)
{
    if (!skip(reader, marks[form].open) || !skip(reader, keys[0]) || !skip(reader, ": "))
        return false;
    for (int i = 0; i < WJ_SOURCE_KEYS; i++) {
        char mark[24];
        bool last = i + 1 == WJ_SOURCE_KEYS;
        snprintf(mark, sizeof mark, "%s", marks[form].close);
        if (!last)
            snprintf(mark, sizeof mark, "\n%s: ", keys[i + 1]);
        if (!take_until(reader, mark, &source->values[i]))
            return false;
    }
    return true;
}

void wj_source_parse(const char *text, size_t length, enum wj_source_form form, struct wj_source *source)
{
    struct reader reader = { .at = text, .end = text + length };
    *source = (struct wj_source){ .form = form };
    if (form == WJ_SOURCE_PLAIN || !parse_header(&reader, form, source)) {
        *source = (struct wj_source){ .form = WJ_SOURCE_PLAIN };
        reader.at = text;
    }
    source->content = (wikijs_str){ .ptr = reader.at, .len = (size_t)(reader.end - reader.at) };
}

void wj_source_write(struct wj_buf *out, const struct wj_source *source)
{
    if (source->form != WJ_SOURCE_PLAIN) {
        wj_buf_str(out, marks[source->form].open);
        for (int i = 0; i < WJ_SOURCE_KEYS; i++) {
            wj_buf_str(out, i > 0 ? "\n" : "");
            wj_buf_str(out, keys[i]);
            wj_buf_str(out, ": ");
            wj_buf_append(out, source->values[i].ptr, source->values[i].len);
        }
        wj_buf_str(out, marks[source->form].close);
    }
    wj_buf_append(out, source->content.ptr, source->content.len);
}

/* --- wikijs_page_to_source --- */

/* Text that is counted whole and kept as far as it fits: no allocation, so it cannot fail. */
struct sink {
    char *buffer;
    size_t size, used;
};

static void put(struct sink *sink, const char *text, size_t length)
{
    if (sink->used < sink->size) {
        size_t room = sink->size - sink->used;
        memcpy(sink->buffer + sink->used, text, length < room ? length : room);
    }
    sink->used += length;
}

static void put_text(struct sink *sink, const char *text)
{
    if (text)
        put(sink, text, strlen(text));
}

static void put_time(struct sink *sink, int64_t unix_ms)
{
    char text[25];
    if (unix_ms != 0) {
        wj_time_format(unix_ms, text);
        put_text(sink, text);
    }
}

static void put_tags(struct sink *sink, const wikijs_page_tags *tags)
{
    for (size_t i = 0; i < tags->count; i++) {
        put_text(sink, i > 0 ? ", " : "");
        put_text(sink, tags->items[i]->tag);
    }
}

static void put_value(struct sink *sink, const wikijs_page *page, int key)
{
    switch (key) {
    case WJ_SOURCE_TITLE:
        put_text(sink, page->title);
        break;
    case WJ_SOURCE_DESCRIPTION:
        put_text(sink, page->description);
        break;
    case WJ_SOURCE_PUBLISHED:
        put_text(sink, page->is_published ? "true" : "false");
        break;
    case WJ_SOURCE_DATE:
        put_time(sink, page->updated_at);
        break;
    case WJ_SOURCE_TAGS:
        put_tags(sink, &page->tags);
        break;
    case WJ_SOURCE_EDITOR:
        put_text(sink, page->editor);
        break;
    default:
        put_time(sink, page->created_at);
        break;
    }
}

size_t wikijs_page_to_source(const wikijs_page *page, char *buffer, size_t size)
{
    struct sink sink = { .buffer = buffer, .size = buffer && size > 0 ? size - 1 : 0 };
    if (page) {
        enum wj_source_form form = wj_source_form_of(page->content_type);
        if (form != WJ_SOURCE_PLAIN) {
            put_text(&sink, marks[form].open);
            for (int i = 0; i < WJ_SOURCE_KEYS; i++) {
                put_text(&sink, i > 0 ? "\n" : "");
                put_text(&sink, keys[i]);
                put_text(&sink, ": ");
                put_value(&sink, page, i);
            }
            put_text(&sink, marks[form].close);
        }
        put(&sink, page->content.ptr ? page->content.ptr : "", page->content.len);
    }
    if (buffer && size > 0)
        buffer[sink.used < size ? sink.used : size - 1] = '\0';
    return sink.used;
}
