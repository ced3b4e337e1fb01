/* SPDX-License-Identifier: MIT */
#include "text/width.h"

#include "text/locale.h"
#include "text/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <wchar.h>

#define ZERO_WIDTH_JOINER 0x200d
#define EMOJI_PRESENTATION 0xfe0f

static bool is_regional_indicator(uint32_t character)
{
    return character >= 0x1f1e6 && character <= 0x1f1ff;
}

static bool is_skin_tone(uint32_t character)
{
    return character >= 0x1f3fb && character <= 0x1f3ff;
}

static size_t character_width(uint32_t character)
{
    if (character < 0x7f)
        return character >= 0x20;
    if (character == UTF8_INVALID)
        return 1;
    locale_use_unicode();
    int width = wcwidth((wchar_t)character);
    /* Characters newer than the C library's tables: most additions are emoji. */
    if (width < 0)
        return character >= 0x1f300 && character <= 0x1faff ? 2 : character < 0xa0 ? 0 : 1;
    return (size_t)width;
}

/* What is known of the characters before the current one. */
struct walk {
    uint32_t previous;
    size_t previous_width;
    bool half_flag; /* the previous character was the first half of a flag */
};

/* Columns that `character` adds to those before it. */
static size_t advance(struct walk *walk, uint32_t character)
{
    size_t width = character_width(character);
    bool half_flag = false;
    if (walk->previous == ZERO_WIDTH_JOINER && width == 2) {
        width = 0;
    } else if (is_skin_tone(character) && walk->previous_width == 2) {
        width = 0;
    } else if (character == EMOJI_PRESENTATION) {
        width = walk->previous_width == 1 && walk->previous > 0x2000 ? 1 : 0;
    } else if (is_regional_indicator(character)) {
        width = walk->half_flag ? 0 : 2;
        half_flag = !walk->half_flag;
    }
    walk->half_flag = half_flag;
    walk->previous = character;
    if (width)
        walk->previous_width = width;
    return width;
}

size_t text_width(const char *text, size_t length)
{
    struct walk walk = { 0 };
    size_t columns = 0;
    for (size_t at = 0, size; at < length; at += size)
        columns += advance(&walk, utf8_decode(text + at, length - at, &size));
    return columns;
}

size_t text_fit(const char *text, size_t length, size_t columns)
{
    struct walk walk = { 0 };
    size_t used = 0;
    size_t at = 0;
    for (size_t size; at < length; at += size) {
        used += advance(&walk, utf8_decode(text + at, length - at, &size));
        if (used > columns)
            break;
    }
    return at;
}
