/* SPDX-License-Identifier: MIT */
/* Which targets are rewritten in each markup, into what; everything else stays byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "transfer/links.h"
#include "transfer/title.h"

/* A folder with a few files; what was asked for last is kept. */
static bool resolve(const char *path, char out[WJ_LINK_SIZE], void *payload)
{
    static const char *const known[][2] = {
        { "setup.md", "/en/docs/setup" },
        { "img/a.png", "/docs/img/a.png" },
        { "../top.md", "/en/top" },
        { "b(1).md", "/en/docs/b(1)" },
        { "\xc3\xbc.md", "/en/docs/\xc3\xbc" },
        { "a b.md", "/en/docs/a-b" },
        { "x_y.md", "/en/docs/x_y" },
        { "a&b.md", "/en/docs/a&b" },
        { "setup.adoc", "/en/docs/setup" },
        { "images/p.png", "/docs/images/p.png" },
        { "setup.html", "/en/docs/setup" },
    };
    snprintf(payload, WJ_LINK_SIZE, "%s", path);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(path, known[i][0]) == 0) {
            snprintf(out, WJ_LINK_SIZE, "%s", known[i][1]);
            return true;
        }
    }
    return false;
}

struct link_case {
    const char *text, *expected; /* NULL: unchanged */
};

static void check(enum wj_markup markup, const struct link_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char asked[WJ_LINK_SIZE] = "";
        struct wj_buf out;
        wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
        const char *text = cases[i].text, *expected = cases[i].expected ? cases[i].expected : text;
        assert_int_equal(wj_links_rewrite(&out, markup, text, strlen(text), resolve, asked), 0);
        if (strcmp(out.data ? out.data : "", expected) != 0) {
            fail_msg("%s\n  became   %s\n  not      %s", text, out.data, expected);
        }
        wj_buf_free(&out);
    }
}

#define CHECK(markup, cases) check(markup, cases, sizeof(cases) / sizeof *(cases))

static void inline_links_are_rewritten(void **state)
{
    (void)state;
    static const struct link_case cases[] = {
        { "", NULL },
        { "See [it](setup.md).", "See [it](/en/docs/setup)." },
        { "[a](setup.md#part)", "[a](/en/docs/setup#part)" },
        { "[a](setup.md?x=1#part)", "[a](/en/docs/setup?x=1#part)" },
        { "[a](setup.md \"Title (1)\")", "[a](/en/docs/setup \"Title (1)\")" },
        { "[a]( setup.md 'T' )", "[a]( /en/docs/setup 'T' )" },
        { "[a](\nsetup.md\n(T))", "[a](\n/en/docs/setup\n(T))" },
        { "![i](img/a.png =100x200)", "![i](/docs/img/a.png =100x200)" },
        { "![i](img/a.png \"T\" =100x)", "![i](/docs/img/a.png \"T\" =100x)" },
        { "[![i](img/a.png)](setup.md)", "[![i](/docs/img/a.png)](/en/docs/setup)" },
        { "[a [b] c](setup.md)", "[a [b] c](/en/docs/setup)" },
        { "[a `]` c](setup.md)", "[a `]` c](/en/docs/setup)" },
        { "[two\nlines](setup.md)", "[two\nlines](/en/docs/setup)" },
        { "[a](<setup.md>)", "[a](</en/docs/setup>)" },
        { "[a](<a b.md>)", "[a](</en/docs/a-b>)" },
        { "[a](a%20b.md)", "[a](/en/docs/a-b)" },
        { "[a](b(1).md)", "[a](/en/docs/b%281%29)" },
        { "[a](b\\(1\\).md)", "[a](/en/docs/b%281%29)" },
        { "[a](\xc3\xbc.md)", "[a](/en/docs/%C3%BC)" },
        { "[a](%c3%bc.md)", "[a](/en/docs/%C3%BC)" },
        { "[a](x\\_y.md)", "[a](/en/docs/x_y)" },
        { "[a](a&amp;b.md)", "[a](/en/docs/a%26b)" },
        { "[a](../top.md)", "[a](/en/top)" },
        { "[a](setup.md)[b](setup.md)", "[a](/en/docs/setup)[b](/en/docs/setup)" },
        { "- [a](setup.md)\n- [b](setup.md)\n", "- [a](/en/docs/setup)\n- [b](/en/docs/setup)\n" },
        { "> [a](setup.md)\n", "> [a](/en/docs/setup)\n" },
        { "# [a](setup.md)\n", "# [a](/en/docs/setup)\n" },
        { "[a](setup.md)\n===\n", "[a](/en/docs/setup)\n===\n" },
        { "| a | [b](setup.md) |\n", "| a | [b](/en/docs/setup) |\n" },
        { "text\r\n[a](setup.md)\r\n", "text\r\n[a](/en/docs/setup)\r\n" },
        { "<a href=\"setup.md\">x</a> and <img src='img/a.png'>",
          "<a href=\"/en/docs/setup\">x</a> and <img src='/docs/img/a.png'>" },
        { "<div>\n<a href=setup.md>x</a>\n</div>\n", "<div>\n<a href=/en/docs/setup>x</a>\n</div>\n" },
    };
    CHECK(WJ_MARKUP_MARKDOWN, cases);
}

