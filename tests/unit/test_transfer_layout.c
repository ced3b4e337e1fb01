/* SPDX-License-Identifier: MIT */
/* Names of files: as Wiki.js's storage has them, and none that leads anywhere else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "transfer/layout.h"

static const struct wj_layout plain = { .locale = "en" };
static char file[WJ_FILE_SIZE];
static wikijs_error err;

static void expect_file(const struct wj_layout *layout, const char *locale, const char *path, const char *content_type,
                        const char *expected)
{
    assert_int_equal(wj_layout_page_file(layout, locale, path, content_type, file, &err), 0);
    assert_string_equal(file, expected);
}

static void names_as_the_storage_has_them(void **state)
{
    (void)state;
    expect_file(&plain, "en", "home", "markdown", "home.md");
    expect_file(&plain, "de", "docs/set-up", "html", "de/docs/set-up.html");
    expect_file(&plain, "en", "docs/a", "asciidoc", "docs/a.adoc");
    expect_file(&plain, "en", "old", "redirect", "old.txt");
    expect_file(&plain, "en", "api", NULL, "api.txt");
    expect_file(&plain, "en", "\xe6\x96\x87\xe6\x9b\xb8/a", "markdown", "\xe6\x96\x87\xe6\x9b\xb8/a.md");
    const struct wj_layout german = { .locale = "de" }, always = { .locale = "en", .always_namespace = true };
    expect_file(&german, "de", "a", "markdown", "a.md");
    expect_file(&german, "en", "a", "markdown", "en/a.md");
    expect_file(&always, "en", "a", "markdown", "en/a.md");
}

static void names_and_back(void **state)
{
    (void)state;
    static const char *const rows[][3] = { { "en", "home", "markdown" },
                                           { "de", "docs/a", "html" },
                                           { "pt-br", "docs/a", "asciidoc" },
                                           { "en", "documents/de/x", "markdown" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wj_layout_page page;
        assert_int_equal(wj_layout_page_file(&plain, rows[i][0], rows[i][1], rows[i][2], file, &err), 0);
        assert_true(wj_layout_page_of(&plain, file, &page));
        assert_string_equal(page.locale, rows[i][0]);
        assert_string_equal(page.path, rows[i][1]);
        assert_string_equal(page.content_type, rows[i][2]);
    }
    struct wj_layout_page page;
    assert_true(wj_layout_page_of(&plain, "docs/v1.2/read.me.Markdown", &page));
    assert_string_equal(page.path, "docs/v1.2/read.me");
    assert_string_equal(page.content_type, "markdown");
    assert_false(wj_layout_page_of(&plain, "logo.png", &page));
    assert_false(wj_layout_page_of(&plain, "notes.txt", &page));
    assert_false(wj_layout_page_of(&plain, ".md", &page));
    assert_false(wj_layout_page_of(&plain, "de/.md", &page));
    assert_false(wj_layout_page_of(&plain, "docs.md/README", &page));
}

static void expect_refusal(const char *path, const char *reason)
{
    assert_int_equal(wj_layout_page_file(&plain, "en", path, "markdown", file, &err), WIKIJS_E_ARG);
    if (!strstr(err.message, reason)) {
        fail_msg("'%s' instead of '%s'", err.message, reason);
    }
}

static void names_that_lead_elsewhere(void **state)
{
    (void)state;
    expect_refusal("../../etc/passwd", "leads out of its folder");
    expect_refusal("a/../../b", "leads out of its folder");
    expect_refusal("a/..", "leads out of its folder");
    expect_refusal("./a", "leads out of its folder");
    expect_refusal("/etc/passwd", "empty segment");
    expect_refusal("a//b", "empty segment");
    expect_refusal("", "has no path");
    expect_refusal("docs/", "ends in a slash");
    expect_refusal("a\\..\\b", "not every system");
    expect_refusal("a\x1b[31m", "control character");
    expect_refusal("a\xc2\x9b"
                   "b",
                   "control character");
    expect_refusal("a\xff", "not UTF-8");
    expect_refusal(".git/hooks/pre-commit", "kept for other things");
    expect_refusal("x/.GIT/config", "kept for other things");
    expect_refusal(".wikijs/journal", "kept for other things");
    expect_refusal("CON", "a device");
    expect_refusal("docs/aux/x", "a device");
    expect_refusal("docs/com1", "a device");
    expect_refusal("docs./x", "ends in a dot");
    expect_refusal("a:b", "not every system");
    assert_int_equal(wj_layout_page_file(&plain, "../x", "a", "markdown", file, &err), WIKIJS_E_ARG);
    assert_int_equal(wj_layout_page_file(&plain, "..", "a", "markdown", file, &err), WIKIJS_E_ARG);
    assert_int_equal(wj_layout_page_file(&plain, "", "a", "markdown", file, &err), WIKIJS_E_ARG);
    const struct wj_layout any = { .locale = "en", .any_name = true };
    expect_file(&any, "en", "docs/aux", "markdown", "docs/aux.md");
    expect_file(&any, "en", "a:b", "markdown", "a:b.md");
    assert_int_equal(wj_layout_page_file(&any, "en", "../x", "markdown", file, &err), WIKIJS_E_ARG);
    assert_int_equal(wj_layout_check(&any, "img/logo.png", &err), 0);
    assert_int_equal(wj_layout_check(&any, "img/../../logo.png", &err), WIKIJS_E_ARG);
    assert_int_equal(wj_layout_check(&any, "..", &err), WIKIJS_E_ARG);
}

static void names_that_are_long(void **state)
{
    (void)state;
    char path[5001];
    memset(path, 'a', sizeof path);
    path[252] = '\0';
    assert_int_equal(wj_layout_page_file(&plain, "en", path, "markdown", file, &err), 0);
    path[252] = 'a';
    path[253] = '\0';
    expect_refusal(path, "more than 255 bytes");
    memset(path, 'a', sizeof path);
    for (size_t i = 100; i < sizeof path; i += 101) {
        path[i] = '/';
    }
    path[4092] = '\0';
    assert_int_equal(wj_layout_page_file(&plain, "en", path, "markdown", file, &err), 0);
    assert_int_equal(strlen(file), WJ_FILE_SIZE - 1);
    path[4092] = 'b';
    path[4096] = '\0';
    expect_refusal(path, "longer than 4095 bytes");
    struct wj_layout_page page;
    strcpy(path + 4992, ".md");
    assert_false(wj_layout_page_of(&plain, "x", &page));
    char folded[WJ_FOLDED_SIZE];
    memset(path, 'A', sizeof path);
    path[5000] = '\0';
    wj_layout_fold(path, folded);
    assert_int_equal(strlen(folded), 5000);
}

static void names_that_differ_in_case_only(void **state)
{
    (void)state;
    char one[WJ_FOLDED_SIZE], two[WJ_FOLDED_SIZE];
    wj_layout_fold("Docs/\xc3\x84pfel.MD", one);
    wj_layout_fold("docs/\xc3\xa4pfel.md", two);
    assert_string_equal(one, two);
    wj_layout_fold("docs/apfel.md", two);
    assert_string_not_equal(one, two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_as_the_storage_has_them),  cmocka_unit_test(names_and_back),
        cmocka_unit_test(names_that_lead_elsewhere),      cmocka_unit_test(names_that_are_long),
        cmocka_unit_test(names_that_differ_in_case_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
