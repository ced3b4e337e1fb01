/* SPDX-License-Identifier: MIT */
/* The store in this process's memory, for all threads. */
#ifndef WJ_CACHE_MEMORY_H
#define WJ_CACHE_MEMORY_H

#include <wikijs/sys/alloc.h>
#include <wikijs/sys/cache_store.h>

/* Room for so many answers, and for so many bytes of answers, keys and tags. The allocator must be good for several
 * threads. 0 or WIKIJS_E_NOMEM. */
int wj_cache_memory_new(wikijs_cache_store *out, const wikijs_allocator *allocator, size_t max_entries,
                        size_t max_bytes);

#endif
