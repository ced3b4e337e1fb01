/* SPDX-License-Identifier: MIT */
/* Logging of calls: a set of hooks like any other, put in front of the program's own. */
#ifndef WJ_CLIENT_LOG_H
#define WJ_CLIENT_LOG_H

#include "base/arena.h"
#include "engine/log.h"
#include "policy/hooks.h"

/* The program's hooks, and the log's when there is one; `log` outlives them. 0 or WIKIJS_E_NOMEM. */
int wj_log_hooks(struct wj_arena *memory, const wikijs_client_options *options, const struct wj_log *log,
                 struct wj_hooks *out);

#endif
