/* SPDX-License-Identifier: MIT */
#include "text/wrap.h"

#include "text/width.h"

#include <string.h>

void text_wrap(struct buffer *out, const char *text, size_t indent, size_t columns)
{
    size_t at = indent;
    bool first = true;
    while (*text) {
        text += strspn(text, " \n");
        size_t length = strcspn(text, " \n");
        if (length == 0)
            break;
        size_t width = text_width(text, length);
        if (!first && at + 1 + width > columns) {
            buffer_addc(out, '\n');
            buffer_fill(out, ' ', indent);
            at = indent;
        } else if (!first) {
            buffer_addc(out, ' ');
            at++;
        }
        buffer_add(out, text, length);
        at += width;
        text += length;
        first = false;
    }
    buffer_addc(out, '\n');
}
