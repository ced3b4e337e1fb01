/* SPDX-License-Identifier: MIT */
#ifndef CLI_DIFF_LINES_H
#define CLI_DIFF_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One line of a text, its newline included; the last may have none. */
struct line {
    const char *text;
    size_t length;
    uint64_t hash;
};

struct lines {
    struct line *items;
    size_t count;
    bool *changed; /* removed from the old text, or added to the new one */
};

void lines_split(struct lines *lines, const char *text, size_t length);
void lines_free(struct lines *lines);
bool line_equal(const struct line *a, const struct line *b);

/* Mark the lines in which two texts differ: as few as possible, unless they differ in thousands of places. */
void lines_compare(struct lines *old, struct lines *new);

#endif
