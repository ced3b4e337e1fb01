/* SPDX-License-Identifier: MIT */
/*
 * Which lines differ: Eugene Myers, "An O(ND) Difference Algorithm and Its
 * Variations" (1986), in linear space. The middle of an optimal path splits a
 * box in two; the boxes wait on a stack of our own, so that the depth does not
 * depend on the texts.
 */
#include "diff/lines.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* With more differences than this in one box a shortest script is no use to anybody: the furthest path is taken. */
enum { MOST_DIFFERENCES = 1500 };

void lines_split(struct lines *lines, const char *text, size_t length)
{
    *lines = (struct lines){ 0 };
    size_t capacity = 0;
    for (size_t at = 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t size = newline ? (size_t)(newline - text) - at + 1 : length - at;
        uint64_t hash = 14695981039346656037U; /* FNV-1a */
        for (size_t i = 0; i < size; i++)
            hash = (hash ^ (unsigned char)text[at + i]) * 1099511628211U;
        if (lines->count == capacity) {
            capacity = capacity ? capacity * 2 : 256;
            lines->items = xreallocarray(lines->items, capacity, sizeof *lines->items);
        }
        lines->items[lines->count++] = (struct line){ text + at, size, hash };
        at += size;
    }
    lines->changed = xcalloc(lines->count, sizeof *lines->changed);
}

void lines_free(struct lines *lines)
{
    free(lines->items);
    free(lines->changed);
}