static void definitions_are_rewritten(void **state)
{
    (void)state;
    static const struct link_case cases[] = {
        { "[a]: setup.md", "[a]: /en/docs/setup" },
        { "[a]: <setup.md> 'T'\n", "[a]: </en/docs/setup> 'T'\n" },
        { "[a]:\n  setup.md\n  \"T\"\n", "[a]:\n  /en/docs/setup\n  \"T\"\n" },
        { "[a]: setup.md\n[b]: img/a.png \"T\"\ntext", "[a]: /en/docs/setup\n[b]: /docs/img/a.png \"T\"\ntext" },
        { "   [a]: setup.md#x\n", "   [a]: /en/docs/setup#x\n" },
        { "> [a]: setup.md\n", "> [a]: /en/docs/setup\n" },
        { "[a]: setup.md and more\n", NULL },
        { "text\n[a]: setup.md\n", NULL }, /* a definition cannot interrupt a paragraph */
        { "[^1]: setup.md\n", NULL },
        { "[]: setup.md\n", NULL },
        { "    [a]: setup.md\n", NULL },
    };
    CHECK(WJ_MARKUP_MARKDOWN, cases);
}

static void what_is_no_link_stays(void **state)
{
    (void)state;
    static const struct link_case cases[] = {
        { "[a](https://example.org/setup.md)", NULL },
        { "[a](mailto:x@example.org)", NULL },
        { "[a](//host/setup.md)", NULL },
        { "[a](/setup.md)", NULL },
        { "[a](#setup.md)", NULL },
        { "[a](?setup.md)", NULL },
        { "[a](unknown.md)", NULL },
        { "[a](setup)", NULL },
        { "[a]()", NULL },
        { "[a](<>)", NULL },
        { "[a](C:setup.md)", NULL },
        { "[a](setup.md", NULL },
        { "[a](setup.md \"open)", NULL },
        { "[a](setup.md x)", NULL },
        { "[a] (setup.md)", NULL },
        { "a](setup.md)", NULL },
        { "\\[a](setup.md)", NULL },
        { "[a\\](setup.md)", NULL },
        { "`[a](setup.md)`", NULL },
        { "``[a](setup.md) ` ``", NULL },
        { "`a\n[a](setup.md)\nb`", NULL },
        { "<https://x/[a](setup.md)>", NULL },
        { "<!-- [a](setup.md) <a href=\"setup.md\"> -->", NULL },
        { "```\n[a](setup.md)\n```\n", NULL },
        { "````\n```\n[a](setup.md)\n````\n", NULL },
        { "~~~ md\n[a](setup.md)\n~~~\n", NULL },
        { "```\n[a](setup.md)\n", NULL },
        { "- x\n\n  ```\n  [a](setup.md)\n  ```\n", NULL },
        { "- ```\n  [a](setup.md)\n  ```\n", NULL },
        { "> ```\n> [a](setup.md)\n> ```\n", NULL },
        { "1. x\n   ~~~\n   [a](setup.md)\n   ~~~\n", NULL },
        { "    [a](setup.md)\n", NULL },
        { "\t[a](setup.md)\n", NULL },
        { "text\n\n    [a](setup.md)\n", NULL },
        { "- x\n\n      [a](setup.md)\n", NULL },
        { ">     [a](setup.md)\n", NULL },
        { "<script>\nx = '[a](setup.md)'; y = '<a href=\"setup.md\">';\n</script>\n", NULL },
        { "<div>\n[a](setup.md)\n</div>\n", NULL },
        { "<a title=\"[a](setup.md)\">", NULL },
        { "<a data-href=\"setup.md\">", NULL },
        { "{{[a]({setup.md})}}", NULL },
        { "[a](setup.md%00)", NULL },
        { "[a](%ff.md)", NULL },
    };
    CHECK(WJ_MARKUP_MARKDOWN, cases);
}

