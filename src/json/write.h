/* SPDX-License-Identifier: MIT */
/* Writing JSON into a wj_buf; failures are kept in buf->failed. */
#ifndef WJ_JSON_WRITE_H
#define WJ_JSON_WRITE_H

#include "base/buf.h"
#include "json/shape.h"

/* A JSON string with quotes; bytes that are not UTF-8 become U+FFFD. */
void wj_json_string(struct wj_buf *out, const char *text, size_t length);
/* An object by its table: fields of the mask (0: all present) in table order; not present: null. */
void wj_json_object(struct wj_buf *out, const struct wikijs_model *model, const void *object, uint64_t fields);

#endif
