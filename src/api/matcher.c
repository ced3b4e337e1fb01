/* SPDX-License-Identifier: MIT */
/* Patterns for texts of pages, by PCRE2. A text that is meant as it is becomes an expression, too: \Q...\E. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>
#include <wikijs/matcher.h>

#include "api/pattern.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "base/sized.h"
#include "base/status.h"
#include "base/text.h"

enum { LARGEST_PATTERN = 1024 * 1024, LARGEST_TEXT = 64 * 1024 * 1024 };

struct wikijs_matcher {
    pcre2_code *code;
    pcre2_match_data *data;
    struct wj_buf replaced;
    bool regex;
};

static int no_memory(wikijs_error *err)
{
    return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

/* --- making one --- */

/* "\E" inside of the text would end the quotation. */
static void quote(struct wj_buf *out, const char *text)
{
    wj_buf_str(out, "\\Q");
    const char *end;
    for (; (end = strstr(text, "\\E")) != NULL; text = end + 2) {
        wj_buf_append(out, text, (size_t)(end - text));
        wj_buf_str(out, "\\E\\\\E\\Q");
    }
    wj_buf_str(out, text);
    wj_buf_str(out, "\\E");
}

static int compile(struct wikijs_matcher *matcher, const char *pattern, const char *expression,
                   const wikijs_matcher_options *options, wikijs_error *err)
{
    int code;
    size_t at;
    pcre2_compile_context *how = pcre2_compile_context_create(NULL);
    if (!how)
        return no_memory(err);
    pcre2_set_newline(how, PCRE2_NEWLINE_ANYCRLF);
    pcre2_set_compile_extra_options(how, options->whole_words ? PCRE2_EXTRA_MATCH_WORD : 0);
    matcher->code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED,
                                  PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C |
                                      (options->ignore_case ? PCRE2_CASELESS : 0),
                                  &code, &at, how);
    pcre2_compile_context_free(how);
    if (!matcher->code)
        return wj_pattern_refuse(pattern, code, at, err);
    matcher->data = pcre2_match_data_create_from_pattern(matcher->code, NULL);
    return matcher->data ? 0 : no_memory(err);
}

static int prepare(struct wikijs_matcher *matcher, const char *pattern, const wikijs_matcher_options *options,
                   wikijs_error *err)
{
    struct wj_buf quoted;
    wj_buf_init(&quoted, &wj_libc_allocator, LARGEST_PATTERN);
    matcher->regex = options->regex;
    if (!options->regex)
        quote(&quoted, pattern);
    int status = quoted.failed ? wj_error_no_room(err, quoted.failed, "the pattern is too long")
                               : compile(matcher, pattern, options->regex ? pattern : quoted.data, options, err);
    wj_buf_free(&quoted);
    return status;
}

int wikijs_matcher_new(const char *pattern, const wikijs_matcher_options *given, wikijs_matcher **out,
                       wikijs_error *err)
{
    wikijs_matcher_options options = WIKIJS_MATCHER_OPTIONS_INIT;
    wj_error_clear(err);
    if (!out || !pattern || !*pattern)
        return wj_error_set(err, WIKIJS_E_ARG, out ? "the pattern is empty" : "no place for the matcher is given");
    int status = wj_sized_take(&options, sizeof options, given, err);
    if (status < 0)
        return status;
    struct wikijs_matcher *matcher = wj_calloc(&wj_libc_allocator, 1, sizeof *matcher);
    if (!matcher)
        return no_memory(err);
    wj_buf_init(&matcher->replaced, &wj_libc_allocator, LARGEST_TEXT);
    status = prepare(matcher, pattern, &options, err);
    if (status < 0) {
        wikijs_matcher_free(matcher);
        return status;
    }
    *out = matcher;
    return 0;
}

void wikijs_matcher_free(wikijs_matcher *matcher)
{
    if (!matcher)
        return;
    pcre2_match_data_free(matcher->data);
    pcre2_code_free(matcher->code);
    wj_buf_free(&matcher->replaced);
    wj_free(&wj_libc_allocator, matcher);
}

