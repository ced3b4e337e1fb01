/* SPDX-License-Identifier: MIT */
/* Which files of a folder become which pages, and why others do not. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "support/tree.h"
#include "transfer/scan.h"

static struct tree tree;
static struct wj_folder folder;
static struct wj_scan scan;
static wikijs_error err;
static wikijs_strings exclude;

static int entries_left = -1; /* of folders, until their disk fails; -1: it does not */

/* Stands before the C library's. */
struct dirent *readdir(DIR *dir)
{
    static struct dirent *(*real)(DIR *);
    void *found = dlsym(RTLD_NEXT, "readdir");
    memcpy(&real, &found, sizeof real);
    if (entries_left == 0) {
        errno = EIO;
        return NULL;
    }
    entries_left -= entries_left > 0;
    return real(dir);
}

static int set_up(void **state)
{
    (void)state;
    exclude = (wikijs_strings){ 0 };
    tree_make(&tree);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    entries_left = -1;
    wj_scan_free(&scan);
    wj_folder_close(&folder);
    tree_free(&tree);
    return 0;
}

static void scan_it(const char *prefix)
{
    struct wj_scan_options options = { .prefix = prefix, .locale = "en", .exclude = exclude };
    assert_int_equal(wj_folder_open(&folder, tree.path, false, &err), 0);
    assert_int_equal(wj_scan(&scan, &wj_libc_allocator, &folder, &options, &err), 0);
}

static const struct wj_scan_file *file_of(const char *name)
{
    const struct wj_scan_file *file = wj_scan_find(&scan, name);
    if (!file) {
        fail_msg("'%s' was not found", name);
    }
    return file;
}

static void expect_page(const char *name, const char *locale, const char *path)
{
    const struct wj_scan_file *file = file_of(name);
    if (file->problem) {
        fail_msg("'%s' %s", name, file->problem);
    }
    assert_string_equal(file->path, path);
    assert_string_equal(file->locale, locale);
    assert_ptr_equal(wj_scan_find_page(&scan, locale, path), file);
}

static void expect_problem(const char *name, const char *part)
{
    const struct wj_scan_file *file = file_of(name);
    if (!file->problem || !strstr(file->problem, part)) {
        fail_msg("'%s' has the problem '%s', not '%s'", name, file->problem ? file->problem : "(none)", part);
    }
}

static void files_are_pages_of_their_names(void **state)
{
    (void)state;
    tree_put(&tree, "one.md", "x");
    tree_put(&tree, "docs/b.html", "x");
    tree_put(&tree, "docs/deep/c.adoc", "x");
    tree_put(&tree, "DEE.MARKDOWN", "x");
    tree_put(&tree, "de/eee.md", "x");
    tree_put(&tree, "docs/image.png", "x");
    tree_put(&tree, "Makefile", "x");
    scan_it("");
    assert_int_equal(scan.page_count, 5);
    expect_page("one.md", "en", "one");
    expect_page("docs/b.html", "en", "docs/b");
    expect_page("docs/deep/c.adoc", "en", "docs/deep/c");
    expect_page("DEE.MARKDOWN", "en", "DEE");
    expect_page("de/eee.md", "de", "eee");
    assert_int_equal(scan.other_count, 2);
    assert_non_null(wj_scan_find_other(&scan, "docs/image.png"));
    assert_null(wj_scan_find_other(&scan, "docs/none.png"));
}

static void a_prefix_goes_before_them(void **state)
{
    (void)state;
    tree_put(&tree, "README.md", "x");
    tree_put(&tree, "go/a.md", "x"); /* no locale here */
    scan_it("manual/v2");
    expect_page("README.md", "en", "manual/v2");
    expect_page("go/a.md", "en", "manual/v2/go/a");
}

static void readme_and_index_are_the_folders_pages(void **state)
{
    (void)state;
    tree_put(&tree, "README.md", "x");
    tree_put(&tree, "aaa/readme.md", "x");
    tree_put(&tree, "bbb/INDEX.html", "x");
    tree_put(&tree, "ccc/README.md", "x");
    tree_put(&tree, "ccc/index.md", "x");
    tree_put(&tree, "ddd.md", "x");
    tree_put(&tree, "ddd/index.md", "x");
    tree_put(&tree, "eee.html", "x");
    tree_put(&tree, "eee.md", "x");
    scan_it("");
    expect_page("README.md", "en", "home");
    expect_page("aaa/readme.md", "en", "aaa");
    expect_page("bbb/INDEX.html", "en", "bbb");
    expect_page("ccc/index.md", "en", "ccc");
    expect_problem("ccc/README.md", "its page comes from 'ccc/index.md' already");
    expect_page("ddd.md", "en", "ddd");
    expect_problem("ddd/index.md", "its page comes from 'ddd.md' already");
    expect_page("eee.md", "en", "eee");
    expect_problem("eee.html", "its page comes from 'eee.md' already");
}

static void files_of_a_wiki_keep_their_names(void **state)
{
    (void)state;
    tree_put(
        &tree, "aaa/readme.md",
        "---\ntitle: Readme\ndescription: \npublished: true\ndate: 2026-01-02T03:04:05.678Z\ntags: \neditor: markdown\n"
        "dateCreated: 2026-01-02T03:04:05.678Z\n---\n\nx");
    scan_it("");
    expect_page("aaa/readme.md", "en", "aaa/readme");
}

