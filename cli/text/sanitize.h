/* SPDX-License-Identifier: MIT */
/*
 * What a server sends must not command a terminal. Everything that did not come from this program passes here on its
 * way to one: control characters (C0, DEL, C1), characters that reverse the direction of text, and bytes that are
 * not UTF-8 become visible text.
 */
#ifndef CLI_TEXT_SANITIZE_H
#define CLI_TEXT_SANITIZE_H

#include "text/buffer.h"

#include <stdbool.h>

enum sanitize_mode {
    SANITIZE_LINE, /* one line: newlines and tabs become spaces */
    SANITIZE_TEXT  /* lines: newlines and tabs stay */
};

void sanitize(struct buffer *out, const char *text, size_t length, enum sanitize_mode mode);

#endif
