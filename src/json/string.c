/* SPDX-License-Identifier: MIT */
#include "json/string.h"

#include <stdint.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD };

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Four hexadecimal digits at `at`, or -1. */
static int32_t take_unit(const char *at, const char *end)
{
    if (end - at < 4)
        return -1;
    int32_t unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* The code point whose escape begins behind "\u" at *at, which is moved behind it; -1 when malformed. */
static int32_t take_code_point(const char **at, const char *end)
{
    int32_t unit = take_unit(*at, end);
    if (unit < 0)
        return -1;
    *at += 4;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    if (unit <= 0xDBFF && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u') {
        int32_t low = take_unit(*at + 2, end);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            *at += 6;
            return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    return REPLACEMENT;
}

static char *put_utf8(char *out, int32_t point)
{
    if (point < 0x80) {
        *out++ = (char)point;
    } else if (point < 0x800) {
        *out++ = (char)(0xC0 | point >> 6);
        *out++ = (char)(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        *out++ = (char)(0xE0 | point >> 12);
        *out++ = (char)(0x80 | (point >> 6 & 0x3F));
        *out++ = (char)(0x80 | (point & 0x3F));
    } else {
        *out++ = (char)(0xF0 | point >> 18);
        *out++ = (char)(0x80 | (point >> 12 & 0x3F));
        *out++ = (char)(0x80 | (point >> 6 & 0x3F));
        *out++ = (char)(0x80 | (point & 0x3F));
    }
    return out;
}

static char simple_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return '\0';
    }
}

long wj_json_unescape(char *text, size_t length, size_t clean, bool keep_nul)
{
    const char *in = text + clean, *end = text + length;
    char *out = text + clean;
    while (in < end) {
        if (*in != '\\') {
            const char *next = memchr(in, '\\', (size_t)(end - in));
            size_t run = (size_t)((next ? next : end) - in);
            memmove(out, in, run);
            out += run;
            in += run;
            continue;
        }
        if (++in == end)
            return -1;
        char c = *in++;
        if (c == 'u') {
            int32_t point = take_code_point(&in, end);
            if (point < 0)
                return -1;
            out = put_utf8(out, point || keep_nul ? point : REPLACEMENT);
        } else if ((c = simple_escape(c))) {
            *out++ = c;
        } else {
            return -1;
        }
    }
    return out - text;
}
