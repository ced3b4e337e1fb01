/* SPDX-License-Identifier: MIT */
/*
 * PCRE2 with the options that bring it closest to JavaScript: `$` is the end and nothing else, unset groups match nothing,
 * \uXXXX is a character. JavaScript's expressions are, but for a few corners, a part of Perl's.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "api/pattern.h"

#include <pcre2.h>
#include <string.h>

#include "base/status.h"

int wj_pattern_refuse(const char *pattern, int code, size_t at, wikijs_error *err)
{
    if (code == PCRE2_ERROR_NOMEMORY || code == 121 /* PCRE2_ERROR_HEAP_FAILED of compiling */)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    PCRE2_UCHAR why[120] = "";
    pcre2_get_error_message(code, why, sizeof why);
    return wj_error_set(err, WIKIJS_E_INVALID, "'%s' is no regular expression: %s at character %zu", pattern,
                        (const char *)why, at + 1);
}

int wj_pattern_matches(const char *pattern, const char *text, wikijs_error *err)
{
    int code;
    size_t at;
    pcre2_compile_context *how = pcre2_compile_context_create(NULL);
    if (!how)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    pcre2_set_compile_extra_options(how, PCRE2_EXTRA_ALT_BSUX);
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                         PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF |
                                             PCRE2_NEVER_BACKSLASH_C,
                                         &code, &at, how);
    pcre2_compile_context_free(how);
    if (!compiled)
        return wj_pattern_refuse(pattern, code, at, err);
    int found = PCRE2_ERROR_NOMEMORY;
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(compiled, NULL);
    if (data)
        found = pcre2_match(compiled, (PCRE2_SPTR)text, strlen(text), 0, 0, data, NULL);
    pcre2_match_data_free(data);
    pcre2_code_free(compiled);
    if (found == PCRE2_ERROR_NOMATCH)
        return 0;
    if (found == PCRE2_ERROR_NOMEMORY)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (found < 0)
        return wj_error_set(err, WIKIJS_E_INVALID, "'%s' takes too long to decide", pattern);
    return 1;
}
