/* SPDX-License-Identifier: MIT */
#ifndef WJ_BASE_MASK_H
#define WJ_BASE_MASK_H

#include <stddef.h>

/*
 * Copy a line without what must not stand in a log: tokens, passwords in addresses, values of parameters that sound secret
 * (token=...), the names in email addresses. Three asterisks take their places. At most size - 1 bytes, cut at a
 * character's start, NUL-terminated.
 */
void wj_mask_line(char *out, size_t size, const char *text);

#endif