static void links_behind_code_are_found(void **state)
{
    (void)state;
    static const struct link_case cases[] = {
        { "```\nx\n```\n[a](setup.md)\n", "```\nx\n```\n[a](/en/docs/setup)\n" },
        { "``` not a `fence\n[a](setup.md)\n", "``` not a `fence\n[a](/en/docs/setup)\n" },
        { "> ```\n> x\n\n[a](setup.md)\n", "> ```\n> x\n\n[a](/en/docs/setup)\n" },
        { "- ```\n  x\n\n[a](setup.md)\n", "- ```\n  x\n\n[a](/en/docs/setup)\n" },
        { "a ` b [a](setup.md)\n", "a ` b [a](/en/docs/setup)\n" },
        { "`` a ` [a](setup.md)\n", "`` a ` [a](/en/docs/setup)\n" },
        { "text\n    [a](setup.md)\n", "text\n    [a](/en/docs/setup)\n" }, /* goes on with the paragraph */
        { "- x\n\n    [a](setup.md)\n", "- x\n\n    [a](/en/docs/setup)\n" },
        { "10. x\n\n    [a](setup.md)\n", "10. x\n\n    [a](/en/docs/setup)\n" },
        { "- a\n  - b\n    - [c](setup.md)\n", "- a\n  - b\n    - [c](/en/docs/setup)\n" },
        { "- a\n    [c](setup.md)\n", "- a\n    [c](/en/docs/setup)\n" },
        { "- a\n\n      code\n\n  [c](setup.md)\n", "- a\n\n      code\n\n  [c](/en/docs/setup)\n" },
        { "<!-- x -->\n[a](setup.md)\n", "<!-- x -->\n[a](/en/docs/setup)\n" },
        { "<div>\nx\n</div>\n\n[a](setup.md)\n", "<div>\nx\n</div>\n\n[a](/en/docs/setup)\n" },
        { "a < b [a](setup.md)", "a < b [a](/en/docs/setup)" },
        { "***\n[a](setup.md)\n---\n[b](setup.md)", "***\n[a](/en/docs/setup)\n---\n[b](/en/docs/setup)" },
        { "[ ] [a](setup.md)", "[ ] [a](/en/docs/setup)" },
        { "| `a | [b](setup.md) |\n| c` | [d](setup.md) |",
          "| `a | [b](/en/docs/setup) |\n| c` | [d](/en/docs/setup) |" },
    };
    CHECK(WJ_MARKUP_MARKDOWN, cases);
}

static void html_is_rewritten(void **state)
{
    (void)state;
    static const struct link_case cases[] = {
        { "<a href=\"setup.html\">", "<a href=\"/en/docs/setup\">" },
        { "<A HREF = 'setup.html#x' >", "<A HREF = '/en/docs/setup#x' >" },
        { "<a class=x href=setup.html>", "<a class=x href=/en/docs/setup>" },
        { "<img alt=\"a > b\" src=\"img/a.png\"/>", "<img alt=\"a > b\" src=\"/docs/img/a.png\"/>" },
        { "<a href=\"a&amp;b.md\">", "<a href=\"/en/docs/a%26b\">" },
        { "<a\n  href=\"setup.html\"\n>", "<a\n  href=\"/en/docs/setup\"\n>" },
        { "<pre><a href=\"setup.html\">", "<pre><a href=\"/en/docs/setup\">" },
        { "<script>'<a href=\"setup.html\">'</script><a href=\"setup.html\">",
          "<script>'<a href=\"setup.html\">'</script><a href=\"/en/docs/setup\">" },
        { "<!-- <a href=\"setup.html\"> -->", NULL },
        { "<style>a[href=\"setup.html\"]{}</style>", NULL },
        { "a href=\"setup.html\"", NULL },
        { "<a href=\"setup.html", NULL },
        { "<a href=\"\">", NULL },
        { "<a href=\"javascript:setup.html\">", NULL },
        { "< a href=\"setup.html\">", NULL },
        { "[a](setup.md)", NULL },
    };
    CHECK(WJ_MARKUP_HTML, cases);
}

