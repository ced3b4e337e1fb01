/* SPDX-License-Identifier: MIT */
#include "output/json.h"

#include "text/utf8.h"

#include <string.h>

void json_add_string(struct buffer *out, const char *text, size_t length)
{
    buffer_addc(out, '"');
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = utf8_decode(text + at, length - at, &size);
        if (character == UTF8_INVALID)
            buffer_adds(out, "\\ufffd");
        else if (character == '"' || character == '\\')
            buffer_addf(out, "\\%c", (int)character);
        else if (character == '\n')
            buffer_adds(out, "\\n");
        else if (character < 0x20)
            buffer_addf(out, "\\u%04x", (unsigned)character);
        else
            buffer_add(out, text + at, size);
    }
    buffer_addc(out, '"');
}

static size_t string_length(const char *text, size_t length)
{
    size_t at = 1;
    while (at < length && text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    return at + 1 < length ? at + 1 : length;
}

struct layout {
    struct buffer *out;
    size_t depth;
    bool color;
};

static void break_line(struct layout *layout)
{
    buffer_addc(layout->out, '\n');
    buffer_fill(layout->out, ' ', layout->depth * 2);
}

static void add_colored(struct layout *layout, const char *color, const char *text, size_t length)
{
    buffer_adds(layout->out, layout->color ? color : "");
    buffer_add(layout->out, text, length);
    buffer_adds(layout->out, layout->color ? "\033[0m" : "");
}

/* The first byte after blanks. */
static char peek(const char *text, size_t length, size_t at)
{
    while (at < length && strchr(" \t\r\n", text[at]))
        at++;
    return at < length ? text[at] : '\0';
}

/* A string, a number or a word; returns its length. */
static size_t add_scalar(struct layout *layout, const char *text, size_t length)
{
    if (text[0] == '"') {
        size_t size = string_length(text, length);
        bool is_key = peek(text, length, size) == ':';
        add_colored(layout, is_key ? "\033[1;34m" : "\033[32m", text, size);
        return size;
    }
    size_t size = 0;
    while (size < length && !strchr(",:]} \t\r\n", text[size]))
        size++;
    if (size == 0)
        size = 1;
    add_colored(layout, text[0] == 'n' ? "\033[2m" : "\033[33m", text, size);
    return size;
}

void json_pretty(struct buffer *out, const char *text, size_t length, bool color)
{
    struct layout layout = { out, 0, color };
    for (size_t at = 0; at < length;) {
        char byte = text[at];
        if (strchr(" \t\r\n", byte)) {
            at++;
        } else if (byte == '{' || byte == '[') {
            char end = byte == '{' ? '}' : ']';
            buffer_addc(out, byte);
            at++;
            if (peek(text, length, at) == end) {
                buffer_addc(out, end);
                at = (size_t)((const char *)memchr(text + at, end, length - at) - text) + 1;
            } else {
                layout.depth++;
                break_line(&layout);
            }
        } else if (byte == '}' || byte == ']') {
            layout.depth -= layout.depth > 0;
            break_line(&layout);
            buffer_addc(out, byte);
            at++;
        } else if (byte == ',') {
            buffer_addc(out, ',');
            break_line(&layout);
            at++;
        } else if (byte == ':') {
            buffer_adds(out, ": ");
            at++;
        } else {
            at += add_scalar(&layout, text + at, length - at);
        }
    }
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

static const char *skip_string(const char *at)
{
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at ? at + 1 : at;
}

/* To the comma or the bracket behind a value. */
static const char *skip_value(const char *at)
{
    size_t depth = 0;
    while (*at && (depth || !strchr(",}]", *at))) {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        if (*at == '{' || *at == '[')
            depth++;
        else if (*at == '}' || *at == ']')
            depth--;
        at++;
    }
    return at;
}

const char *json_member(const char *object, const char *name, size_t *length)
{
    const char *at = skip_blanks(object);
    at = *at == '{' ? skip_blanks(at + 1) : at;
    while (*at == '"') {
        const char *key = at + 1, *key_end = skip_string(at);
        at = skip_blanks(key_end);
        if (*at != ':')
            return NULL;
        at = skip_blanks(at + 1);
        const char *end = skip_value(at);
        if ((size_t)(key_end - key) == strlen(name) + 1 && strncmp(key, name, strlen(name)) == 0) {
            *length = (size_t)(end - at);
            while (*length && strchr(" \t\r\n", at[*length - 1]))
                --*length;
            return at;
        }
        at = skip_blanks(*end == ',' ? end + 1 : end);
    }
    return NULL;
}
