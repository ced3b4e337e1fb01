/* SPDX-License-Identifier: MIT */
/* Which paths are let in, in what form, and why others are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/pages.h>

#include "api/letters.h"
#include "api/path.h"

static void paths_get_the_form_that_is_stored(void **state)
{
    (void)state;
    static const struct {
        const char *given, *expected;
    } cases[] = {
        { "docs/intro", "docs/intro" },
        { "/docs/intro/", "docs/intro" },
        { "///docs///", "docs" },
        { "en:docs/intro", "docs/intro" },
        { "pt-br:/docs", "docs" },
        { "Docs/INTRO", "Docs/INTRO" }, /* the server knows capitals */
        { "\xc3\xbc"
          "berblick/\xe6\x97\xa5\xe6\x9c\xac",
          "\xc3\xbc"
          "berblick/\xe6\x97\xa5\xe6\x9c\xac" },
        { "docs/100%25", "docs/100%25" }, /* nothing is decoded */
        { "docs/a#b&c=d", "docs/a#b&c=d" },
        { "docs/e/x", "docs/e/x" }, /* only the first segment is special */
        { "docs/login", "docs/login" },
        { "docs/en", "docs/en" },
        { "loginpage", "loginpage" },
        { "home", "home" },
        { "eng", "eng" },
        { "12", "12" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[256];
        wikijs_error err;
        assert_int_equal(wikijs_page_path_normalize(cases[i].given, path, &err), 0);
        assert_string_equal(path, cases[i].expected);
        assert_int_equal(err.code, 0);
    }
}

static void paths_are_refused_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *given, *reason;
    } cases[] = {
        { "", "empty" },
        { "///", "empty" },
        { "en:", "empty" },
        { "docs/a.md", "dot" },
        { "../etc", "dot" },
        { "docs/a b", "white space" },
        { "docs/a\xc2\xa0"
          "b",
          "white space" },
        { "docs/a\xe3\x80\x80", "white space" },
        { "docs\\a", "backslash" },
        { "docs//a", "two slashes" },
        { "docs/a\tb", "white space" },
        { "docs/a\x01"
          "b",
          "control" },
        { "docs/a\xc2\x85"
          "b",
          "control" },
        { "docs/a?b", "cuts out" },
        { "docs/a:b", "cuts out" },
        { "docs/<b>", "cuts out" },
        { "en:fr:x", "cuts out" },
        { "e/edit", "one character" },
        { "x", "one character" },
        { "\xc3\xbc/x", "one character" },
        { "en/docs", "locale" },
        { "it", "locale" },
        { "pt-BR/docs", "locale" },
        { "login", "keeps for itself" },
        { "Login/x", "keeps for itself" },
        { "graphql", "keeps for itself" },
        { "_assets/x", "keeps for itself" },
        { "docs/\xff", "UTF-8" },
        { "docs/\xc3", "UTF-8" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[256] = "untouched";
        wikijs_error err;
        assert_int_equal(wikijs_page_path_normalize(cases[i].given, path, &err), WIKIJS_E_ARG);
        if (!strstr(err.message, cases[i].reason)) {
            fail_msg("'%s': %s", cases[i].given, err.message);
        }
        assert_string_equal(path, "untouched");
    }
    assert_int_equal(wikijs_page_path_normalize(NULL, (char[256]){ 0 }, NULL), WIKIJS_E_ARG);
    assert_int_equal(wikijs_page_path_normalize("a", NULL, NULL), WIKIJS_E_ARG);
}

static void long_paths(void **state)
{
    (void)state;
    char given[400], path[256];
    memset(given, 'a', sizeof given);
    given[256] = '\0';
    assert_int_equal(wikijs_page_path_normalize(given, path, NULL), WIKIJS_E_ARG);
    given[255] = '\0';
    assert_int_equal(wikijs_page_path_normalize(given, path, NULL), 0);
    assert_int_equal(strlen(path), 255);
    given[255] = '/'; /* what is cut off does not count */
    given[256] = '\0';
    assert_int_equal(wikijs_page_path_normalize(given, path, NULL), 0);
}

