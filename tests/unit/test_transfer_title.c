/* SPDX-License-Identifier: MIT */
/* Titles from headings and names of files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "transfer/title.h"

struct title_case {
    const char *text, *expected; /* NULL: there is none */
};

static void check(enum wj_markup markup, const struct title_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char title[WJ_TITLE_SIZE] = "";
        bool found = wj_title_of_text(markup, cases[i].text, strlen(cases[i].text), title);
        if (found != (cases[i].expected != NULL) || (found && strcmp(title, cases[i].expected) != 0)) {
            fail_msg("%s\n  has title '%s', not '%s'", cases[i].text, found ? title : "(none)", cases[i].expected);
        }
    }
}

#define CHECK(markup, cases) check(markup, cases, sizeof(cases) / sizeof *(cases))

static void markdown_has_the_first_heading(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        { "# One\n# Two\n", "One" },
        { "text\n\n## Two ##\n", "Two" },
        { "#  Spaces   inside  \r\n", "Spaces inside" },
        { "Title\n=====\n", "Title" },
        { "Two\nlines\n---\n", "Two lines" },
        { "# The **bold** and `code`\n", "The bold and code" },
        { "# A [link](x.md) ![and](y.png)\n", "A link and" },
        { "# snake_case _emphasis_\n", "snake_case emphasis" },
        { "# C\\# and \\*\n", "C# and *" },
        { "# C#\n", "C#" },
        { "# Anchor {#here}\n", "Anchor" },
        { "# Set {1}\n", "Set {1}" },
        { "# <b>Tag</b>\n", "Tag" },
        { "<h1 align=\"center\">The <b>first</b></h1>\n\n# Two\n", "The first" },
        { "> # Quoted\n", "Quoted" },
        { "```\n# Code\n```\n# Real\n", "Real" },
        { "    # Code\n", NULL },
        { "#hashtag\n", NULL },
        { "#\n\n# Second\n", "Second" },
        { "####### Seven\n", NULL },
        { "a\n\n---\n", NULL },
        { "", NULL },
    };
    CHECK(WJ_MARKUP_MARKDOWN, cases);
}

static void html_has_the_first_heading_or_the_title(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        { "<html><title>T</title><h2>H &amp; <i>I</i></h2>", "H & I" },
        { "<title>A\n  B</title><p>x", "A B" },
        { "<header>x</header><H1 class=a>One</H1>", "One" },
        { "<h1><img src=x></h1><h2>Two</h2>", "Two" },
        { "<!-- <h1>No</h1> --><h1>Yes</h1>", "Yes" },
        { "<hr><p>x</p>", NULL },
        { "<h1>", NULL },
    };
    CHECK(WJ_MARKUP_HTML, cases);
}

static void asciidoc_has_the_first_heading(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        { "= Title\nAuthor\n", "Title" },
        { ":toc:\n\n== Section *bold*\n", "Section bold" },
        { "====\nexample\n====\n", NULL },
        { "=Title\n", NULL },
    };
    CHECK(WJ_MARKUP_ASCIIDOC, cases);
}

static void long_headings_are_cut(void **state)
{
    (void)state;
    char text[2000] = "# ", title[WJ_TITLE_SIZE];
    for (int i = 0; i < 400; i++) {
        strcat(text, "\xc3\xa9 ");
    }
    assert_true(wj_title_of_text(WJ_MARKUP_MARKDOWN, text, strlen(text), title));
    assert_int_equal(strlen(title), 2 * 128 + 127); /* 255 characters: 128 letters, 127 spaces */
}

static void names_become_titles(void **state)
{
    (void)state;
    static const struct {
        const char *file, *expected;
        bool folder_page;
    } cases[] = {
        { "docs/first-steps.md", "First steps", false },
        { "a_b.md", "A b", false },
        { "README.md", "README", true },
        { "docs/README.md", "Docs", true },
        { "a/my-docs/index.html", "My docs", true },
        { "\xc3\xa9t\xc3\xa9.md", "\xc3\x89t\xc3\xa9", false },
        { "v1.2.md", "V1.2", false },
        { "--x--.md", "X", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char title[WJ_TITLE_SIZE];
        wj_title_of_name(cases[i].file, cases[i].folder_page, title);
        assert_string_equal(title, cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown_has_the_first_heading),
        cmocka_unit_test(html_has_the_first_heading_or_the_title),
        cmocka_unit_test(asciidoc_has_the_first_heading),
        cmocka_unit_test(long_headings_are_cut),
        cmocka_unit_test(names_become_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
