/* SPDX-License-Identifier: MIT */
#ifndef CLI_OUTPUT_CELL_H
#define CLI_OUTPUT_CELL_H

#include "text/buffer.h"

#include <wikijs/model.h>

/*
 * Write a value as text. `human`: for a table on a terminal (yes/no, local time to the minute); else for a program
 * (true/false, RFC 3339 in UTC). A value that is not there becomes nothing.
 */
void cell_add(struct buffer *out, const wikijs_value *value, bool human);
/* The same with the secrecy of the field. */
void cell_add_field(struct buffer *out, const wikijs_model *model, const void *object, size_t field, bool human);
void cell_add_time(struct buffer *out, int64_t unix_ms, bool human);

#endif
