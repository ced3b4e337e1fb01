/* SPDX-License-Identifier: MIT */
#include "markup/entity.h"

#include "text/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Those that editors write. */
static const struct {
    const char *name;
    uint32_t character;
} names[] = {
    { "amp", '&' },      { "lt", '<' },       { "gt", '>' },       { "quot", '"' },     { "apos", '\'' },
    { "nbsp", ' ' },     { "copy", 0xa9 },    { "reg", 0xae },     { "trade", 0x2122 }, { "hellip", 0x2026 },
    { "mdash", 0x2014 }, { "ndash", 0x2013 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201c },
    { "rdquo", 0x201d }, { "bdquo", 0x201e }, { "laquo", 0xab },   { "raquo", 0xbb },   { "bull", 0x2022 },
    { "middot", 0xb7 },  { "times", 0xd7 },   { "deg", 0xb0 },     { "euro", 0x20ac },  { "larr", 0x2190 },
    { "rarr", 0x2192 },  { "auml", 0xe4 },    { "ouml", 0xf6 },    { "uuml", 0xfc },    { "Auml", 0xc4 },
    { "Ouml", 0xd6 },    { "Uuml", 0xdc },    { "szlig", 0xdf },   { "eacute", 0xe9 },  { "egrave", 0xe8 },
    { "agrave", 0xe0 },  { "ccedil", 0xe7 },  { "ntilde", 0xf1 },
};

static uint32_t number_of(const char *text)
{
    bool hex = text[0] == 'x' || text[0] == 'X';
    char *end;
    unsigned long number = strtoul(text + hex, &end, hex ? 16 : 10);
    bool bad = end == text + hex || *end || !number || number > 0x10ffff || (number >= 0xd800 && number < 0xe000);
    return bad ? 0 : (uint32_t)number;
}

static uint32_t character_of(const char *name)
{
    if (name[0] == '#')
        return isalnum((unsigned char)name[1]) ? number_of(name + 1) : 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].character;
    return 0;
}

size_t entity_decode(const char *text, size_t length, char out[4])
{
    char name[16];
    if (length < 3 || length > sizeof name || text[0] != '&' || text[length - 1] != ';')
        return 0;
    memcpy(name, text + 1, length - 2);
    name[length - 2] = '\0';
    uint32_t character = character_of(name);
    return character ? utf8_encode(character, out) : 0;
}
