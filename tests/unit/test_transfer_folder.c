/* SPDX-License-Identifier: MIT */
/* Files of an export on the disk: whole or not there, and never outside of the folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <signal.h>

#include <cmocka.h>

#include "transfer/folder.h"

static char base[64], path[128];
static struct wj_folder folder;
static wikijs_error err;

static int set_up(void **state)
{
    (void)state;
    snprintf(base, sizeof base, "/tmp/wikijs-folder-XXXXXX");
    if (!mkdtemp(base)) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/a/b", base);
    return wj_folder_open(&folder, path, true, &err) < 0 ? -1 : wj_folder_open_state(&folder, &err);
}

static int tear_down(void **state)
{
    (void)state;
    char command[96];
    wj_folder_close(&folder);
    snprintf(command, sizeof command, "rm -rf '%s'", base);
    return system(command);
}

static int write_file(const char *name, const char *text)
{
    struct wj_folder_file file;
    assert_int_equal(wj_folder_begin(&folder, &file, true, &err), 0);
    assert_int_equal(wj_folder_write(&file, text, strlen(text), &err), 0);
    assert_int_equal(wj_folder_end(&file, &err), 0);
    int status = wj_folder_place(&folder, file.number, name, &err);
    if (status < 0) {
        wj_folder_discard(&folder, file.number);
    }
    return status;
}

static const char *below(const char *name)
{
    static char full[300];
    snprintf(full, sizeof full, "%s/%s", path, name);
    return full;
}

static bool exists(const char *name)
{
    struct stat info;
    return lstat(below(name), &info) == 0;
}

static void files_are_written_looked_at_and_removed(void **state)
{
    (void)state;
    char hash[WJ_SHA256_HEX], same[WJ_SHA256_HEX];
    int64_t size = 0;
    assert_int_equal(wj_folder_look(&folder, "docs/x/a.md", &size, hash, &err), 0);
    assert_int_equal(write_file("docs/x/a.md", "first"), 0);
    assert_int_equal(write_file("docs/x/a.md", "second!"), 0);
    assert_int_equal(write_file("docs/b.md", "b"), 0);
    wj_folder_sync_start(&folder);
    assert_int_equal(wj_folder_sync_wait(&folder, &err), 0);
    assert_int_equal(wj_folder_look(&folder, "docs/x/a.md", &size, hash, &err), 1);
    assert_int_equal(size, 7);
    assert_int_equal(wj_sha256_hex("second!", 7, same), 0);
    assert_string_equal(hash, same);
    assert_int_equal(wj_folder_remove(&folder, "docs/x/a.md", &err), 0);
    assert_false(exists("docs/x"));
    assert_true(exists("docs/b.md"));
    assert_int_equal(wj_folder_remove(&folder, "docs/x/a.md", &err), 0);
    assert_int_equal(wj_folder_remove(&folder, "docs/b.md", &err), 0);
    assert_false(exists("docs"));
    assert_int_equal(write_file("docs/b.md", "again"), 0);
    assert_true(exists("docs/b.md"));
}

static void links_are_not_followed(void **state)
{
    (void)state;
    int64_t size;
    char outside[96];
    snprintf(outside, sizeof outside, "%s/outside", base);
    assert_int_equal(mkdir(outside, 0777), 0);
    assert_int_equal(symlink(outside, below("docs")), 0);
    assert_int_equal(write_file("docs/a.md", "x"), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, "symbolic links are not followed"));
    assert_int_equal(wj_folder_look(&folder, "docs/a.md", &size, NULL, &err), WIKIJS_E_IO);
    assert_int_equal(wj_folder_remove(&folder, "docs/a.md", &err), WIKIJS_E_IO);
    assert_int_equal(rmdir(outside), 0); /* it is empty */

    assert_int_equal(symlink("/etc/passwd", below("a.md")), 0);
    assert_int_equal(write_file("a.md", "x"), WIKIJS_E_IO);
    assert_int_equal(wj_folder_look(&folder, "a.md", &size, NULL, &err), WIKIJS_E_IO);

    assert_int_equal(mkdir(below("b.md"), 0777), 0);
    assert_int_equal(write_file("b.md", "x"), WIKIJS_E_IO);
    assert_int_equal(mkfifo(below("c.md"), 0666), 0);
    assert_int_equal(wj_folder_look(&folder, "c.md", &size, NULL, &err), WIKIJS_E_IO); /* and does not wait */
    assert_int_equal(write_file("c.md/d.md", "x"), WIKIJS_E_IO);
}

