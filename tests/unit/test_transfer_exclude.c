/* SPDX-License-Identifier: MIT */
/* Which files and folders a pattern leaves out: what git does with it in a .gitignore. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "transfer/exclude.h"

static wikijs_strings one(const char *const *pattern)
{
    return (wikijs_strings){ .items = pattern, .count = 1 };
}

static void expect(const char *pattern, const char *file, bool is_left_out)
{
    if (wj_exclude_covers(one(&pattern), file) != is_left_out) {
        fail_msg("'%s' %s '%s'", pattern, is_left_out ? "does not leave out" : "leaves out", file);
    }
}

static void a_name_counts_at_every_level(void **state)
{
    (void)state;
    expect("*.tmp.md", "a.tmp.md", true);
    expect("*.tmp.md", "docs/deep/a.tmp.md", true);
    expect("*.tmp.md", "docs/a.md", false);
    expect("drafts", "drafts/a.md", true);
    expect("drafts", "docs/drafts/deep/a.md", true);
    expect("drafts", "docs/drafts.md", false);
    expect("draft?", "drafts/a.md", true);
    expect("[a-c].md", "docs/b.md", true);
    expect("[a-c].md", "docs/d.md", false);
    expect("what\\?.md", "what?.md", true);
    expect("what\\?.md", "whats.md", false);
    expect("Drafts", "drafts/a.md", false);
}

static void a_slash_ties_it_to_the_top(void **state)
{
    (void)state;
    expect("/drafts", "drafts/a.md", true);
    expect("/drafts", "docs/drafts/a.md", false);
    expect("docs/drafts", "docs/drafts/a.md", true);
    expect("docs/drafts", "more/docs/drafts/a.md", false);
    expect("docs/*.md", "docs/a.md", true);
    expect("docs/*.md", "docs/deep/a.md", false);
    expect("*/a.md", "docs/a.md", true);
    expect("*/a.md", "a.md", false);
    expect("docs?drafts", "docs/drafts/a.md", false);
}

static void a_slash_at_the_end_means_folders(void **state)
{
    (void)state;
    expect("old.md/", "old.md", false);
    expect("old.md/", "docs/old.md/a.md", true);
    expect("docs/old/", "docs/old/a.md", true);
    expect("docs/old/", "docs/old", false);
    expect("/old/", "old/deep/a.md", true);
    expect("/old/", "docs/old/a.md", false);
}

static void two_stars_are_any_folders(void **state)
{
    (void)state;
    expect("**/drafts", "drafts/a.md", true);
    expect("**/drafts", "a/b/drafts/a.md", true);
    expect("**/drafts/old", "a/drafts/old/b.md", true);
    expect("**/drafts/old", "a/drafts/new/b.md", false);
    expect("docs/**/b.md", "docs/b.md", true);
    expect("docs/**/b.md", "docs/x/y/b.md", true);
    expect("docs/**/b.md", "docs/x/b.md/c.md", true);
    expect("docs/**/b.md", "x/docs/b.md", false);
    expect("docs/**", "docs/a.md", true);
    expect("docs/**", "docs/deep/a.md", true);
    expect("docs/**", "docs", false);
    expect("a/**/b/**/c.md", "a/b/x/b/y/c.md", true);
    expect("a/**/b/**/c.md", "a/x/c.md", false);
    expect("**", "a.md", true);
}

static void any_of_them_is_enough(void **state)
{
    (void)state;
    static const char *const items[] = { "one", "two/" };
    wikijs_strings patterns = { .items = items, .count = 2 };
    assert_true(wj_exclude_matches(patterns, "one", false));
    assert_true(wj_exclude_matches(patterns, "two", true));
    assert_false(wj_exclude_matches(patterns, "two", false));
    assert_false(wj_exclude_matches((wikijs_strings){ 0 }, "one", false));
}

static void expect_problem(const char *pattern, const char *part)
{
    wikijs_error err;
    assert_int_equal(wj_exclude_check(one(&pattern), &err), WIKIJS_E_ARG);
    if (!strstr(err.message, part)) {
        fail_msg("'%s' is refused with '%s', not '%s'", pattern, err.message, part);
    }
}

static void what_could_match_nothing_is_refused(void **state)
{
    (void)state;
    char longest[5000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    expect_problem("", "is empty");
    expect_problem("//", "is empty");
    expect_problem("!keep.md", "begins with '!'");
    expect_problem("./drafts", "'.' or '..'");
    expect_problem("docs/../drafts", "'.' or '..'");
    expect_problem("docs//drafts", "two slashes");
    expect_problem(longest, "longer than 4095 bytes");
    static const char *const fine[] = { "\\!keep.md", ".well-known", "...", "a/b/", "/a" };
    assert_int_equal(wj_exclude_check((wikijs_strings){ .items = fine, .count = 5 }, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_counts_at_every_level),
        cmocka_unit_test(a_slash_ties_it_to_the_top),
        cmocka_unit_test(a_slash_at_the_end_means_folders),
        cmocka_unit_test(two_stars_are_any_folders),
        cmocka_unit_test(any_of_them_is_enough),
        cmocka_unit_test(what_could_match_nothing_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
