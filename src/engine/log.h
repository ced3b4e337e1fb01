/* SPDX-License-Identifier: MIT */
/* One line for the program's log: as text or as JSON, without secrets and personal data. */
#ifndef WJ_ENGINE_LOG_H
#define WJ_ENGINE_LOG_H

#include "base/clock.h"
#include <stdbool.h>
#include <wikijs/client.h>
#include <wikijs/sys/hooks.h>

/* Where lines go; what is to be logged was decided before. */
struct wj_log {
    wikijs_log_fn write; /* NULL: nowhere */
    void *payload;
    wikijs_log_level level; /* the least important one that is written */
    bool json;
    const struct wj_clock *clock;
};

/* `event`: what it is about, for the members of a JSON line; NULL: nothing. */
void wj_log_line(const struct wj_log *log, wikijs_log_level level, const wikijs_hook_event *event, const char *line);

#endif
