/* SPDX-License-Identifier: MIT */
#include "diff/unified.h"

#include "diff/lines.h"

enum { CONTEXT = 3 };

/* A run of changed lines: old[x..x+removed) became new[y..y+added). */
struct change {
    size_t x, removed, y, added;
};

/* The next change from (x, y) on; false when there is none. Outside of changes both texts advance together. */
static bool next_change(const struct lines *old, const struct lines *new, size_t x, size_t y, struct change *change)
{
    while (x < old->count && y < new->count && !old->changed[x] && !new->changed[y]) {
        x++;
        y++;
    }
    *change = (struct change){ x, 0, y, 0 };
    while (x + change->removed < old->count && old->changed[x + change->removed])
        change->removed++;
    while (y + change->added < new->count &&new->changed[y + change->added])
        change->added++;
    return change->removed || change->added;
}

static void add_line(struct buffer *out, char mark, const struct line *line)
{
    buffer_addc(out, mark);
    buffer_add(out, line->text, line->length);
    if (line->text[line->length - 1] != '\n')
        buffer_adds(out, "\n\\ No newline at end of file\n");
}

/* "12,3", "12" for one line; an empty range names the line before it. */
static void add_range(struct buffer *out, char sign, size_t start, size_t count)
{
    buffer_addf(out, "%c%zu", sign, count ? start + 1 : start);
    if (count != 1)
        buffer_addf(out, ",%zu", count);
}

/* Print the hunk that begins with `change`; returns the last change that went into it. */
static struct change add_hunk(struct buffer *out, const struct lines *old, const struct lines *new,
                              struct change change)
{
    size_t lead = change.x < CONTEXT ? change.x : CONTEXT;
    size_t x = change.x - lead, y = change.y - lead;
    struct buffer body = { 0 };
    size_t at = x; /* next line of the old text to print */
    struct change next = change;
    do {
        change = next;
        for (; at < change.x; at++)
            add_line(&body, ' ', &old->items[at]);
        for (size_t i = 0; i < change.removed; i++)
            add_line(&body, '-', &old->items[change.x + i]);
        for (size_t i = 0; i < change.added; i++)
            add_line(&body, '+', &new->items[change.y + i]);
        at = change.x + change.removed;
    } while (next_change(old, new, change.x + change.removed, change.y + change.added, &next) &&
             next.x - at <= 2 * CONTEXT);
    size_t end = at + CONTEXT < old->count ? at + CONTEXT : old->count;
    size_t tail = end - at;
    for (; at < end; at++)
        add_line(&body, ' ', &old->items[at]);
    buffer_adds(out, "@@ ");
    add_range(out, '-', x, end - x);
    buffer_addc(out, ' ');
    add_range(out, '+', y, change.y + change.added + tail - y);
    buffer_adds(out, " @@\n");
    buffer_add(out, body.data, body.length);
    buffer_free(&body);
    return change;
}

bool diff_unified(struct buffer *out, const struct diff_side *old_side, const struct diff_side *new_side)
{
    struct lines old, new;
    lines_split(&old, old_side->text, old_side->length);
    lines_split(&new, new_side->text, new_side->length);
    lines_compare(&old, &new);
    struct change change;
    bool differs = next_change(&old, &new, 0, 0, &change);
    if (differs)
        buffer_addf(out, "--- %s\n+++ %s\n", old_side->label, new_side->label);
    bool more = differs;
    while (more) {
        change = add_hunk(out, &old, &new, change);
        more = next_change(&old, &new, change.x + change.removed, change.y + change.added, &change);
    }
    lines_free(&old);
    lines_free(&new);
    return differs;
}
