/* SPDX-License-Identifier: MIT */
/* Regular expressions of page rules, which are JavaScript's. */
#ifndef WJ_API_PATTERN_H
#define WJ_API_PATTERN_H

#include <wikijs/error.h>

/* 1: it matches somewhere in `text`; 0: it does not; WIKIJS_E_INVALID: it is no regular expression; WIKIJS_E_NOMEM. */
int wj_pattern_matches(const char *pattern, const char *text, wikijs_error *err);
/* Tell why PCRE2 does not take a pattern: its code, and the place in bytes. Returns WIKIJS_E_INVALID or WIKIJS_E_NOMEM. */
int wj_pattern_refuse(const char *pattern, int code, size_t at, wikijs_error *err);

#endif
