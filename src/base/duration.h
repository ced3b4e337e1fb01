/* SPDX-License-Identifier: MIT */
/* Spans of time as the server wants them, ISO 8601. */
#ifndef WJ_BASE_DURATION_H
#define WJ_BASE_DURATION_H

#include <stdbool.h>

/* "P1Y6M", "P30D", "PT12H". The server makes NaN of anything else. */
bool wj_is_duration(const char *text);

#endif