static void looking_up_lets_more_through(void **state)
{
    (void)state;
    struct wj_place place;
    wikijs_error err;
    static const char *const stored[] = { "fr/foo", "a/foo", "login", "a b", "x.y", "q?x" };
    for (size_t i = 0; i < sizeof stored / sizeof *stored; i++) {
        assert_int_equal(wj_place_find(&place, NULL, stored[i], &err), 0);
        assert_string_equal(place.path, stored[i]);
        assert_string_equal(place.locale, "");
    }
    assert_int_equal(wj_place_find(&place, NULL, "de:/x/", &err), 0);
    assert_string_equal(place.locale, "de");
    assert_string_equal(place.path, "x");
    assert_int_equal(wj_place_find(&place, "DE", "de:x", &err), 0);
    assert_int_equal(wj_place_find(&place, "fr", "de:x", &err), WIKIJS_E_ARG);
    assert_int_equal(wj_place_find(&place, "", "x", &err), WIKIJS_E_ARG);
    assert_int_equal(wj_place_find(&place, "much-too-long", "x", &err), WIKIJS_E_ARG);
    assert_int_equal(wj_place_find(&place, NULL, "/", &err), WIKIJS_E_ARG);
}

static void paths_from_titles(void **state)
{
    (void)state;
    static const struct {
        const char *title, *expected;
    } cases[] = {
        { "New Page", "new-page" },
        { "  TCP/IP: how it works...  ", "tcp-ip-how-it-works" },
        { "Don't panic", "dont-panic" },
        { "Version 2.5", "version-2-5" },
        { "\xc3\x9c"
          "berblick \xe2\x80\x93 \xe6\x97\xa5\xe6\x9c\xac",
          "\xc3\xbc"
          "berblick-\xe6\x97\xa5\xe6\x9c\xac" },
        { "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82" },
        { "Rockets \xf0\x9f\x9a\x80 and more", "rockets-and-more" },
        { "Login", "login-page" },
        { "IT", "it-page" },
        { "C", "c-page" },
        { "a_b", "a-b" },
        { "bad \xff utf8", "bad-utf8" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[256], again[256];
        assert_int_equal(wikijs_page_path_from_title(cases[i].title, path), 0);
        assert_string_equal(path, cases[i].expected);
        assert_int_equal(wikijs_page_path_normalize(path, again, NULL), 0);
        assert_string_equal(path, again);
    }
    char path[256], title[1000];
    assert_int_equal(wikijs_page_path_from_title("...", path), WIKIJS_E_ARG);
    assert_int_equal(wikijs_page_path_from_title("", path), WIKIJS_E_ARG);
    assert_int_equal(wikijs_page_path_from_title(NULL, path), WIKIJS_E_ARG);
    for (size_t i = 0; i < sizeof title; i++) {
        title[i] = i % 10 == 9 ? ' ' : 'w';
    }
    title[sizeof title - 1] = '\0';
    assert_int_equal(wikijs_page_path_from_title(title, path), 0);
    assert_true(strlen(path) > 230);
    assert_string_equal(path + strlen(path) - 10, "-wwwwwwwww"); /* cut between words */
}

static void percent_encoding(void **state)
{
    (void)state;
    char encoded[200], decoded[100];
    const char *path = "docs/a#b c/\xc3\xbc%25+&";
    wj_path_encode(path, encoded);
    assert_string_equal(encoded, "docs/a%23b%20c/%C3%BC%2525+&");
    assert_true(wj_path_decode(encoded, strlen(encoded), decoded, sizeof decoded));
    assert_string_equal(decoded, path);
    assert_true(wj_path_decode("a%zz%4", 6, decoded, sizeof decoded));
    assert_string_equal(decoded, "a%zz%4");
    assert_false(wj_path_decode("abcdef", 6, decoded, 6));
}

static void lower_case_of_all_scripts(void **state)
{
    (void)state;
    static const struct {
        const char *given, *expected;
    } cases[] = {
        { " Two Words ", "two words" },
        { "\xc3\x89T\xc3\x89", "\xc3\xa9t\xc3\xa9" },
        { "\xce\xa9\xd0\xaf", "\xcf\x89\xd1\x8f" },
        { "\xe3\x80\x80X\xc2\xa0", "x" },
        { " \t ", "" },
        { "a\xff"
          "B",
          "a\xff"
          "b" },
        { "\xc8\xba", "\xe2\xb1\xa5" }, /* longer in lower case */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[64];
        size_t length = wj_lower_trimmed(cases[i].given, strlen(cases[i].given), out);
        assert_string_equal(out, cases[i].expected);
        assert_int_equal(length, strlen(cases[i].expected));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_get_the_form_that_is_stored),
        cmocka_unit_test(paths_are_refused_with_a_reason),
        cmocka_unit_test(long_paths),
        cmocka_unit_test(looking_up_lets_more_through),
        cmocka_unit_test(paths_from_titles),
        cmocka_unit_test(percent_encoding),
        cmocka_unit_test(lower_case_of_all_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
