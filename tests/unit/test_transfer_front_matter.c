/* SPDX-License-Identifier: MIT */
/* What stands at the head of a page's file: as the server wrote it, as people write it, and as neither should. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/model.h>
#include <wikijs/pages.h>

#include "base/alloc.h"
#include "transfer/front_matter.h"

static struct wj_arena memory;
static struct wj_front_matter read_;
static wikijs_error err;

static int set_up(void **state)
{
    (void)state;
    wj_arena_init(&memory, &wj_libc_allocator, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wj_arena_clear(&memory);
    return 0;
}

static int read_text(const char *text, const char *content_type)
{
    memset(&err, 0, sizeof err);
    return wj_front_matter_read(&read_, &memory, text, strlen(text), content_type, &err);
}

static void expect_content(const char *text)
{
    assert_int_equal(read_.content.len, strlen(text));
    assert_memory_equal(read_.content.ptr, text, read_.content.len);
}

static void expect_tags(size_t count, const char *const *tags)
{
    assert_non_null(read_.tags.items);
    assert_int_equal(read_.tags.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(read_.tags.items[i], tags[i]);
    }
}

/* A page with every character in its title that YAML would take for something. */
static wikijs_page hard_page(const char *content_type)
{
    static const wikijs_page_tag one = { .tag = "on-call" }, two = { .tag = "c#" };
    static const wikijs_page_tag *tags[] = { &one, &two };
    wikijs_page page = {
        .title = "'A' \"B\": {c} [d] # e - *f &g %h @i `j` \xc3\xa9",
        .description = "- key: value # not yaml",
        .is_published = false,
        .updated_at = 1743050316635,
        .created_at = 1737830700292,
        .tags = { .items = tags, .count = 2 },
        .editor = "markdown",
        .content_type = content_type,
        .content = { "\n---\ntitle: inner\n---\n\nBody \r\n", 30 },
    };
    return page;
}

static void what_was_written_is_read(void **state)
{
    (void)state;
    static const char *const kinds[] = { "markdown", "html" };
    static const char *const tags[] = { "on-call", "c#" };
    for (size_t i = 0; i < 2; i++) {
        wikijs_page page = hard_page(kinds[i]);
        struct wj_buf out;
        wj_buf_init(&out, &wj_libc_allocator, 1 << 20);
        wj_front_matter_write(&out, &page);
        assert_int_equal(out.failed, 0);
        assert_int_equal(wj_front_matter_read(&read_, &memory, out.data, out.len, kinds[i], &err), 0);
        assert_true(read_.found);
        assert_string_equal(read_.title, page.title);
        assert_string_equal(read_.description, page.description);
        assert_string_equal(read_.editor, "markdown");
        assert_int_equal(read_.published, WIKIJS_NO);
        assert_int_equal(read_.date, page.updated_at);
        assert_int_equal(read_.created, page.created_at);
        assert_int_equal(read_.lines, 10);
        expect_tags(2, tags);
        expect_content("\n---\ntitle: inner\n---\n\nBody \r\n");
        wj_buf_free(&out);
    }
}

static void kinds_without_a_header(void **state)
{
    (void)state;
    wikijs_page page = hard_page("asciidoc");
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, 1 << 20);
    wj_front_matter_write(&out, &page);
    assert_int_equal(out.len, page.content.len);
    wj_buf_free(&out);
    assert_int_equal(read_text("= Title\n:author: x\n\nText", "asciidoc"), 0);
    assert_false(read_.found);
    expect_content("= Title\n:author: x\n\nText");
    assert_int_equal(read_text("", "markdown"), 0);
    expect_content("");
    assert_int_equal(read_text("redirect to x", NULL), 0);
    expect_content("redirect to x");
}

static void yaml_of_people(void **state)
{
    (void)state;
    static const char *const tags[] = { "one", "two words", "3" };
    assert_int_equal(read_text("\xef\xbb\xbf---\r\n"
                               "# a comment\r\n"
                               "Title: \"Set-up: the \\\"first\\\" steps\"\r\n"
                               "description: >\r\n  folded\r\n  text\r\n"
                               "tags: [one, ' two words ', 3, ~]\r\n"
                               "draft: yes\r\n"
                               "date: 2025-03-27\r\n"
                               "layout: {a: [b, {c: d}], e: &x f}\r\n"
                               "again: *x\r\n"
                               "--- \r\n\r\n\r\nBody\r\n",
                               "markdown"),
                     0);
    assert_string_equal(read_.title, "Set-up: the \"first\" steps");
    assert_string_equal(read_.description, "folded text");
    assert_int_equal(read_.published, WIKIJS_NO);
    assert_int_equal(read_.date, 1743033600000);
    assert_int_equal(read_.created, 0);
    assert_null(read_.editor);
    expect_tags(3, tags);
    expect_content("Body\r\n");
    assert_int_equal(read_.lines, 14);

    assert_int_equal(read_text("---\ntitle:\ntags: a , b,,\npublished: On\n...\nBody", "markdown"), 0);
    assert_null(read_.title);
    assert_int_equal(read_.tags.count, 2);
    assert_int_equal(read_.published, WIKIJS_YES);

    assert_int_equal(read_text("---\nlayout: post\n---\nBody", "markdown"), 0);
    assert_true(read_.found);
    assert_null(read_.tags.items);
    expect_content("Body");

    assert_int_equal(read_text("---\ntags: []\n---\n", "markdown"), 0);
    assert_non_null(read_.tags.items);
    assert_int_equal(read_.tags.count, 0);
    expect_content("");

    assert_int_equal(read_text("<!--\ntitle: T\n-->\n<p>", "html"), 0);
    assert_string_equal(read_.title, "T");
    expect_content("<p>");
    assert_int_equal(read_text("---\ntitle: T\n---\n= A", "asciidoc"), 0);
    assert_string_equal(read_.title, "T");
    expect_content("= A");
}

