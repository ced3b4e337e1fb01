/* SPDX-License-Identifier: MIT */
#include "api/lists.h"

#include <stdlib.h>
#include <string.h>
#include <wikijs/error.h>

#include "api/letters.h"
#include "base/arena.h"
#include "base/text.h"

/* A copy of the items' pointers: those of an answer are not to be written to. */
static const void **copy_items(struct wj_list *list)
{
    const void **items = wj_arena_alloc(wj_result_arena(list), (list->objects.count + 1) * sizeof *items);
    if (items && list->objects.count)
        memcpy(items, list->objects.items, list->objects.count * sizeof *items);
    return items;
}

int wj_list_keep(struct wj_list *list, bool (*keep)(const void *item, const void *context), const void *context)
{
    const void **items = copy_items(list);
    if (!items)
        return WIKIJS_E_NOMEM;
    size_t count = 0;
    for (size_t i = 0; i < list->objects.count; i++)
        if (keep(items[i], context))
            items[count++] = items[i];
    list->objects = (struct wj_objects){ .items = items, .count = count };
    return 0;
}

int wj_list_sort(struct wj_list *list, wj_compare_fn *compare, bool descending)
{
    const void **items = copy_items(list);
    if (!items)
        return WIKIJS_E_NOMEM;
    size_t count = list->objects.count;
    qsort(items, count, sizeof *items, compare);
    for (size_t i = 0; descending && i < count / 2; i++) {
        const void *item = items[i];
        items[i] = items[count - 1 - i];
        items[count - 1 - i] = item;
    }
    list->objects.items = items;
    return 0;
}

void wj_list_cut(struct wj_list *list, int64_t offset, int64_t limit)
{
    size_t skip = (uint64_t)offset < list->objects.count ? (size_t)offset : list->objects.count;
    if (skip > 0) {
        list->objects.items += skip;
        list->objects.count -= skip;
    }
    if (limit > 0 && (uint64_t)limit < list->objects.count)
        list->objects.count = (size_t)limit;
}

/* The next letter in lower case; -1 at the end. */
static int32_t next_letter(const char **at)
{
    size_t size, length = strnlen(*at, 4);
    if (!length)
        return -1;
    int32_t c = wj_utf8_next(*at, length, &size);
    *at += size;
    return c < 0 ? 0xfffd : wj_lower(c);
}

int wj_compare_text(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    int32_t x, y;
    do {
        x = next_letter(&a);
        y = next_letter(&b);
    } while (x == y && x >= 0);
    return (x > y) - (x < y);
}

int wj_compare_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static bool starts_with(const char *text, const char *part)
{
    while (*part)
        if (next_letter(&text) != next_letter(&part))
            return false;
    return true;
}

bool wj_text_holds(const char *text, const char *part)
{
    if (!*part)
        return true;
    for (; text && *text; text++)
        if (starts_with(text, part))
            return true;
    return false;
}