static void names_that_no_page_can_have(void **state)
{
    (void)state;
    tree_put(&tree, "v1.2.md", "x");
    tree_put(&tree, "my page.md", "x");
    tree_put(&tree, "login/a.md", "x");
    tree_put(&tree, "x/a.md", "x");
    tree_put(&tree, "what?.md", "x");
    tree_put(&tree, "bad\xff.md", "x");
    tree_put(&tree, "good.md", "x");
    scan_it("");
    expect_problem("v1.2.md", "holds a dot");
    expect_problem("my page.md", "white space");
    expect_problem("login/a.md", "keeps for itself");
    expect_problem("x/a.md", "one character");
    expect_problem("what?.md", "cuts out of addresses");
    expect_problem("bad?.md", "not UTF-8");
    expect_page("good.md", "en", "good");
}

static void hidden_files_do_not_count(void **state)
{
    (void)state;
    tree_put(&tree, ".hidden.md", "x");
    tree_put(&tree, ".git/a.md", "x");
    tree_put(&tree, ".wikijs/a.md", "x");
    tree_put(&tree, "a/.b/c.md", "x");
    scan_it("");
    assert_int_equal(scan.count, 0);
    assert_int_equal(scan.other_count, 0);
}

static void what_is_excluded_is_as_if_it_were_not_there(void **state)
{
    (void)state;
    static const char *const patterns[] = { "drafts/", "*-draft.md", "/v1.2.md", "bad*.md", "*.png", "outside.md" };
    exclude = (wikijs_strings){ .items = patterns, .count = sizeof patterns / sizeof *patterns };
    tree_put(&tree, "one.md", "x");
    tree_put(&tree, "a-draft.md", "x");
    tree_put(&tree, "drafts/b.md", "x");
    tree_put(&tree, "docs/drafts/v1.3.md", "x");
    tree_put(&tree, "docs/c.png", "x");
    tree_put(&tree, "v1.2.md", "x");
    tree_put(&tree, "bad\xff.md", "x");
    tree_link(&tree, "outside.md", "/etc/passwd");
    scan_it("");
    assert_int_equal(scan.count, 1);
    expect_page("one.md", "en", "one");
    assert_int_equal(scan.other_count, 0);
    assert_false(scan.incomplete);
}

static void links_count_inside_of_the_folder(void **state)
{
    (void)state;
    char path[128];
    tree_put(&tree, "a.md", "x");
    tree_put(&tree, "docs/b.md", "x");
    tree_link(&tree, "inside.md", "docs/b.md");
    tree_link(&tree, "outside.md", "/etc/passwd");
    tree_link(&tree, "up.md", "../../outside.md");
    tree_link(&tree, "nowhere.md", "none.md");
    tree_link(&tree, "loop", ".");
    tree_link(&tree, "folder", "/etc");
    tree_link(&tree, "image.png", "/etc/passwd");
    snprintf(path, sizeof path, "%s/pipe.md", tree.path);
    assert_int_equal(mkfifo(path, 0600), 0);
    scan_it("");
    expect_page("inside.md", "en", "inside");
    assert_string_equal(file_of("inside.md")->source, "docs/b.md");
    expect_problem("outside.md", "leads out of the folder");
    expect_problem("up.md", "leads nowhere");
    expect_problem("nowhere.md", "leads nowhere");
    expect_problem("folder", "leads out of the folder");
    expect_problem("pipe.md", "no regular file");
    assert_null(wj_scan_find(&scan, "loop"));
    assert_null(wj_scan_find_other(&scan, "image.png"));
    assert_true(scan.incomplete);
}

static void files_have_a_largest_size(void **state)
{
    (void)state;
    char *bytes = malloc(WJ_SCAN_FILE_MAX + 1);
    assert_non_null(bytes);
    memset(bytes, 'x', WJ_SCAN_FILE_MAX + 1);
    tree_put_bytes(&tree, "large.md", bytes, WJ_SCAN_FILE_MAX);
    tree_put_bytes(&tree, "larger.md", bytes, WJ_SCAN_FILE_MAX + 1);
    scan_it("");
    struct wj_buf text;
    wj_buf_init(&text, &wj_libc_allocator, WJ_SCAN_BUFFER_MAX);
    assert_int_equal(wj_scan_read(&folder, "large.md", &text, &err), 0);
    assert_int_equal(text.len, WJ_SCAN_FILE_MAX);
    assert_memory_equal(text.data, bytes, WJ_SCAN_FILE_MAX);
    wj_buf_clear(&text);
    assert_int_equal(wj_scan_read(&folder, "larger.md", &text, &err), WIKIJS_E_TOO_LARGE);
    assert_non_null(strstr(err.message, "larger than 5 MiB"));
    wj_buf_clear(&text);
    assert_int_equal(wj_scan_read(&folder, "none.md", &text, &err), WIKIJS_E_IO);
    wj_buf_free(&text);
    free(bytes);
}

/* Nothing is taken for gone, and nothing for free, that was only not seen. */
static void a_disk_that_fails_in_the_middle(void **state)
{
    (void)state;
    tree_put(&tree, "a.md", "a");
    tree_put(&tree, "b.md", "b");
    entries_left = 0;
    assert_int_equal(wj_folder_open(&folder, tree.path, false, &err), 0);
    assert_false(folder.was_empty);
    wj_folder_close(&folder);
    entries_left = 5; /* the first look takes some of them */
    scan_it("");
    assert_true(scan.incomplete);
    assert_true(scan.count > 0);
    expect_problem(".", "cannot be read: Input/output error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_are_pages_of_their_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_prefix_goes_before_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(readme_and_index_are_the_folders_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_of_a_wiki_keep_their_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_that_no_page_can_have, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hidden_files_do_not_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_excluded_is_as_if_it_were_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(links_count_inside_of_the_folder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_have_a_largest_size, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_disk_that_fails_in_the_middle, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
