/* SPDX-License-Identifier: MIT */
#include "text/utf8.h"

uint32_t utf8_decode(const char *text, size_t length, size_t *size)
{
    const unsigned char *at = (const unsigned char *)text;
    *size = 1;
    if (at[0] < 0x80)
        return at[0];
    size_t count = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    if (at[0] < 0xc2 || at[0] > 0xf4 || count > length)
        return UTF8_INVALID;
    uint32_t character = at[0] & (0xffU >> (count + 1));
    for (size_t i = 1; i < count; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return UTF8_INVALID;
        character = character << 6 | (at[i] & 0x3f);
    }
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (character < smallest[count] || character > 0x10ffff || (character >= 0xd800 && character <= 0xdfff))
        return UTF8_INVALID;
    *size = count;
    return character;
}

size_t utf8_encode(uint32_t character, char out[4])
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    size_t count = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = count - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (character & 0x3f));
        character >>= 6;
    }
    static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    out[0] = (char)(lead[count] | character);
    return count;
}
