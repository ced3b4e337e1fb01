/* SPDX-License-Identifier: MIT */
/*
 * What was dropped, and when. Drops are counted; each leaves its number at the place of every tag that it names. A ticket is
 * the number of the drop to come when it was given: what was asked for with it is out of date once one of its tags has a
 * number that is not smaller. Tags share places, so that sometimes more is out of date than need be, but never less.
 *
 * Nothing here waits. A store in memory has its own marks; one in a file shares them between processes (marks_file.h).
 */
#ifndef WJ_CACHE_MARKS_H
#define WJ_CACHE_MARKS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wikijs/sys/cache_store.h>

enum { WJ_MARKS = 4096 };

struct wj_marks {
    atomic_ullong drops;   /* all there were */
    atomic_ullong cleared; /* the newest one of everything */
    atomic_ullong places[WJ_MARKS];
};

/* A tag of a tenant; from it the tag cannot be read. */
uint64_t wj_marks_tag(const uint8_t *tenant, const char *tag);
uint64_t wj_marks_ticket(struct wj_marks *marks);
/* Whether one of the tags, all of the tenant, or everything was dropped since the ticket was given. `tags`: so many from
 * wj_marks_tag(), one after the other, at any address. */
bool wj_marks_dropped(struct wj_marks *marks, const uint8_t *tenant, const void *tags, size_t count, uint64_t ticket);
void wj_marks_drop(struct wj_marks *marks, const uint64_t *tags, size_t count);
void wj_marks_clear(struct wj_marks *marks, const uint8_t *tenant); /* NULL: of all tenants */

#endif
