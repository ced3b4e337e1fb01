/* SPDX-License-Identifier: MIT */
/*
 * A growing byte buffer with a maximum. Invariant: when data is not NULL, data[len] is NUL and `pad` further bytes
 * behind it are allocated (simdjson reads a little past the end). After a failed append the buffer keeps its old
 * content and `failed` stays set, so that a chain of appends needs one check at its end.
 */
#ifndef WJ_BASE_BUF_H
#define WJ_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <wikijs/sys/alloc.h>
#include <wikijs/types.h>

enum { WJ_BUF_PAD = 64 };

struct wj_buf {
    const wikijs_allocator *allocator;
    char *data;
    size_t len, cap, max; /* cap: bytes allocated, pad included; max: largest len */
    int failed;           /* 0, WIKIJS_E_NOMEM or WIKIJS_E_TOO_LARGE */
    bool secret;          /* set after init: memory is wiped before it is given back */
};

void wj_buf_init(struct wj_buf *buf, const wikijs_allocator *allocator, size_t max);
void wj_buf_free(struct wj_buf *buf);  /* the buffer can be used again */
void wj_buf_clear(struct wj_buf *buf); /* keeps the memory; resets `failed` */
int wj_buf_reserve(struct wj_buf *buf, size_t total);
int wj_buf_append_grow(struct wj_buf *buf, const void *bytes, size_t count); /* use wj_buf_append */
int wj_buf_str(struct wj_buf *buf, const char *text);
int wj_buf_int(struct wj_buf *buf, int64_t number);
int wj_buf_printf(struct wj_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
int wj_buf_insert(struct wj_buf *buf, size_t at, const void *bytes, size_t count);
/* Take the memory away: the caller frees it with wj_free(); *cap receives its allocated size. */
char *wj_buf_take(struct wj_buf *buf, size_t *len, size_t *cap);

/* Documents are written in many small pieces: the usual one fits and costs no call. */
static inline int wj_buf_append(struct wj_buf *buf, const void *bytes, size_t count)
{
    if (buf->failed || !buf->data || count > buf->max - buf->len || count >= buf->cap - WJ_BUF_PAD - buf->len)
        return wj_buf_append_grow(buf, bytes, count);
    memcpy(buf->data + buf->len, bytes, count);
    buf->len += count;
    buf->data[buf->len] = '\0';
    return 0;
}

static inline int wj_buf_char(struct wj_buf *buf, char c)
{
    return wj_buf_append(buf, &c, 1);
}

#endif
