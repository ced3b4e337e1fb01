/* SPDX-License-Identifier: MIT */
/*
 * An answer as the bytes that a file or another server keeps. They are not trusted when they come back: a sum over them,
 * keyed by what they were kept under, tells a damaged record, a foreign one, or one that got under another key.
 *
 *   sum 8 | "wja1" | tag count 4 | ticket 8 | stored at 8 | fresh until 8 | keep until 8 | tags, 8 each | the answer
 *
 * Numbers begin with their lowest byte.
 */
#ifndef WJ_CACHE_RECORD_H
#define WJ_CACHE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wikijs/sys/cache_store.h>

enum { WJ_RECORD_HEAD = 48, WJ_RECORD_TAGS_MAX = 1 << 16 };

struct wj_record {
    uint64_t ticket;
    int64_t stored_at, fresh_until, keep_until;
    const void *tags; /* as wj_marks_dropped() takes them; not aligned */
    size_t tag_count;
    const char *body;
    size_t length;
};

/* The size of the record of an answer; 0: it is too large for one. */
size_t wj_record_size(const wikijs_cache_entry *entry);
/* Write it: wj_record_size() bytes. */
void wj_record_write(char *out, const wikijs_cache_key *key, const wikijs_cache_entry *entry, uint64_t ticket);
/* Read one; what is in *record points into the bytes. false: it is none, or not of this key. */
bool wj_record_read(struct wj_record *record, const wikijs_cache_key *key, const char *bytes, size_t size);
/* Hand it out. 0 or WIKIJS_E_NOMEM. */
int wj_record_give(const struct wj_record *record, wikijs_cache_found *found);

#endif
