/* SPDX-License-Identifier: MIT */
#ifndef CLI_OUTPUT_JSON_H
#define CLI_OUTPUT_JSON_H

#include "text/buffer.h"

#include <stdbool.h>

/* Lay correct JSON text out over lines, two blanks a level; with colours when asked. */
void json_pretty(struct buffer *out, const char *text, size_t length, bool color);
/* A JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void json_add_string(struct buffer *out, const char *text, size_t length);
/* The value of a member of a JSON object, as JSON; NULL when it has none of that name. The text has to be correct. */
const char *json_member(const char *object, const char *name, size_t *length);

#endif
