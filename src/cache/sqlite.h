/* SPDX-License-Identifier: MIT */
/* The store in a folder, for all processes of one user on one machine. */
#ifndef WJ_CACHE_SQLITE_H
#define WJ_CACHE_SQLITE_H

#include <wikijs/sys/alloc.h>
#include <wikijs/sys/cache_store.h>

struct wj_cache_sqlite_settings {
    const char *folder; /* made when it is not there */
    size_t max_entries, max_bytes;
    int timeout_ms; /* longest wait for another process */
};

/* The allocator must be good for several threads. 0 or WIKIJS_E_NOMEM: what is wrong with the folder shows when it is used. */
int wj_cache_sqlite_new(wikijs_cache_store *out, const wikijs_allocator *allocator,
                        const struct wj_cache_sqlite_settings *settings);

#endif
