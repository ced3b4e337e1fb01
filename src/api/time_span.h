/* SPDX-License-Identifier: MIT */
/* Time spans as the server reads them for keys and tokens: "30d", "12 hours", "1.5y". */
#ifndef WJ_API_TIME_SPAN_H
#define WJ_API_TIME_SPAN_H

#include <stdbool.h>

/*
 * Whether the text is a span of a second or more. Without a unit the server would take it for milliseconds, and units
 * that it does not know (months) leave a dead key behind.
 */
bool wj_time_span_valid(const char *text);

#endif