static void asciidoc_is_rewritten(void **state)
{
    (void)state;
    static const struct link_case cases[] = {
        { "See link:setup.adoc[it].", "See link:/en/docs/setup[it]." },
        { "link:setup.adoc#part[it]", "link:/en/docs/setup#part[it]" },
        { "xref:setup.adoc[it]", "link:/en/docs/setup[it]" },
        { "xref:setup.adoc#[it]", "link:/en/docs/setup[it]" },
        { "xref:setup.adoc#part[it]", "link:/en/docs/setup#part[it]" },
        { "<<setup.adoc#part,the part>>", "link:/en/docs/setup#part[the part]" },
        { "<<setup.adoc#,a [b]>>", "link:/en/docs/setup[a [b\\]]" },
        { "<<setup.adoc#>>", "link:/en/docs/setup[]" },
        { "image::img/a.png[Alt]", "image::/docs/img/a.png[Alt]" },
        { "image:img/a.png[]", "image:/docs/img/a.png[]" },
        { ":imagesdir: images\n\nimage::p.png[]", ":imagesdir: images\n\nimage::/docs/images/p.png[]" },
        { "* link:setup.adoc[a]", "* link:/en/docs/setup[a]" },
        { "  * link:setup.adoc[a]", "  * link:/en/docs/setup[a]" },
        { "text\n  link:setup.adoc[a]", "text\n  link:/en/docs/setup[a]" },
        { "====\nlink:setup.adoc[a]\n====", "====\nlink:/en/docs/setup[a]\n====" },
        { "----\nx\n----\nlink:setup.adoc[a]", "----\nx\n----\nlink:/en/docs/setup[a]" },
        { "<<part>>", NULL },
        { "link:https://example.org/setup.adoc[a]", NULL },
        { "\\link:setup.adoc[a]", NULL },
        { "uplink:setup.adoc[a]", NULL },
        { "link:setup.adoc", NULL },
        { "link:{base}setup.adoc[a]", NULL },
        { "`+link:setup.adoc[a]+`", NULL },
        { "+++link:setup.adoc[a]+++", NULL },
        { "----\nlink:setup.adoc[a]\n----", NULL },
        { "....\nlink:setup.adoc[a]\n", NULL },
        { "```\nlink:setup.adoc[a]\n```", NULL },
        { "////\nlink:setup.adoc[a]\n////", NULL },
        { "// link:setup.adoc[a]", NULL },
        { "text\n\n link:setup.adoc[a]\n", NULL },
        { "[source,ruby]\nlink:setup.adoc[a]\n", NULL },
    };
    CHECK(WJ_MARKUP_ASCIIDOC, cases);
}

/*
 * Each is a piece over and over. No look ahead may be repeated from place to place: where one is, these take hours. Under
 * valgrind they are shorter, for there all takes long.
 */
static void long_and_hostile_texts_end_soon(void **state)
{
    (void)state;
    static const struct {
        const char *start, *piece, *end;
    } texts[] = {
        { "", "[", "" },         { "", "[a](b (", "" },        { "", "[a](<", "" },   { "", "<a x='", "" },
        { "", "<a b\n", "" },    { "<a ", "b=\"<c\" ", "" },   { "", "link:a[", "" }, { "", "<<", "" },
        { "", "image:", "" },    { "", "pass:", "" },          { "", "+++", "" },     { "", "`a``b", "" },
        { "", "- ", "x" },       { "", ">- ", "          x" }, { "", "<h1>", "" },    { "", "<h1 ", "" },
        { "", "<!--", "" },      { "# ", "](", "" },           { "# ", "{", "}" },    { "[", "[](a", "" },
        { "", "[](a \"' ", "" }, { "", "[a]: b '\n", "" },     { "", "<title>", "" }, { "", "xref:<<`+", "" },
    };
    const char *given = getenv("HOSTILE_TEXT_BYTES");
    size_t bytes = given ? (size_t)strtoul(given, NULL, 10) : 2000000;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct wj_buf text, out;
        wj_buf_init(&text, &wj_libc_allocator, SIZE_MAX);
        wj_buf_str(&text, texts[i].start);
        while (text.len < bytes) {
            wj_buf_str(&text, texts[i].piece);
        }
        wj_buf_str(&text, texts[i].end);
        for (enum wj_markup markup = WJ_MARKUP_MARKDOWN; markup <= WJ_MARKUP_ASCIIDOC; markup++) {
            char asked[WJ_LINK_SIZE], title[WJ_TITLE_SIZE];
            wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
            assert_int_equal(wj_links_rewrite(&out, markup, text.data, text.len, resolve, asked), 0);
            assert_int_equal(out.len, text.len);
            assert_memory_equal(out.data, text.data, text.len);
            wj_title_of_text(markup, text.data, text.len, title);
            wj_buf_free(&out);
        }
        wj_buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inline_links_are_rewritten),
        cmocka_unit_test(definitions_are_rewritten),
        cmocka_unit_test(what_is_no_link_stays),
        cmocka_unit_test(links_behind_code_are_found),
        cmocka_unit_test(html_is_rewritten),
        cmocka_unit_test(asciidoc_is_rewritten),
        cmocka_unit_test(long_and_hostile_texts_end_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
