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

#define WJ_LIST_FUNCTIONS(type)                                       \
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
        wj_result_free(list);                                         \
    }

#define WJ_FREE_FUNCTION(type)     \
    void type##_free(type *object) \
    {                              \
        wj_result_free(object);    \
    }

#endif