static void other_texts_are_content(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "---\n",
        "---\n\nA line above\n\n---\n",
        "---\ntitle: never closed\n",
        "----\ntitle: x\n----\n",
        "Text\n---\ntitle: x\n---\n",
        "---\n- a\n- list\n---\n",
        "---\nA sentence: with a colon\n---\n",
        "---\nhttp://example.org\n---\n",
        " ---\ntitle: x\n---\n",
        "<!--\ntitle: x\n-->\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(read_text(texts[i], "markdown"), 0);
        assert_false(read_.found);
        expect_content(texts[i]);
    }
    static const char licence[] = "<!--\nCopyright: (c) x: y\n  z\n-->\n<p>";
    assert_int_equal(read_text(licence, "html"), 0);
    expect_content(licence);
    static const char block[] = "---\nquote: x\n---\n"; /* an AsciiDoc text may begin so */
    assert_int_equal(read_text(block, "asciidoc"), 0);
    expect_content(block);
}

static void headers_of_older_servers(void **state)
{
    (void)state;
    assert_int_equal(read_text("---\ntitle: A: B\ndescription: 'x\npublished: true\r\ndate: 2020-01-01T00:00:00.000Z\n"
                               "tags: a, b\n---\n\nBody",
                               "markdown"),
                     0);
    assert_string_equal(read_.title, "A: B");
    assert_string_equal(read_.description, "'x");
    assert_int_equal(read_.published, WIKIJS_YES);
    assert_int_equal(read_.tags.count, 2);
    expect_content("Body");
}

static void expect_refusal(const char *text, const char *message)
{
    assert_int_equal(read_text(text, "markdown"), WIKIJS_E_ARG);
    assert_string_equal(err.message, message);
}

static void mistakes_are_told_with_their_line(void **state)
{
    (void)state;
    expect_refusal("---\nauthor: x\ntitle: A: B\n---\n", "line 3: mapping values are not allowed in this context");
    expect_refusal("---\ntitle: a\ntitle: b\n---\n", "line 3: this is said twice");
    expect_refusal("---\ntitle: a\n\npublished: perhaps\n---\n", "line 4: this must be true or false");
    expect_refusal("---\ntitle: [a]\n---\n", "line 2: the value must be a text, not a list or an alias");
    expect_refusal("---\na: &x b\ntitle: *x\n---\n", "line 3: the value must be a text, not a list or an alias");
    expect_refusal("---\ntags: {a: b}\n---\n", "line 2: tags are a list of texts, or one text with commas");
    expect_refusal("---\ntags:\n- a\n- [b]\n---\n", "line 4: a tag is a text");
    expect_refusal("---\ntitle: \"a\\0b\"\n---\n", "line 2: there is a NUL character in the text");
    expect_refusal("a\nb \xff\n", "line 2: this is not UTF-8 text");
    assert_int_equal(wj_front_matter_read(&read_, &memory, "a\n\0", 3, "markdown", &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "line 2: there is a NUL character in the text");
}

/* Nothing is built from a header that could grow beyond it. */
static void hostile_headers(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\ntitle: t\n---\n", "markdown"), 0);
    assert_string_equal(read_.title, "t");

    enum { DEEP = 60000 };
    char *text = malloc(2 * DEEP);
    assert_non_null(text);
    size_t used = (size_t)sprintf(text, "---\nx: ");
    memset(text + used, '[', DEEP);
    strcpy(text + used + DEEP, "\n---\n");
    assert_int_equal(read_text(text, "markdown"), WIKIJS_E_ARG);

    memset(text + used, 'y', DEEP + 10000); /* a header that is longer than headers are */
    strcpy(text + used + DEEP + 10000, "\n---\n");
    assert_int_equal(read_text(text, "markdown"), 0);
    assert_false(read_.found);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read), cmocka_unit_test(kinds_without_a_header),
        cmocka_unit_test(yaml_of_people),           cmocka_unit_test(other_texts_are_content),
        cmocka_unit_test(headers_of_older_servers), cmocka_unit_test(mistakes_are_told_with_their_line),
        cmocka_unit_test(hostile_headers),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
