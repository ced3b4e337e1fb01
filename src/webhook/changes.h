/* SPDX-License-Identifier: MIT */
/* From two states of a thing to the events that lie between them. Knows no server and no file. */
#ifndef WJ_WEBHOOK_CHANGES_H
#define WJ_WEBHOOK_CHANGES_H

#include <wikijs/event.h>

#include "webhook/store.h"

/* Receives events; theirs strings live until `put` returns. */
struct wj_event_sink {
    const char *profile, *wiki;
    int (*put)(struct wj_event_sink *sink, wikijs_event *event, wikijs_error *err);
};

/* One change of one thing. */
struct wj_change {
    enum wj_kind kind;
    const wikijs_event_subject *before; /* NULL: it was made */
    const wikijs_event_subject *after;  /* NULL: it is gone */
    int64_t version;                    /* of a page: the entry of its history that the change left; 0: not known */
    int64_t revision;                   /* tells changes apart that have neither entry nor time */
    int64_t time;                       /* Unix ms */
    bool uncertain;                     /* a page was saved or rendered, and what would tell may not be read */
};

/* Bits of the fields that differ. A hash that is not known on one side differs from none. */
uint64_t wj_subject_differences(const wikijs_event_subject *a, const wikijs_event_subject *b);

/* Put the events of a change, in a fixed order: moved, updated, tagged, published. *count grows by their number. */
int wj_change_tell(const struct wj_change *change, struct wj_event_sink *sink, size_t *count, wikijs_error *err);

#endif
