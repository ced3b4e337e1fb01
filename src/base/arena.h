/* SPDX-License-Identifier: MIT */
/*
 * An arena: many small allocations, freed together. A result and all of its strings live in one.
 * Invariant: every block is in the list; `at..end` is the free part of the newest ordinary block.
 */
#ifndef WJ_BASE_ARENA_H
#define WJ_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <wikijs/sys/alloc.h>

struct wj_arena_block;

struct wj_arena {
    const wikijs_allocator *allocator; /* outlives the arena: see wj_arena_init */
    struct wj_arena_block *blocks;
    char *at, *end;
    size_t used, max; /* bytes asked of the allocator; wj_arena_alloc fails beyond max (0: no limit) */
    bool secret;      /* set after init: wj_arena_clear wipes what it frees */
    int failed;       /* why the newest refusal: WIKIJS_E_NOMEM or WIKIJS_E_TOO_LARGE; 0 when there was none */
};

void wj_arena_init(struct wj_arena *arena, const wikijs_allocator *allocator, size_t max);
/* Let an empty arena use memory of its owner, aligned to 16 bytes, before it asks the allocator for any. */
void wj_arena_lend(struct wj_arena *arena, void *memory, size_t size);
/* Frees everything; the arena can be used again. */
void wj_arena_clear(struct wj_arena *arena);
/* 16-byte aligned, not zeroed; NULL when out of memory or over the limit. */
void *wj_arena_alloc(struct wj_arena *arena, size_t size);
void *wj_arena_zalloc(struct wj_arena *arena, size_t size); /* zeroed */
char *wj_arena_strdup(struct wj_arena *arena, const char *text);
char *wj_arena_strndup(struct wj_arena *arena, const char *text, size_t length); /* NUL-terminated copy */
/* Make a text of somebody else the arena's own; NULL stays. false: out of memory, and *text is NULL. */
bool wj_arena_keep(struct wj_arena *arena, const char **text);
/* Make sure that the next `size` bytes of small allocations need no further block. */
bool wj_arena_reserve(struct wj_arena *arena, size_t size);
/* Give the arena a block made by wj_malloc on the same allocator, to be freed with it. false: out of memory, block not taken. */
bool wj_arena_adopt(struct wj_arena *arena, void *block, size_t size);
/* Take everything that `from`, made by wj_arena_new on the same allocator, holds: it is freed with this arena from now on. */
void wj_arena_absorb(struct wj_arena *arena, struct wj_arena *from);

/* Everything in `from`, which uses the same memory functions, belongs to the arena from now on; `from` is empty. */
void wj_arena_join(struct wj_arena *arena, struct wj_arena *from);

/*
 * A result: an arena that lives in its own first block, and an object behind a hidden header. The allocator is copied
 * into the arena's memory, so a result outlives its client.
 */
struct wj_arena *wj_arena_new(const wikijs_allocator *allocator, size_t max);
void wj_arena_free(struct wj_arena *arena);      /* NULL is fine */
void wj_arena_wipe_free(struct wj_arena *arena); /* for secrets */
/* Zeroed object of `size` bytes that remembers its arena. */
void *wj_result_new(struct wj_arena *arena, size_t size);
struct wj_arena *wj_result_arena(const void *object);
void wj_result_free(const void *object); /* frees the whole arena; NULL is fine */

#endif
