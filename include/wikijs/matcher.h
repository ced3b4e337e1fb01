/* SPDX-License-Identifier: MIT */
/**
 * @file matcher.h
 * Finding and replacing text in pages: a pattern, and the lines of a page that it matches.
 *
 *     wikijs_matcher *matcher;
 *     status = wikijs_matcher_new("http://", NULL, &matcher, &err);
 *     while (status >= 0 && (status = wikijs_iter_next_page(iter, &page, &err)) > 0)
 *         status = wikijs_page_match_lines(page, matcher, 0, print_line, NULL, &err);
 *     wikijs_matcher_free(matcher);
 *
 * The server's own search looks at titles, descriptions and paths, not at the text of pages, unless another engine is
 * switched on. No function of this header needs a client. A matcher is used by one thread at a time.
 */
#ifndef WIKIJS_MATCHER_H
#define WIKIJS_MATCHER_H

#include <wikijs/error.h>
#include <wikijs/page.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A pattern, ready to be looked for. Opaque. */
typedef struct wikijs_matcher wikijs_matcher;

/** How a pattern is meant. */
typedef struct wikijs_matcher_options {
    size_t struct_size;
    bool regex;       /* a Perl-compatible regular expression (PCRE2); else every character stands for itself */
    bool ignore_case; /* of all scripts */
    bool whole_words; /* only where no letter, digit or underscore stands beside it */
} wikijs_matcher_options;

#define WIKIJS_MATCHER_OPTIONS_INIT                   \
    {                                                 \
        .struct_size = sizeof(wikijs_matcher_options) \
    }

/**
 * Prepare a pattern. In a regular expression `^` and `$` are begin and end of each line, and `.` is no line end.
 *
 * @param pattern  pattern, UTF-8, not empty
 * @param options  NULL: the text itself
 * @param out      receives the matcher; free with wikijs_matcher_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_INVALID it is no regular expression; WIKIJS_E_ARG the pattern is empty; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_matcher_new(const char *pattern, const wikijs_matcher_options *options,
                                                   wikijs_matcher **out, wikijs_error *err);

/**
 * Free a matcher.
 *
 * @param matcher  matcher, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_matcher_free(wikijs_matcher *matcher);

/**
 * Find the first match at or behind a place.
 *
 * @param matcher  matcher
 * @param text     text to look through, UTF-8
 * @param from     bytes of the text to pass over, up to its length
 * @param found    receives where the match is: a part of `text`, which may be empty
 * @param err      receives details on failure; may be NULL
 * @return 1 there is one; 0 there is none; WIKIJS_E_INVALID the text is not UTF-8, or the expression takes too long to
 *         decide; WIKIJS_E_ARG; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_matcher_find(wikijs_matcher *matcher, wikijs_str text, size_t from, wikijs_str *found,
                                   wikijs_error *err);

/**
 * Replace every match. With a regular expression `$1` or `${name}` in the replacement stand for its groups, `$0` for the
 * whole match and `$$` for a dollar sign; otherwise the replacement is the text itself.
 *
 * @param matcher      matcher
 * @param text         text, UTF-8
 * @param replacement  what takes the place of each match; "" removes them
 * @param out          receives the new text, which belongs to the matcher and is good until its next use; unchanged when
 *                     nothing was found
 * @param err          receives details on failure; may be NULL
 * @return how many were replaced; WIKIJS_E_INVALID as wikijs_matcher_find(), or the replacement names no group;
 *         WIKIJS_E_TOO_LARGE the new text has more than 64 MiB; WIKIJS_E_ARG; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_matcher_replace(wikijs_matcher *matcher, wikijs_str text, const char *replacement,
                                      wikijs_str *out, wikijs_error *err);

/** Fields of wikijs_page_match, in the order of its table. */
enum {
    WIKIJS_PAGE_MATCH_ID,
    WIKIJS_PAGE_MATCH_PATH,
    WIKIJS_PAGE_MATCH_LOCALE,
    WIKIJS_PAGE_MATCH_TITLE,
    WIKIJS_PAGE_MATCH_FIELD,
    WIKIJS_PAGE_MATCH_LINE,
    WIKIJS_PAGE_MATCH_COLUMN,
    WIKIJS_PAGE_MATCH_TEXT,
    WIKIJS_PAGE_MATCH_COUNT,
    WIKIJS_PAGE_MATCH_FIELDS
};

/** A line of a page that matches. What the page does not hold is not present. */
typedef struct wikijs_page_match {
    uint64_t present;   /* WIKIJS_BIT(WIKIJS_PAGE_MATCH_...) */
    int64_t id;         /* id of the page */
    const char *path;   /* its path without locale */
    const char *locale; /* its locale */
    const char *title;  /* its title */
    const char *field;  /* "content", "title" or "description" */
    int64_t line;       /* from 1 */
    int64_t column;     /* characters before the first match on it, from 1 */
    wikijs_str text;    /* the whole line, without its end */
    int64_t count;      /* for programs that count: how many lines of the page match */
} wikijs_page_match;

/** Runs for each line that matches; `match` is good until it returns. False: no more of this page. */
typedef bool (*wikijs_page_match_fn)(const wikijs_page_match *match, void *payload);

/**
 * Look through a page, line by line. A line is matched without its end, so that nothing is found across lines.
 *
 * @param page     page; what it does not hold is not looked through
 * @param matcher  matcher
 * @param fields   where to look: WIKIJS_BIT() of WIKIJS_PAGE_CONTENT, _TITLE, _DESCRIPTION; 0: the content
 * @param on_line  runs for each line that matches; may be NULL
 * @param payload  handed to it
 * @param err      receives details on failure; may be NULL
 * @return how many lines were found; WIKIJS_E_INVALID as wikijs_matcher_find(); WIKIJS_E_ARG; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_page_match_lines(const wikijs_page *page, wikijs_matcher *matcher, uint64_t fields,
                                       wikijs_page_match_fn on_line, void *payload, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
