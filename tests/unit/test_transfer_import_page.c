/* SPDX-License-Identifier: MIT */
/* A page as the journal of imports keeps it, so that it can be put back as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/status.h"
#include "transfer/import_page.h"

static struct wj_arena memory;
static struct wj_buf text;
static wikijs_error err;

static int set_up(void **state)
{
    (void)state;
    wj_arena_init(&memory, &wj_libc_allocator, 0);
    wj_buf_init(&text, &wj_libc_allocator, 1 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wj_buf_free(&text);
    wj_arena_clear(&memory);
    return 0;
}

static struct wj_import_page kept(const struct wj_import_page *page)
{
    struct wj_import_page back;
    wj_import_page_write(&text, page);
    assert_int_equal(text.failed, 0);
    assert_int_equal(wj_import_page_read(&back, &memory, text.data, &err), 0);
    return back;
}

static void a_page_comes_back_as_it_was(void **state)
{
    (void)state;
    static const char *const tags[] = { "api", "one, two", "über" };
    static const char content[] = "---\ntitle: no header\n---\n\"text\"\\\n";
    const struct wj_import_page page = { .title = " A title: with \"quotes\" ",
                                         .description = "Two\nlines",
                                         .editor = "ckeditor",
                                         .tags = { tags, 3 },
                                         .published = WIKIJS_NO,
                                         .content = { content, sizeof content - 1 } };
    struct wj_import_page back = kept(&page);
    assert_string_equal(back.title, page.title);
    assert_string_equal(back.description, page.description);
    assert_string_equal(back.editor, page.editor);
    assert_int_equal(back.published, WIKIJS_NO);
    assert_int_equal(back.content.len, sizeof content - 1);
    assert_memory_equal(back.content.ptr, content, sizeof content - 1);
    assert_int_equal(back.tags.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(back.tags.items[i], tags[i]);
    assert_true(wj_import_page_agrees(&page, &back));
}

static void little_is_enough(void **state)
{
    (void)state;
    const struct wj_import_page page = { .title = "", .description = "", .published = WIKIJS_YES };
    struct wj_import_page back = kept(&page);
    assert_string_equal(back.title, "");
    assert_null(back.editor);
    assert_int_equal(back.published, WIKIJS_YES);
    assert_int_equal(back.content.len, 0);
    assert_int_equal(back.tags.count, 0);
}

/* Nothing is put back that was not kept. */
static void what_is_no_page(void **state)
{
    (void)state;
    static const char *const texts[] = { "", "{}", "[]", "{\"title\":\"x\"}", "title: x", "{\"title\":\"x\",\"cont" };
    struct wj_import_page page;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(wj_import_page_read(&page, &memory, texts[i], &err), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, "journal"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_comes_back_as_it_was, set_up, tear_down),
        cmocka_unit_test_setup_teardown(little_is_enough, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_page, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
