/* SPDX-License-Identifier: MIT */
/*
 * How many columns a text takes on a terminal: combining marks take none, CJK
 * and emoji take two, a sequence that is drawn as one picture counts once.
 */
#ifndef CLI_TEXT_WIDTH_H
#define CLI_TEXT_WIDTH_H

#include <stddef.h>

/* Columns of a text without control characters. */
size_t text_width(const char *text, size_t length);
/* The number of bytes that fit into `columns`, never cutting a character from its combining marks. */
size_t text_fit(const char *text, size_t length, size_t columns);

#endif
