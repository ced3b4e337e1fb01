/* SPDX-License-Identifier: MIT */
#include "text/match.h"

#include "memory.h"
#include "text/buffer.h"
#include "text/locale.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

char *text_fold(const char *text, size_t length)
{
    struct buffer folded = { 0 };
    buffer_reserve(&folded, length);
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = utf8_decode(text + at, length - at, &size);
        if (character == UTF8_INVALID) {
            buffer_addc(&folded, text[at]);
        } else if (character < 0x80) {
            buffer_addc(&folded, (char)(character >= 'A' && character <= 'Z' ? character + 32 : character));
        } else {
            locale_use_unicode();
            char bytes[4];
            buffer_add(&folded, bytes, utf8_encode((uint32_t)towlower((wint_t)character), bytes));
        }
    }
    buffer_add(&folded, "", 0);
    return folded.data;
}

bool text_contains_folded(const char *text, size_t length, const char *folded)
{
    char *own = text_fold(text, length);
    bool found = strstr(own, folded) != NULL;
    free(own);
    return found;
}

/* Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 63 };
    size_t rows = strlen(a);
    size_t columns = strlen(b);
    if (rows > LONGEST || columns > LONGEST)
        return SIZE_MAX;
    size_t table[3][LONGEST + 1];
    for (size_t j = 0; j <= columns; j++)
        table[0][j] = j;
    for (size_t i = 1; i <= rows; i++) {
        size_t *row = table[i % 3];
        const size_t *above = table[(i - 1) % 3];
        const size_t *two_above = table[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && two_above[j - 2] + 1 < best)
                best = two_above[j - 2] + 1;
            row[j] = best;
        }
    }
    return table[rows % 3][columns];
}

const char *text_nearest(const char *mistyped, const char *const *names)
{
    const char *nearest = NULL;
    size_t length = strlen(mistyped);
    size_t best = length / 3 + 2; /* a longer word may hold more mistakes */
    for (; *names; names++) {
        size_t d = distance(mistyped, *names);
        /* What was typed as an abbreviation is closest of all. */
        if (length >= 2 && strncmp(*names, mistyped, length) == 0)
            d = 0;
        if (d < best && d < strlen(*names)) {
            best = d;
            nearest = *names;
        }
    }
    return nearest;
}
