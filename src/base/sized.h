/* SPDX-License-Identifier: MIT */
/* Structs that callers hand over begin with their size, so that an older program can call a newer library. */
#ifndef WJ_BASE_SIZED_H
#define WJ_BASE_SIZED_H

#include <stddef.h>
#include <wikijs/error.h>

/*
 * Copy a caller's struct into `own`, of `own_size` bytes with its defaults in. NULL changes nothing. 0, or WIKIJS_E_ARG:
 * it was not initialised, or comes from a newer header and sets something that this library does not know.
 */
int wj_sized_take(void *own, size_t own_size, const void *given, wikijs_error *err);

#endif
