/* SPDX-License-Identifier: MIT */
/* Text broken into lines between words. */
#ifndef CLI_TEXT_WRAP_H
#define CLI_TEXT_WRAP_H

#include "text/buffer.h"

/*
 * Add words and a newline, broken at `columns`. The first line goes on in column `indent`; those after it begin with so
 * many blanks. A word that is wider than the line is not broken.
 */
void text_wrap(struct buffer *out, const char *text, size_t indent, size_t columns);

#endif
