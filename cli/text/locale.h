/* SPDX-License-Identifier: MIT */
#ifndef CLI_TEXT_LOCALE_H
#define CLI_TEXT_LOCALE_H

#include <stdbool.h>

/*
 * Make wcwidth() and towlower() work on Unicode, whatever locale the user has. Loaded on first use: most runs need
 * it not, and it costs a millisecond.
 */
void locale_use_unicode(void);
/* Whether the user's locale is a UTF-8 one, by the environment: decides about box-drawing characters. */
bool locale_is_utf8(void);

#endif
