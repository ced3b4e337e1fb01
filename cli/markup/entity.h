/* SPDX-License-Identifier: MIT */
#ifndef CLI_MARKUP_ENTITY_H
#define CLI_MARKUP_ENTITY_H

#include <stddef.h>

/* The character of "&amp;", "&#8364;" or "&#x20ac;" in UTF-8; 0 when it is none that is known, else its length. */
size_t entity_decode(const char *text, size_t length, char out[4]);

#endif
