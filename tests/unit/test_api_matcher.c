/* SPDX-License-Identifier: MIT */
/* wikijs/matcher.h: what patterns find, what takes their place, which lines of a page are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/matcher.h>

#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

enum { LITERAL = 0, REGEX = 1, CASELESS = 2, WORDS = 4 };

static wikijs_matcher *make(const char *pattern, int how)
{
    wikijs_matcher_options options = WIKIJS_MATCHER_OPTIONS_INIT;
    options.regex = how & REGEX;
    options.ignore_case = how & CASELESS;
    options.whole_words = how & WORDS;
    wikijs_matcher *matcher = NULL;
    wikijs_error err;
    assert_int_equal(wikijs_matcher_new(pattern, &options, &matcher, &err), 0);
    return matcher;
}

/* Where the first match begins; -1: nowhere. */
static int place(const char *pattern, int how, const char *text)
{
    wikijs_matcher *matcher = make(pattern, how);
    wikijs_str found;
    int status = wikijs_matcher_find(matcher, (wikijs_str){ text, strlen(text) }, 0, &found, NULL);
    assert_in_range(status, 0, 1);
    int at = status > 0 ? (int)(found.ptr - text) : -1;
    wikijs_matcher_free(matcher);
    return at;
}

static void patterns_find(void **state)
{
    (void)state;
    assert_int_equal(place("a.c", LITERAL, "abc a.c"), 4);
    assert_int_equal(place("a.c", REGEX, "abc a.c"), 0);
    assert_int_equal(place("\\E(", LITERAL, "x\\E("), 1);
    assert_int_equal(place("\\E\\Q\\E", LITERAL, "\\E\\Q\\E"), 0);
    assert_int_equal(place("ÜBER", LITERAL, "überall"), -1);
    assert_int_equal(place("ÜBER", CASELESS, "überall"), 0);
    assert_int_equal(place("ÜBER", CASELESS | WORDS, "überall über"), 9);
    assert_int_equal(place("art", WORDS, "kräftart art"), 10); /* a letter of any script is part of a word */
    assert_int_equal(place("^b$", REGEX, "a\nb\r\nc"), 2);
    assert_int_equal(place("a.b", REGEX, "a\nb"), -1);
}

