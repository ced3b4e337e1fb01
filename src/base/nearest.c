/* SPDX-License-Identifier: MIT */
#include "base/nearest.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 63 };

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* How many letters have to be put in, left out or replaced, or swapped with a neighbour, in any case. */
static size_t distance(const char *a, size_t rows, const char *b, size_t columns)
{
    size_t table[3][LONGEST + 1];
    if (rows > LONGEST || columns > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= columns; j++)
        table[0][j] = j;
    for (size_t i = 1; i <= rows; i++) {
        size_t *row = table[i % 3];
        const size_t *above = table[(i - 1) % 3], *two_above = table[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t best = above[j - 1] + (fold(a[i - 1]) != fold(b[j - 1]));
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1]);
            if (swapped && two_above[j - 2] + 1 < best)
                best = two_above[j - 2] + 1;
            row[j] = best;
        }
    }
    return table[rows % 3][columns];
}

/* What was typed as the beginning or the end of a name is closer than a mistyped one. */
static bool is_part(const struct wj_nearest *nearest, const char *name, size_t length)
{
    return nearest->length >= 2 && nearest->length < length &&
           (memcmp(name, nearest->mistyped, nearest->length) == 0 ||
            memcmp(name + length - nearest->length, nearest->mistyped, nearest->length) == 0);
}

void wj_nearest_start(struct wj_nearest *nearest, const char *mistyped, size_t length)
{
    *nearest = (struct wj_nearest){ .mistyped = mistyped, .length = length };
}

void wj_nearest_try(struct wj_nearest *nearest, const char *name)
{
    size_t length = strlen(name);
    size_t d = is_part(nearest, name, length) ? 0 : distance(nearest->mistyped, nearest->length, name, length);
    /* A longer word may hold more mistakes; nothing is left of a word when every letter is one. */
    if (d > nearest->length / 3 + 1 || d >= length)
        return;
    for (size_t i = 0; i < WJ_NEAREST; i++) {
        if (nearest->names[i] && nearest->distances[i] <= d)
            continue;
        size_t moved = WJ_NEAREST - 1 - i;
        memmove(nearest->names + i + 1, nearest->names + i, moved * sizeof *nearest->names);
        memmove(nearest->distances + i + 1, nearest->distances + i, moved * sizeof *nearest->distances);
        nearest->names[i] = name;
        nearest->distances[i] = d;
        return;
    }
}

void wj_nearest_phrase(const struct wj_nearest *nearest, char *out, size_t size)
{
    const char *const *names = nearest->names;
    size_t count = 0;
    while (count < WJ_NEAREST && names[count] && nearest->distances[count] <= nearest->distances[0] + 1)
        count++; /* the others are much farther than the first */
    if (!count)
        snprintf(out, size, "%s", "");
    else if (count == 1)
        snprintf(out, size, "; the nearest is '%s'", names[0]);
    else if (count == 2)
        snprintf(out, size, "; near are '%s' and '%s'", names[0], names[1]);
    else
        snprintf(out, size, "; near are '%s', '%s' and '%s'", names[0], names[1], names[2]);
}
