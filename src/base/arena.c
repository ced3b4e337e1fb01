/* SPDX-License-Identifier: MIT */
/*
 * Blocks are kept in one list, newest first. Ordinary blocks double in size; a request larger than the next ordinary
 * block gets a block of its own, so that what is left of the current one stays in use. Adopted memory is a small node
 * that points to it.
 */
#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "base/alloc.h"
#include <wikijs/error.h>

enum { ALIGNMENT = 16, FIRST_BLOCK = 1024, LARGEST_BLOCK = 1 << 20 };

struct wj_arena_block {
    struct wj_arena_block *next;
    size_t size;   /* bytes behind this header */
    void *adopted; /* freed with the block, or NULL */
    size_t adopted_size;
};

/* What wj_arena_new() allocates: the arena, its allocator and the first free bytes in one block. */
struct arena_home {
    struct wj_arena arena;
    wikijs_allocator allocator;
};

/* In front of every result object. */
struct result_header {
    struct wj_arena *arena;
    void *padding;
};

_Static_assert(sizeof(struct wj_arena_block) % ALIGNMENT == 0, "allocations behind a header must stay aligned");
_Static_assert(sizeof(struct result_header) % ALIGNMENT == 0, "objects behind a header must stay aligned");

static size_t round_up(size_t size)
{
    return (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
}

void wj_arena_init(struct wj_arena *arena, const wikijs_allocator *allocator, size_t max)
{
    *arena = (struct wj_arena){ .allocator = allocator, .max = max };
}

void wj_arena_lend(struct wj_arena *arena, void *memory, size_t size)
{
    arena->at = memory;
    arena->end = arena->at + size;
}

static void wipe_block(struct wj_arena_block *block)
{
    wj_wipe(block + 1, block->size);
    if (block->adopted)
        wj_wipe(block->adopted, block->adopted_size);
}

static void free_blocks(struct wj_arena *arena, bool wipe)
{
    struct wj_arena_block *block = arena->blocks;
    while (block) {
        struct wj_arena_block *next = block->next;
        if (wipe)
            wipe_block(block);
        wj_free(arena->allocator, block->adopted);
        wj_free(arena->allocator, block);
        block = next;
    }
}

void wj_arena_clear(struct wj_arena *arena)
{
    bool secret = arena->secret;
    free_blocks(arena, secret);
    wj_arena_init(arena, arena->allocator, arena->max);
    arena->secret = secret;
}

static struct wj_arena_block *add_block(struct wj_arena *arena, size_t size, size_t counted)
{
    if (size > SIZE_MAX - sizeof(struct wj_arena_block) || counted > SIZE_MAX - arena->used ||
        (arena->max && arena->used + counted > arena->max)) {
        arena->failed = WIKIJS_E_TOO_LARGE;
        return NULL;
    }
    struct wj_arena_block *block = wj_malloc(arena->allocator, sizeof *block + size);
    if (!block) {
        arena->failed = WIKIJS_E_NOMEM;
        return NULL;
    }
    *block = (struct wj_arena_block){ .next = arena->blocks, .size = size };
    arena->blocks = block;
    arena->used += counted;
    return block;
}

/* The size of the next ordinary block: twice what there is, so that n small allocations cost O(log n) blocks. */
static size_t next_size(const struct wj_arena *arena)
{
    size_t size = FIRST_BLOCK;
    while (size < LARGEST_BLOCK && size < arena->used)
        size *= 2;
    size -= sizeof(struct wj_arena_block);
    /* Near the limit, a smaller block is better than none. */
    if (arena->max && arena->max > arena->used && arena->max - arena->used < size)
        size = (arena->max - arena->used) & ~(size_t)(ALIGNMENT - 1);
    return size;
}

bool wj_arena_reserve(struct wj_arena *arena, size_t size)
{
    size = round_up(size);
    if ((size_t)(arena->end - arena->at) >= size)
        return true;
    size_t block_size = next_size(arena);
    if (block_size < size)
        block_size = size;
    struct wj_arena_block *block = add_block(arena, block_size, block_size);
    if (!block)
        return false;
    arena->at = (char *)(block + 1);
    arena->end = arena->at + block_size;
    return true;
}

void *wj_arena_alloc(struct wj_arena *arena, size_t size)
{
    if (size > SIZE_MAX - 2 * ALIGNMENT) {
        arena->failed = WIKIJS_E_TOO_LARGE;
        return NULL;
    }
    size = round_up(size ? size : 1);
    if ((size_t)(arena->end - arena->at) < size) {
        if (size > next_size(arena) / 2) {
            struct wj_arena_block *own = add_block(arena, size, size);
            return own ? own + 1 : NULL;
        }
        if (!wj_arena_reserve(arena, size))
            return NULL;
    }
    void *result = arena->at;
    arena->at += size;
    return result;
}

void *wj_arena_zalloc(struct wj_arena *arena, size_t size)
{
    void *result = wj_arena_alloc(arena, size);
    if (result)
        memset(result, 0, size);
    return result;
}

char *wj_arena_strdup(struct wj_arena *arena, const char *text)
{
    return wj_arena_strndup(arena, text, strlen(text));
}

bool wj_arena_keep(struct wj_arena *arena, const char **text)
{
    if (!*text)
        return true;
    *text = wj_arena_strdup(arena, *text);
    return *text != NULL;
}

char *wj_arena_strndup(struct wj_arena *arena, const char *text, size_t length)
{
    char *copy = wj_arena_alloc(arena, length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

bool wj_arena_adopt(struct wj_arena *arena, void *block, size_t size)
{
    struct wj_arena_block *node = add_block(arena, 0, size);
    if (!node)
        return false;
    node->adopted = block;
    node->adopted_size = size;
    return true;
}

void wj_arena_absorb(struct wj_arena *arena, struct wj_arena *from)
{
    struct wj_arena_block *last = from->blocks; /* there is one: `from` lies in it */
    while (last->next)
        last = last->next;
    last->next = arena->blocks;
    arena->blocks = from->blocks;
    arena->used += from->used;
}

void wj_arena_join(struct wj_arena *arena, struct wj_arena *from)
{
    struct wj_arena_block *newest = from->blocks, *last = newest;
    if (!newest)
        return;
    while (last->next)
        last = last->next;
    last->next = arena->blocks;
    arena->blocks = newest;
    arena->used += from->used;
    from->blocks = NULL;
    from->at = from->end = NULL;
    from->used = 0;
}

struct wj_arena *wj_arena_new(const wikijs_allocator *allocator, size_t max)
{
    struct wj_arena_block *block = wj_malloc(allocator, FIRST_BLOCK);
    if (!block)
        return NULL;
    size_t size = FIRST_BLOCK - sizeof *block;
    *block = (struct wj_arena_block){ .size = size };

    struct arena_home *home = (struct arena_home *)(block + 1);
    *home = (struct arena_home){ .allocator = *allocator };
    home->arena = (struct wj_arena){
        .allocator = &home->allocator,
        .blocks = block,
        .at = (char *)home + round_up(sizeof *home),
        .end = (char *)home + size,
        .used = size,
        .max = max,
    };
    return &home->arena;
}

static void free_arena(struct wj_arena *arena, bool wipe)
{
    if (!arena)
        return;
    /* Arena and allocator lie in the oldest block, which is freed among the others. */
    struct wj_arena copy = *arena;
    wikijs_allocator allocator = *arena->allocator;
    copy.allocator = &allocator;
    free_blocks(&copy, wipe);
}

void wj_arena_free(struct wj_arena *arena)
{
    free_arena(arena, false);
}

void wj_arena_wipe_free(struct wj_arena *arena)
{
    free_arena(arena, true);
}

void *wj_result_new(struct wj_arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct result_header)) {
        arena->failed = WIKIJS_E_TOO_LARGE;
        return NULL;
    }
    struct result_header *header = wj_arena_zalloc(arena, sizeof *header + size);
    if (!header)
        return NULL;
    header->arena = arena;
    return header + 1;
}

struct wj_arena *wj_result_arena(const void *object)
{
    return ((const struct result_header *)object)[-1].arena;
}

void wj_result_free(const void *object)
{
    if (object)
        wj_arena_free(wj_result_arena(object));
}