bool line_equal(const struct line *a, const struct line *b)
{
    return a->hash == b->hash && a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

typedef ptrdiff_t index_type;

/* Lines old[x0..x1) against new[y0..y1). */
struct box {
    index_type x0, x1, y0, y1;
};

struct comparison {
    struct lines *old, *new;
    index_type *forward, *backward; /* furthest x on each diagonal, from the start and from the end */
    struct box *boxes;
    size_t count, capacity;
};

static bool same(const struct comparison *comparison, index_type x, index_type y)
{
    return line_equal(&comparison->old->items[x], &comparison->new->items[y]);
}

static void push(struct comparison *comparison, struct box box)
{
    if (comparison->count == comparison->capacity) {
        comparison->capacity = comparison->capacity ? comparison->capacity * 2 : 64;
        comparison->boxes = xreallocarray(comparison->boxes, comparison->capacity, sizeof *comparison->boxes);
    }
    comparison->boxes[comparison->count++] = box;
}

/* A point on a path through a box that has no equal lines at its ends. */
struct point {
    index_type x, y;
};

/* The furthest point that was reached from the start: where to split when the search is given up. */
static struct point furthest(const struct comparison *comparison, const struct box *box, index_type d)
{
    struct point best = { box->x0, box->y0 };
    for (index_type k = -d; k <= d; k += 2) {
        index_type diagonal = box->x0 - box->y0 + k;
        index_type x = comparison->forward[diagonal];
        index_type y = x - diagonal;
        if (x > box->x1 || y > box->y1 || y < box->y0)
            continue;
        if (x + y > best.x + best.y)
            best = (struct point){ x, y };
    }
    return best;
}

/* One more difference from the start; true when the path from the end was met, at *meeting. */
static bool step_forward(struct comparison *comparison, const struct box *box, index_type d, struct point *meeting)
{
    index_type base = box->x0 - box->y0;
    index_type delta = (box->x1 - box->y1) - base;
    index_type *v = comparison->forward;
    for (index_type k = -d; k <= d; k += 2) {
        index_type diagonal = base + k;
        bool down = k == -d || (k != d && v[diagonal - 1] < v[diagonal + 1]);
        index_type x = d == 0 ? box->x0 : down ? v[diagonal + 1] : v[diagonal - 1] + 1;
        index_type y = x - diagonal;
        while (x < box->x1 && y < box->y1 && x >= box->x0 && y >= box->y0 && same(comparison, x, y)) {
            x++;
            y++;
        }
        v[diagonal] = x;
        index_type other = k - delta;
        bool overlaps = (delta & 1) && other >= -(d - 1) && other <= d - 1;
        if (overlaps && comparison->backward[diagonal] <= x) {
            *meeting = (struct point){ x, y };
            return true;
        }
    }
    return false;
}

static bool step_backward(struct comparison *comparison, const struct box *box, index_type d, struct point *meeting)
{
    index_type base = box->x1 - box->y1;
    index_type delta = base - (box->x0 - box->y0);
    index_type *v = comparison->backward;
    for (index_type k = -d; k <= d; k += 2) {
        index_type diagonal = base + k;
        bool up = k == d || (k != -d && v[diagonal - 1] < v[diagonal + 1]);
        index_type x = d == 0 ? box->x1 : up ? v[diagonal - 1] : v[diagonal + 1] - 1;
        index_type y = x - diagonal;
        while (x > box->x0 && y > box->y0 && x <= box->x1 && y <= box->y1 && same(comparison, x - 1, y - 1)) {
            x--;
            y--;
        }
        v[diagonal] = x;
        index_type other = k + delta;
        bool overlaps = !(delta & 1) && other >= -d && other <= d;
        if (overlaps && comparison->forward[diagonal] >= x) {
            *meeting = (struct point){ x, y };
            return true;
        }
    }
    return false;
}

static struct point find_middle(struct comparison *comparison, const struct box *box)
{
    struct point middle = { box->x0, box->y0 };
    for (index_type d = 0;; d++) {
        if (step_forward(comparison, box, d, &middle) || step_backward(comparison, box, d, &middle))
            return middle;
        if (d > MOST_DIFFERENCES)
            return furthest(comparison, box, d);
    }
}

static void mark(bool *changed, index_type from, index_type to)
{
    for (index_type i = from; i < to; i++)
        changed[i] = true;
}

static void compare_box(struct comparison *comparison, struct box box)
{
    while (box.x0 < box.x1 && box.y0 < box.y1 && same(comparison, box.x0, box.y0)) {
        box.x0++;
        box.y0++;
    }
    while (box.x0 < box.x1 && box.y0 < box.y1 && same(comparison, box.x1 - 1, box.y1 - 1)) {
        box.x1--;
        box.y1--;
    }
    if (box.x0 == box.x1 || box.y0 == box.y1) {
        mark(comparison->old->changed, box.x0, box.x1);
        mark(comparison->new->changed, box.y0, box.y1);
        return;
    }
    struct point middle = find_middle(comparison, &box);
    bool at_start = middle.x == box.x0 && middle.y == box.y0;
    bool at_end = middle.x == box.x1 && middle.y == box.y1;
    if (at_start || at_end) { /* nothing in common was found */
        mark(comparison->old->changed, box.x0, box.x1);
        mark(comparison->new->changed, box.y0, box.y1);
        return;
    }
    push(comparison, (struct box){ box.x0, middle.x, box.y0, middle.y });
    push(comparison, (struct box){ middle.x, box.x1, middle.y, box.y1 });
}

void lines_compare(struct lines *old, struct lines *new)
{
    index_type x = (index_type)old->count, y = (index_type) new->count;
    /* A box starts on a diagonal between -y and x; the search leaves it by half of the box's lines at most. */
    index_type reach = 2 * (x + y) + 2;
    size_t diagonals = (size_t)reach * 2 + 1;
    struct comparison comparison = { .old = old, .new = new };
    index_type *forward = xcalloc(diagonals, sizeof *forward);
    index_type *backward = xcalloc(diagonals, sizeof *backward);
    comparison.forward = forward + reach;
    comparison.backward = backward + reach;
    push(&comparison, (struct box){ 0, x, 0, y });
    while (comparison.count)
        compare_box(&comparison, comparison.boxes[--comparison.count]);
    free(comparison.boxes);
    free(forward);
    free(backward);
}