/* A journal that came with a folder can name anything. */
static void names_that_lead_elsewhere(void **state)
{
    (void)state;
    static char segment[400], name[5000];
    memset(segment, 's', sizeof segment - 1);
    strcpy(segment + sizeof segment - 3, "/x");
    for (size_t i = 0; i + 1 < sizeof name; i++)
        name[i] = i % 100 == 99 ? '/' : 'n';
    const char *const names[] = { "../outside.md",         "..",  ".",     "",      "/etc/hosts", "docs//x",
                                  "docs/../../outside.md", "./x", "docs/", segment, name };
    char outside[160];
    snprintf(outside, sizeof outside, "%s/a/outside.md", base);
    FILE *file = fopen(outside, "w");
    fclose(file);
    assert_int_equal(write_file("docs/x", "text"), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int64_t size;
        assert_int_equal(wj_folder_remove(&folder, names[i], &err), WIKIJS_E_IO);
        assert_int_equal(wj_folder_look(&folder, names[i], &size, NULL, &err), WIKIJS_E_IO);
        assert_int_equal(write_file(names[i], "text"), WIKIJS_E_IO);
    }
    assert_int_equal(access(outside, F_OK), 0);
    assert_true(exists("docs/x"));
}

static void a_state_folder_that_is_a_link(void **state)
{
    (void)state;
    struct wj_folder other;
    assert_int_equal(mkdir(below("other"), 0777), 0);
    assert_int_equal(symlink("/tmp", below("other/.wikijs")), 0);
    static char name[300];
    snprintf(name, sizeof name, "%s", below("other"));
    assert_int_equal(wj_folder_open(&other, name, false, &err), 0);
    assert_int_equal(wj_folder_open_state(&other, &err), WIKIJS_E_IO);
    wj_folder_close(&other);
    snprintf(name, sizeof name, "%s", below("missing"));
    assert_int_equal(wj_folder_open(&other, name, false, &err), WIKIJS_E_IO);
    wj_folder_close(&other);
}

static void what_a_killed_process_left(void **state)
{
    (void)state;
    struct wj_folder_file file;
    assert_int_equal(wj_folder_begin(&folder, &file, true, &err), 0);
    assert_true(exists(".wikijs/tmp-0"));
    close(file.fd);
    wj_sha256_free(file.hash_state);
    wj_folder_close(&folder);
    assert_int_equal(wj_folder_open(&folder, path, true, &err), 0);
    assert_int_equal(wj_folder_open_state(&folder, &err), 0);
    assert_int_equal(wj_folder_clean(&folder, &err), 0);
    assert_false(exists(".wikijs/tmp-0"));
    assert_true(exists(".wikijs/.gitignore"));
}

/* A file size limit stands for a full disk. */
static void a_write_that_fails(void **state)
{
    (void)state;
    struct rlimit before, small;
    struct wj_folder_file file;
    char block[4096] = { 0 };
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){ .rlim_cur = 1000, .rlim_max = before.rlim_max };
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(wj_folder_begin(&folder, &file, true, &err), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int status = wj_folder_write(&file, block, sizeof block, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, WIKIJS_E_IO);
    assert_non_null(strstr(err.message, "cannot write to"));
    wj_folder_abandon(&folder, &file);
    assert_false(exists(".wikijs/tmp-0"));
}

static void a_folder_is_empty_or_not(void **state)
{
    (void)state;
    struct wj_folder again;
    assert_true(folder.was_empty); /* made when it was opened */
    assert_int_equal(wj_folder_open(&again, path, false, &err), 0);
    assert_false(again.was_empty); /* the state folder is there */
    wj_folder_close(&again);
    assert_int_equal(mkdir(below("c"), 0777), 0);
    assert_int_equal(wj_folder_open(&again, below("c"), false, &err), 0);
    assert_true(again.was_empty);
    wj_folder_close(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_are_written_looked_at_and_removed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(links_are_not_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_that_lead_elsewhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_state_folder_that_is_a_link, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_killed_process_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_write_that_fails, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_is_empty_or_not, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
