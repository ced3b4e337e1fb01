/* SPDX-License-Identifier: MIT */
#include "text/sanitize.h"

#include "text/utf8.h"

#include <stdint.h>

static bool is_harmful(uint32_t character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0) || character == UTF8_INVALID ||
           character == 0x061c || character == 0x200e || character == 0x200f ||
           (character >= 0x2028 && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069) ||
           character == 0xfeff || (character >= 0xe0000 && character <= 0xe007f);
}

static void add_visibly(struct buffer *out, uint32_t character, unsigned char byte, enum sanitize_mode mode)
{
    bool is_space = character == '\n' || character == '\t' || character == '\r';
    if (is_space && mode == SANITIZE_LINE)
        buffer_addc(out, ' ');
    else if (character == '\n' || character == '\t')
        buffer_addc(out, (char)character);
    else if (character < 0x20)
        buffer_addf(out, "^%c", (int)(character + '@'));
    else if (character == 0x7f)
        buffer_adds(out, "^?");
    else if (character == UTF8_INVALID)
        buffer_addf(out, "<%02X>", byte);
    else
        buffer_addf(out, "<U+%04X>", (unsigned)character);
}

void sanitize(struct buffer *out, const char *text, size_t length, enum sanitize_mode mode)
{
    size_t clean = 0; /* start of what was looked at and not yet copied */
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = utf8_decode(text + at, length - at, &size);
        if (!is_harmful(character))
            continue;
        /* Windows line ends are no threat: the newline alone is kept. */
        bool drop = mode == SANITIZE_TEXT && character == '\r' && at + 1 < length && text[at + 1] == '\n';
        buffer_add(out, text + clean, at - clean);
        clean = at + size;
        if (!drop)
            add_visibly(out, character, (unsigned char)text[at], mode);
    }
    buffer_add(out, text + clean, length - clean);
}
