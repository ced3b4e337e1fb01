/* SPDX-License-Identifier: MIT */
/* Filling wikijs_error. The status functions of wikijs/error.h are in status.c, too. */
#ifndef WJ_BASE_STATUS_H
#define WJ_BASE_STATUS_H

#include <wikijs/error.h>

/* How a status may be repeated: the retry column of status.def. */
enum wj_retry { WJ_RETRY_NEVER, WJ_RETRY_UNSENT, WJ_RETRY_READ };

enum wj_retry wj_status_retry(int status);

/* Set code and message (cut to fit, one line), the rest as of a fresh error; returns the code. err may be NULL. */
int wj_error_set(wikijs_error *err, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Set a status that may be WIKIJS_E_NOMEM, which says so, or another: then `otherwise` is the message. */
int wj_error_no_room(wikijs_error *err, int status, const char *otherwise);

/* Put "context: " before the message that is there. */
void wj_error_context(wikijs_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* No error, retry_after_ms -1. */
void wj_error_clear(wikijs_error *err);

#endif
