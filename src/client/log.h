/* SPDX-License-Identifier: MIT */
/* Logging: a set of hooks like any other, put in front of the program's own. */
#ifndef WJ_CLIENT_LOG_H
#define WJ_CLIENT_LOG_H

#include "base/arena.h"
#include "policy/hooks.h"
#include <wikijs/client.h>

/* The program's hooks, and the log's when there is one. 0 or WIKIJS_E_NOMEM. */
int wj_log_hooks(struct wj_arena *memory, const wikijs_client_options *options, struct wj_hooks *out);
void wj_log_line(const wikijs_client_options *options, wikijs_log_level level, const char *line);

#endif
