/* SPDX-License-Identifier: MIT */
/*
 * The names that a mistyped one may stand for: give all names that exist to wj_nearest_try(), then name those that are
 * kept. No allocation.
 */
#ifndef WJ_BASE_NEAREST_H
#define WJ_BASE_NEAREST_H

#include <stddef.h>

enum { WJ_NEAREST = 3 };

struct wj_nearest {
    const char *mistyped;
    size_t length;                 /* of it; it need not end there */
    const char *names[WJ_NEAREST]; /* nearest first; NULL: no more */
    size_t distances[WJ_NEAREST];
};

void wj_nearest_start(struct wj_nearest *nearest, const char *mistyped, size_t length);
/* Keep the name when it is among the nearest, and near enough to be meant. It must stay where it is. */
void wj_nearest_try(struct wj_nearest *nearest, const char *name);
/* "; the nearest is 'a'", "; near are 'a', 'b' and 'c'", or "" when nothing is near. */
void wj_nearest_phrase(const struct wj_nearest *nearest, char *out, size_t size);

#endif