/* --- using it --- */

static int match_failed(int code, wikijs_error *err)
{
    if (code == PCRE2_ERROR_NOMEMORY)
        return no_memory(err);
    if (code <= PCRE2_ERROR_UTF8_ERR1 && code >= PCRE2_ERROR_UTF8_ERR21)
        return wj_error_set(err, WIKIJS_E_INVALID, "the text is not UTF-8");
    if (code == PCRE2_ERROR_MATCHLIMIT || code == PCRE2_ERROR_DEPTHLIMIT || code == PCRE2_ERROR_HEAPLIMIT)
        return wj_error_set(err, WIKIJS_E_INVALID, "the regular expression takes too long to decide");
    PCRE2_UCHAR why[120] = "";
    pcre2_get_error_message(code, why, sizeof why);
    return wj_error_set(err, WIKIJS_E_INVALID, "%s", (const char *)why);
}

static bool is_usable(const wikijs_matcher *matcher, wikijs_str text)
{
    return matcher && (text.ptr || text.len == 0);
}

static wikijs_str not_null(wikijs_str text)
{
    return text.ptr ? text : (wikijs_str){ "", 0 };
}

int wikijs_matcher_find(wikijs_matcher *matcher, wikijs_str text, size_t from, wikijs_str *found, wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_usable(matcher, text) || !found || from > text.len)
        return wj_error_set(err, WIKIJS_E_ARG, "a matcher, a text and a place for the match are needed");
    text = not_null(text);
    int code = pcre2_match(matcher->code, (PCRE2_SPTR)text.ptr, text.len, from, 0, matcher->data, NULL);
    if (code == PCRE2_ERROR_NOMATCH)
        return 0;
    if (code < 0)
        return match_failed(code, err);
    const PCRE2_SIZE *place = pcre2_get_ovector_pointer(matcher->data);
    /* "\K" in a look-ahead may put the start behind the end. */
    size_t start = place[0] < place[1] ? place[0] : place[1];
    *found = (wikijs_str){ text.ptr + start, place[1] - start };
    return 1;
}

static bool is_about_replacement(int code)
{
    switch (code) {
    case PCRE2_ERROR_NOSUBSTRING:
    case PCRE2_ERROR_BADREPLACEMENT:
    case PCRE2_ERROR_BADREPESCAPE:
    case PCRE2_ERROR_REPMISSINGBRACE:
    case PCRE2_ERROR_BADSUBSTITUTION:
        return true;
    default:
        return false;
    }
}

int wikijs_matcher_replace(wikijs_matcher *matcher, wikijs_str text, const char *replacement, wikijs_str *out,
                           wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_usable(matcher, text) || !replacement || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "a matcher, a text and a replacement are needed");
    text = not_null(text);
    uint32_t how = PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_OVERFLOW_LENGTH | PCRE2_SUBSTITUTE_UNSET_EMPTY |
                   (matcher->regex ? 0 : PCRE2_SUBSTITUTE_LITERAL);
    struct wj_buf *buf = &matcher->replaced;
    wj_buf_clear(buf);
    size_t room = text.len + 64, length;
    int code;
    do {
        if (wj_buf_reserve(buf, room) < 0)
            return wj_error_no_room(err, buf->failed, "the new text would be too large");
        length = room;
        code = pcre2_substitute(matcher->code, (PCRE2_SPTR)text.ptr, text.len, 0, how, matcher->data, NULL,
                                (PCRE2_SPTR)replacement, PCRE2_ZERO_TERMINATED, (PCRE2_UCHAR *)buf->data, &length);
        if (code != PCRE2_ERROR_NOMEMORY || length == PCRE2_UNSET)
            break;
        room = length; /* what it takes */
    } while (true);
    if (code < 0) {
        int status = match_failed(code, err);
        if (err && is_about_replacement(code))
            wj_error_context(err, "the replacement '%.100s'", replacement);
        return status;
    }
    if (code > 0)
        *out = (wikijs_str){ buf->data, length };
    return code;
}

