/* SPDX-License-Identifier: MIT */
/* UTF-8, integers, base64url and one-line copies. Times are in time.c. */
#include "base/text.h"

#include <string.h>

int32_t wj_utf8_next(const char *text, size_t length, size_t *size)
{
    const unsigned char *at = (const unsigned char *)text;
    unsigned lead = at[0];
    *size = 1;
    if (lead < 0x80)
        return (int32_t)lead;

    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || need > length)
        return -1;
    int32_t point = (int32_t)(lead & (0xFFu >> (need + 1)));
    for (size_t i = 1; i < need; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return -1;
        point = (point << 6) | (at[i] & 0x3F);
    }
    static const int32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (point < smallest[need] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return -1;
    *size = need;
    return point;
}

size_t wj_utf8_count(const char *text, size_t length)
{
    size_t count = 0, size;
    for (size_t i = 0; i < length; i += size, count++)
        wj_utf8_next(text + i, length - i, &size);
    return count;
}

bool wj_utf8_valid(const char *text, size_t length)
{
    size_t i = 0;
    while (i < length) {
        uint64_t word;
        if (length - i >= sizeof word) {
            memcpy(&word, text + i, sizeof word);
            if (!(word & UINT64_C(0x8080808080808080))) {
                i += sizeof word;
                continue;
            }
        }
        size_t size;
        if (wj_utf8_next(text + i, length - i, &size) < 0)
            return false;
        i += size;
    }
    return true;
}

bool wj_int_parse(const char *text, size_t length, int64_t *number)
{
    bool negative = length && text[0] == '-';
    size_t i = negative;
    if (i == length)
        return false;
    /* Counted downwards, because INT64_MIN has no positive twin. */
    int64_t value = 0;
    for (; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, text[i] - '0', &value))
            return false;
    }
    if (!negative && value == INT64_MIN)
        return false;
    *number = negative ? value : -value;
    return true;
}

const char *wj_or_empty(const char *text)
{
    return text ? text : "";
}

bool wj_str_equal(wikijs_str a, wikijs_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static int base64url_digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

long wj_base64url_decode(const char *text, size_t length, unsigned char *out)
{
    if (length % 4 == 1)
        return -1;
    unsigned bits = 0;
    int have = 0;
    long written = 0;
    for (size_t i = 0; i < length; i++) {
        int digit = base64url_digit(text[i]);
        if (digit < 0)
            return -1;
        bits = (bits << 6 | (unsigned)digit) & 0xFFFF;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[written++] = (unsigned char)(bits >> have);
        }
    }
    return written;
}

void wj_copy_line(char *out, size_t size, const char *text, size_t length)
{
    size_t written = 0;
    for (size_t i = 0; i < length;) {
        size_t bytes;
        int32_t point = wj_utf8_next(text + i, length - i, &bytes);
        bool control = point >= 0 && (point < 0x20 || (point >= 0x7F && point < 0xA0));
        size_t room = control || point < 0 ? 1 : bytes;
        if (written + room >= size)
            break;
        if (control)
            out[written] = ' ';
        else if (point < 0)
            out[written] = '?';
        else
            memcpy(out + written, text + i, bytes);
        written += room;
        i += bytes;
    }
    out[written] = '\0';
}