static void patterns_are_refused(void **state)
{
    (void)state;
    wikijs_matcher_options options = WIKIJS_MATCHER_OPTIONS_INIT;
    wikijs_matcher *matcher = NULL;
    wikijs_error err;
    options.regex = true;
    assert_int_equal(wikijs_matcher_new("(", &options, &matcher, &err), WIKIJS_E_INVALID);
    assert_non_null(strstr(err.message, "'(' is no regular expression"));
    assert_int_equal(wikijs_matcher_new("\\C", &options, &matcher, &err), WIKIJS_E_INVALID);
    assert_int_equal(wikijs_matcher_new("\xFF", NULL, &matcher, &err), WIKIJS_E_INVALID);
    assert_int_equal(wikijs_matcher_new("", NULL, &matcher, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_matcher_new(NULL, NULL, &matcher, &err), WIKIJS_E_ARG);
    options.struct_size = 0;
    assert_int_equal(wikijs_matcher_new("a", &options, &matcher, &err), WIKIJS_E_ARG);
    assert_null(matcher);
    wikijs_matcher_free(NULL);
}

static void texts_are_refused(void **state)
{
    (void)state;
    wikijs_str found;
    wikijs_error err;
    wikijs_matcher *matcher = make("a", LITERAL);
    assert_int_equal(wikijs_matcher_find(matcher, TEXT("b\xFF"), 0, &found, &err), WIKIJS_E_INVALID);
    assert_int_equal(wikijs_matcher_find(matcher, TEXT("b"), 2, &found, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_matcher_find(matcher, (wikijs_str){ NULL, 0 }, 0, &found, &err), 0);
    assert_int_equal(wikijs_matcher_find(NULL, TEXT("b"), 0, &found, &err), WIKIJS_E_ARG);
    wikijs_matcher_free(matcher);
    /* An expression that would need longer than anybody waits. */
    char many[64];
    memset(many, 'a', sizeof many);
    matcher = make("(a+)+$(?<=b)", REGEX);
    assert_int_equal(wikijs_matcher_find(matcher, (wikijs_str){ many, sizeof many }, 0, &found, &err),
                     WIKIJS_E_INVALID);
    assert_string_equal(err.message, "the regular expression takes too long to decide");
    wikijs_matcher_free(matcher);
}

static void check_replace(const char *pattern, int how, const char *text, const char *replacement, int count,
                          const char *expected)
{
    wikijs_matcher *matcher = make(pattern, how);
    wikijs_str out = { 0 };
    assert_int_equal(wikijs_matcher_replace(matcher, (wikijs_str){ text, strlen(text) }, replacement, &out, NULL),
                     count);
    if (count > 0) {
        assert_int_equal(out.len, strlen(expected));
        assert_memory_equal(out.ptr, expected, out.len);
    } else {
        assert_null(out.ptr);
    }
    wikijs_matcher_free(matcher);
}

static void matches_are_replaced(void **state)
{
    (void)state;
    check_replace("http://", LITERAL, "http://a http://b", "https://", 2, "https://a https://b");
    check_replace("a", LITERAL, "banana", "$1\\", 3, "b$1\\n$1\\n$1\\");
    check_replace("(\\w+)@(\\w+)", REGEX, "me@here", "${2} at $1, $$5", 1, "here at me, $5");
    check_replace("^", REGEX, "a\nb", "> ", 2, "> a\n> b");
    check_replace("x", LITERAL, "abc", "y", 0, NULL);
    check_replace("abc", LITERAL, "abc", "", 1, "");
    check_replace("(a)|(b)", REGEX, "ab", "[$2]", 2, "[][b]");
    check_replace(
        "a", LITERAL, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0123456789", 40,
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789");
}

static void replacements_have_limits(void **state)
{
    (void)state;
    wikijs_str out;
    wikijs_error err;
    wikijs_matcher *matcher = make("(a)", REGEX);
    assert_int_equal(wikijs_matcher_replace(matcher, TEXT("a"), "$2", &out, &err), WIKIJS_E_INVALID);
    assert_int_equal(wikijs_matcher_replace(matcher, TEXT("a"), "${", &out, &err), WIKIJS_E_INVALID);
    assert_int_equal(wikijs_matcher_replace(matcher, TEXT("a"), NULL, &out, &err), WIKIJS_E_ARG);
    size_t length = 1024 * 1024;
    char *text = test_malloc(length), *long_one = test_calloc(1, 129);
    memset(text, 'a', length);
    memset(long_one, 'b', 128);
    assert_int_equal(wikijs_matcher_replace(matcher, (wikijs_str){ text, length }, long_one, &out, &err),
                     WIKIJS_E_TOO_LARGE);
    long_one[32] = '\0';
    assert_int_equal(wikijs_matcher_replace(matcher, (wikijs_str){ text, length }, long_one, &out, &err), length);
    assert_int_equal(out.len, 32 * length);
    test_free(text);
    test_free(long_one);
    wikijs_matcher_free(matcher);
}

/* "field:line:column:text;" for each line that was told. */
struct told {
    char text[512];
    size_t most;
};

static bool tell(const wikijs_page_match *match, void *payload)
{
    struct told *told = payload;
    size_t length = strlen(told->text);
    snprintf(told->text + length, sizeof told->text - length, "%s:%d:%d:%.*s;", match->field, (int)match->line,
             (int)match->column, (int)match->text.len, match->text.ptr);
    return told->most == 0 || --told->most > 0;
}

static void lines_of_a_page_are_told(void **state)
{
    (void)state;
    const wikijs_page page = { .title = "A title",
                               .description = "no such thing",
                               .content = TEXT("one\r\ntwo ö title\n\n title\nlast title") };
    wikijs_matcher *matcher = make("title", LITERAL);
    struct told told = { 0 };
    assert_int_equal(wikijs_page_match_lines(&page, matcher, 0, tell, &told, NULL), 3);
    assert_string_equal(told.text, "content:2:7:two ö title;content:4:2: title;content:5:6:last title;");
    told = (struct told){ .most = 2 };
    uint64_t all = WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) |
                   WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    assert_int_equal(wikijs_page_match_lines(&page, matcher, all, tell, &told, NULL), 2);
    assert_string_equal(told.text, "title:1:3:A title;content:2:7:two ö title;");
    assert_int_equal(wikijs_page_match_lines(&page, matcher, all, NULL, NULL, NULL), 4);
    const wikijs_page empty = { 0 };
    assert_int_equal(wikijs_page_match_lines(&empty, matcher, all, NULL, NULL, NULL), 0);
    assert_int_equal(wikijs_page_match_lines(NULL, matcher, 0, NULL, NULL, NULL), WIKIJS_E_ARG);
    wikijs_matcher_free(matcher);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_find),
        cmocka_unit_test(patterns_are_refused),
        cmocka_unit_test(texts_are_refused),
        cmocka_unit_test(matches_are_replaced),
        cmocka_unit_test(replacements_have_limits),
        cmocka_unit_test(lines_of_a_page_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
