/* SPDX-License-Identifier: MIT */
/*
 * The functions that read and free results, from one line for each type. A list handle is a struct wj_list; every result
 * is freed with the arena it lives in.
 */
#ifndef WJ_API_RESULTS_H
#define WJ_API_RESULTS_H

#include "base/arena.h"
#include "graphql/operation.h"

static inline size_t wj_list_count(const void *handle)
{
    const struct wj_list *list = handle;
    return list ? list->objects.count : 0;
}

static inline const void *wj_list_at(const void *handle, size_t index)
{
    const struct wj_list *list = handle;
    return index < wj_list_count(handle) ? list->objects.items[index] : NULL;
}

/* Everything in the result is overwritten before it is freed. */
static inline void wj_result_wipe_free(const void *object)
{
    if (object)
        wj_arena_wipe_free(wj_result_arena(object));
}

#define WJ_LIST_FUNCTIONS(type) WJ_LIST_FUNCTIONS_FREED_BY(type, wj_result_free)
/* Lists of what holds secrets. */
#define WJ_SECRET_LIST_FUNCTIONS(type) WJ_LIST_FUNCTIONS_FREED_BY(type, wj_result_wipe_free)

#define WJ_LIST_FUNCTIONS_FREED_BY(type, free_result)                 \
    size_t type##_list_count(const type##_list *list)                 \
    {                                                                 \
        return wj_list_count(list);                                   \
    }                                                                 \
    const type *type##_list_at(const type##_list *list, size_t index) \
    {                                                                 \
        return wj_list_at(list, index);                               \
    }                                                                 \
    void type##_list_free(type##_list *list)                          \
    {                                                                 \
        free_result(list);                                            \
    }

#define WJ_FREE_FUNCTION(type)     \
    void type##_free(type *object) \
    {                              \
        wj_result_free(object);    \
    }

#define WJ_SECRET_FREE_FUNCTION(type) \
    void type##_free(type *object)    \
    {                                 \
        wj_result_wipe_free(object);  \
    }

#endif
