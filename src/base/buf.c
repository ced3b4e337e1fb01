/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include <wikijs/error.h>

enum { FIRST_CAPACITY = 512 };

void wj_buf_init(struct wj_buf *buf, const wikijs_allocator *allocator, size_t max)
{
    /* The largest block, terminator and pad included, must be a size_t. */
    size_t largest = SIZE_MAX - WJ_BUF_PAD - 1;
    *buf = (struct wj_buf){ .allocator = allocator, .max = max < largest ? max : largest };
}

/* As after wj_buf_init; what was there belongs to somebody else. */
static void forget(struct wj_buf *buf)
{
    bool secret = buf->secret;
    wj_buf_init(buf, buf->allocator, buf->max);
    buf->secret = secret;
}

void wj_buf_free(struct wj_buf *buf)
{
    if (buf->secret && buf->data)
        wj_wipe(buf->data, buf->cap);
    wj_free(buf->allocator, buf->data);
    forget(buf);
}

void wj_buf_clear(struct wj_buf *buf)
{
    buf->len = 0;
    buf->failed = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

/* realloc() would leave a copy of a secret behind. */
static char *resize(struct wj_buf *buf, size_t cap)
{
    if (!buf->secret || !buf->data)
        return wj_realloc(buf->allocator, buf->data, buf->cap, cap);
    char *data = wj_malloc(buf->allocator, cap);
    if (!data)
        return NULL;
    memcpy(data, buf->data, buf->len + 1);
    wj_wipe(buf->data, buf->cap);
    wj_free(buf->allocator, buf->data);
    return data;
}

int wj_buf_reserve(struct wj_buf *buf, size_t total)
{
    if (buf->failed)
        return buf->failed;
    if (total > buf->max)
        return buf->failed = WIKIJS_E_TOO_LARGE;
    size_t needed = total + 1 + WJ_BUF_PAD;
    if (buf->data && needed <= buf->cap)
        return 0;
    size_t limit = buf->max + 1 + WJ_BUF_PAD;
    size_t cap = buf->cap > limit / 2 ? limit : buf->cap * 2;
    if (cap < FIRST_CAPACITY)
        cap = FIRST_CAPACITY < limit ? FIRST_CAPACITY : limit;
    if (cap < needed)
        cap = needed;
    char *data = resize(buf, cap);
    if (!data)
        return buf->failed = WIKIJS_E_NOMEM;
    if (!buf->data)
        data[0] = '\0';
    buf->data = data;
    buf->cap = cap;
    return 0;
}

int wj_buf_append_grow(struct wj_buf *buf, const void *bytes, size_t count)
{
    if (buf->failed)
        return buf->failed;
    if (count > buf->max - buf->len)
        return buf->failed = WIKIJS_E_TOO_LARGE;
    if (wj_buf_reserve(buf, buf->len + count))
        return buf->failed;
    if (count)
        memcpy(buf->data + buf->len, bytes, count);
    buf->len += count;
    buf->data[buf->len] = '\0';
    return 0;
}

int wj_buf_str(struct wj_buf *buf, const char *text)
{
    return wj_buf_append(buf, text, strlen(text));
}

int wj_buf_int(struct wj_buf *buf, int64_t number)
{
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--at = '-';
    return wj_buf_append(buf, at, (size_t)(digits + sizeof digits - at));
}

int wj_buf_printf(struct wj_buf *buf, const char *format, ...)
{
    if (buf->failed)
        return buf->failed;
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        return buf->failed = WIKIJS_E_TOO_LARGE;
    if ((size_t)length > buf->max - buf->len)
        return buf->failed = WIKIJS_E_TOO_LARGE;
    if (wj_buf_reserve(buf, buf->len + (size_t)length))
        return buf->failed;
    va_start(args, format);
    vsnprintf(buf->data + buf->len, (size_t)length + 1, format, args);
    va_end(args);
    buf->len += (size_t)length;
    return 0;
}

int wj_buf_insert(struct wj_buf *buf, size_t at, const void *bytes, size_t count)
{
    if (buf->failed)
        return buf->failed;
    if (count > buf->max - buf->len)
        return buf->failed = WIKIJS_E_TOO_LARGE;
    if (wj_buf_reserve(buf, buf->len + count))
        return buf->failed;
    memmove(buf->data + at + count, buf->data + at, buf->len - at + 1);
    if (count)
        memcpy(buf->data + at, bytes, count);
    buf->len += count;
    return 0;
}

char *wj_buf_take(struct wj_buf *buf, size_t *len, size_t *cap)
{
    char *data = buf->data;
    *len = buf->len;
    *cap = buf->cap;
    forget(buf);
    return data;
}