/* --- the lines of a page --- */

struct place {
    const char *name;
    uint64_t bit;
    wikijs_str text;
};

static wikijs_str text_of(const char *text)
{
    return (wikijs_str){ text, text ? strlen(text) : 0 };
}

static wikijs_page_match describe(const wikijs_page *page)
{
    wikijs_page_match match = { .id = page->id, .path = page->path, .locale = page->locale, .title = page->title };
    match.present = WIKIJS_BIT(WIKIJS_PAGE_MATCH_FIELD) | WIKIJS_BIT(WIKIJS_PAGE_MATCH_LINE) |
                    WIKIJS_BIT(WIKIJS_PAGE_MATCH_COLUMN) | WIKIJS_BIT(WIKIJS_PAGE_MATCH_TEXT);
    match.present |= page->present & WIKIJS_BIT(WIKIJS_PAGE_ID) ? WIKIJS_BIT(WIKIJS_PAGE_MATCH_ID) : 0;
    match.present |= page->path ? WIKIJS_BIT(WIKIJS_PAGE_MATCH_PATH) : 0;
    match.present |= page->locale ? WIKIJS_BIT(WIKIJS_PAGE_MATCH_LOCALE) : 0;
    match.present |= page->title ? WIKIJS_BIT(WIKIJS_PAGE_MATCH_TITLE) : 0;
    return match;
}

static int64_t characters_before(const char *text, const char *end)
{
    int64_t count = 0;
    for (size_t size; text < end; text += size, count++)
        wj_utf8_next(text, (size_t)(end - text), &size);
    return count;
}

/* The line at `at`, without its end; *next receives where the next one begins. */
static wikijs_str cut_line(wikijs_str text, size_t at, size_t *next)
{
    const char *line = text.ptr + at;
    const char *newline = memchr(line, '\n', text.len - at);
    size_t length = newline ? (size_t)(newline - line) : text.len - at;
    *next = at + length + 1;
    if (length && line[length - 1] == '\r')
        length--;
    return (wikijs_str){ line, length };
}

/* Returns how many lines were found, or a status; *more becomes false when the callback has had enough. */
static int match_text(wikijs_page_match *match, const struct place *place, wikijs_matcher *matcher,
                      wikijs_page_match_fn on_line, void *payload, bool *more, wikijs_error *err)
{
    int count = 0;
    match->field = place->name;
    match->line = 1;
    for (size_t at = 0, next; at < place->text.len && *more; at = next, match->line++) {
        wikijs_str found = { 0 };
        match->text = cut_line(place->text, at, &next);
        int status = wikijs_matcher_find(matcher, match->text, 0, &found, err);
        if (status < 0)
            return status;
        if (status > 0) {
            count++;
            match->column = 1 + characters_before(match->text.ptr, found.ptr);
            *more = !on_line || on_line(match, payload);
        }
    }
    return count;
}

int wikijs_page_match_lines(const wikijs_page *page, wikijs_matcher *matcher, uint64_t fields,
                            wikijs_page_match_fn on_line, void *payload, wikijs_error *err)
{
    wj_error_clear(err);
    if (!page || !matcher)
        return wj_error_set(err, WIKIJS_E_ARG, page ? "no matcher is given" : "no page is given");
    const struct place places[] = {
        { "title", WIKIJS_BIT(WIKIJS_PAGE_TITLE), text_of(page->title) },
        { "description", WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION), text_of(page->description) },
        { "content", WIKIJS_BIT(WIKIJS_PAGE_CONTENT), page->content },
    };
    wikijs_page_match match = describe(page);
    bool more = true;
    int count = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!(places[i].bit & (fields ? fields : WIKIJS_BIT(WIKIJS_PAGE_CONTENT))))
            continue;
        int found = match_text(&match, &places[i], matcher, on_line, payload, &more, err);
        if (found < 0)
            return found;
        count += found;
    }
    return count;
}
