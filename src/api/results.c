/* SPDX-License-Identifier: MIT */
/* Reading and freeing results. A list handle is a struct wj_list; every result is freed with the arena it lives in. */
#include <wikijs/authentication.h>
#include <wikijs/graphql.h>
#include <wikijs/health.h>
#include <wikijs/page.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "graphql/operation.h"

#include <string.h>

static size_t list_count(const void *handle)
{
    const struct wj_list *list = handle;
    return list ? list->objects.count : 0;
}

static const void *list_at(const void *handle, size_t index)
{
    const struct wj_list *list = handle;
    return index < list_count(handle) ? list->objects.items[index] : NULL;
}

#define LIST_FUNCTIONS(type)                                          \
    size_t type##_list_count(const type##_list *list)                 \
    {                                                                 \
        return list_count(list);                                      \
    }                                                                 \
    const type *type##_list_at(const type##_list *list, size_t index) \
    {                                                                 \
        return list_at(list, index);                                  \
    }                                                                 \
    void type##_list_free(type##_list *list)                          \
    {                                                                 \
        wj_result_free(list);                                         \
    }

LIST_FUNCTIONS(wikijs_page_item)
LIST_FUNCTIONS(wikijs_page_tag)
LIST_FUNCTIONS(wikijs_page_tree_item)
LIST_FUNCTIONS(wikijs_page_link)

#define FREE_FUNCTION(type)        \
    void type##_free(type *object) \
    {                              \
        wj_result_free(object);    \
    }

FREE_FUNCTION(wikijs_page)
FREE_FUNCTION(wikijs_page_search)
FREE_FUNCTION(wikijs_page_history)
FREE_FUNCTION(wikijs_page_version)
FREE_FUNCTION(wikijs_page_conflict)
FREE_FUNCTION(wikijs_page_migration)
FREE_FUNCTION(wikijs_string_list)
FREE_FUNCTION(wikijs_health)
FREE_FUNCTION(wikijs_answer)

/* The memory of a result is the library's own: const only binds the program that reads it. */
static void wipe_text(const char *text)
{
    if (text) {
        wj_wipe((void *)(uintptr_t)text, strlen(text));
    }
}

void wikijs_login_free(wikijs_login *login)
{
    if (login) {
        wipe_text(login->jwt);
        wipe_text(login->continuation_token);
        wipe_text(login->tfa_qr_image);
    }
    wj_result_free(login);
}
