/* SPDX-License-Identifier: MIT */
/* Lists that the server sends whole: kept in part, ordered and cut here. */
#ifndef WJ_API_LISTS_H
#define WJ_API_LISTS_H

#include "graphql/operation.h"

/* For qsort: of pointers to items. */
typedef int wj_compare_fn(const void *a, const void *b);

/* Keep the items that `keep` wants, in their order. Returns 0 or WIKIJS_E_NOMEM. */
int wj_list_keep(struct wj_list *list, bool (*keep)(const void *item, const void *context), const void *context);
/* Order the items; `descending` turns the order round. Returns 0 or WIKIJS_E_NOMEM. */
int wj_list_sort(struct wj_list *list, wj_compare_fn *compare, bool descending);
/* Leave out the first `offset` and all after `limit` more; limit 0: none. */
void wj_list_cut(struct wj_list *list, int64_t offset, int64_t limit);

/* For comparisons: texts in any case of their letters, NULL first; numbers. */
int wj_compare_text(const char *a, const char *b);
int wj_compare_number(int64_t a, int64_t b);
/* Whether `text` holds `part`, in any case of their letters. */
bool wj_text_holds(const char *text, const char *part);

#endif
