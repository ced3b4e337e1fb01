/* SPDX-License-Identifier: MIT */
/* The journal of long work: what is committed stays, whatever happens to the process. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "transfer/journal.h"

static char folder[64], path[96];
static struct wj_journal *journal;
static wikijs_error err;

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/wikijs-journal-XXXXXX");
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/journal", folder);
    int status = wj_journal_open(&journal, &wj_libc_allocator, path, &err);
    if (status < 0) {
        print_error("%s\n", err.message);
    }
    return status;
}

static int tear_down(void **state)
{
    (void)state;
    char command[96];
    wj_journal_close(journal);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static void reopen(void)
{
    wj_journal_close(journal);
    journal = NULL;
    assert_int_equal(wj_journal_open(&journal, &wj_libc_allocator, path, &err), 0);
}

static void runs_and_items(void **state)
{
    (void)state;
    struct wj_journal_run run;
    struct wj_journal_item item;
    int64_t first, second, count;
    assert_int_equal(wj_journal_last(journal, "export", NULL, &run, &err), 0);
    assert_int_equal(wj_journal_begin(journal, "export", "http://a", 1000, &first, &err), 0);
    assert_int_equal(wj_journal_begin(journal, "import", "http://a", 2000, &second, &err), 0);
    assert_int_not_equal(first, second);
    const struct wj_journal_item full = { .key = "docs/a.md",
                                          .state = WJ_ITEM_DONE,
                                          .id = 7,
                                          .updated_at = 1743050316635,
                                          .size = 3,
                                          .mark = 9,
                                          .path = "docs/a",
                                          .hash = "abc",
                                          .detail = "{}" };
    assert_int_equal(wj_journal_put(journal, first, &full, &err), 0);
    assert_int_equal(
        wj_journal_put(journal, first, &(struct wj_journal_item){ .key = "b", .state = WJ_ITEM_FAILED }, &err), 0);
    assert_int_equal(
        wj_journal_put(journal, first, &(struct wj_journal_item){ .key = "a", .state = WJ_ITEM_DONE }, &err), 0);
    assert_int_equal(wj_journal_commit(journal, &err), 0);
    reopen();

    assert_int_equal(wj_journal_last(journal, "export", "http://a", &run, &err), 1);
    assert_int_equal(run.id, first);
    assert_int_equal(run.state, WJ_RUN_OPEN);
    assert_int_equal(run.started_at, 1000);
    assert_null(run.detail);
    assert_int_equal(wj_journal_last(journal, "export", "http://b", &run, &err), 0);
    assert_int_equal(wj_journal_get(journal, first, "docs/a.md", &item, &err), 1);
    assert_int_equal(item.state, WJ_ITEM_DONE);
    assert_int_equal(item.id, 7);
    assert_int_equal(item.updated_at, 1743050316635);
    assert_int_equal(item.size, 3);
    assert_int_equal(item.mark, 9);
    assert_string_equal(item.path, "docs/a");
    assert_string_equal(item.hash, "abc");
    assert_string_equal(item.detail, "{}");
    assert_int_equal(wj_journal_get(journal, second, "docs/a.md", &item, &err), 0);
    assert_int_equal(wj_journal_count(journal, first, 0, &count, &err), 0);
    assert_int_equal(count, 3);
    assert_int_equal(wj_journal_count(journal, first, WJ_ITEM_FAILED, &count, &err), 0);
    assert_int_equal(count, 1);

    run = (struct wj_journal_run){ .id = first, .state = WJ_RUN_DONE, .ended_at = 3000, .mark = 4, .detail = "x" };
    assert_int_equal(wj_journal_update(journal, &run, &err), 0);
    assert_int_equal(wj_journal_last(journal, "export", NULL, &run, &err), 1);
    assert_int_equal(run.state, WJ_RUN_DONE);
    assert_int_equal(run.mark, 4);
    assert_string_equal(run.detail, "x");
}

/* Items come in the order of their keys, and may go while one walks. */
static void a_walk(void **state)
{
    (void)state;
    struct wj_journal_item item = { .key = "" };
    int64_t run;
    assert_int_equal(wj_journal_begin(journal, "x", "y", 0, &run, &err), 0);
    for (int i = 9; i > 0; i--) {
        char key[16];
        snprintf(key, sizeof key, "k%d", i);
        const struct wj_journal_item one = { .key = key, .state = i % 2 ? WJ_ITEM_PLANNED : WJ_ITEM_DONE, .id = i };
        assert_int_equal(wj_journal_put(journal, run, &one, &err), 0);
    }
    char after[8] = "", small[2] = "", seen[16] = "";
    while (wj_journal_next(journal, run, WJ_ITEM_PLANNED, after, sizeof after, &item, &err) == 1) {
        strcat(seen, item.key + 1);
        assert_int_equal(wj_journal_remove(journal, run, after, &err), 0);
    }
    assert_string_equal(seen, "13579");
    int64_t count;
    assert_int_equal(wj_journal_count(journal, run, 0, &count, &err), 0);
    assert_int_equal(count, 4);
    after[0] = '\0';
    assert_int_equal(wj_journal_next(journal, run, 0, after, sizeof after, &item, &err), 1);
    assert_int_equal(wj_journal_next(journal, run, 0, after, sizeof after, &item, &err), 1);
    assert_string_equal(after, "k4");
    assert_int_equal(wj_journal_next(journal, run, 0, small, sizeof small, &item, &err), WIKIJS_E_IO);
    assert_string_equal(err.message, "the journal is damaged: it holds a key of more than 1 bytes");
}

static void what_is_not_committed_never_was(void **state)
{
    (void)state;
    int64_t run, count;
    assert_int_equal(wj_journal_begin(journal, "x", "y", 0, &run, &err), 0);
    assert_int_equal(wj_journal_commit(journal, &err), 0);
    wj_journal_close(journal);
    journal = NULL;
    pid_t child = fork();
    if (child == 0) {
        if (wj_journal_open(&journal, &wj_libc_allocator, path, NULL) < 0) {
            _exit(1);
        }
        wj_journal_put(journal, run, &(struct wj_journal_item){ .key = "kept", .state = WJ_ITEM_DONE }, NULL);
        wj_journal_commit(journal, NULL);
        wj_journal_put(journal, run, &(struct wj_journal_item){ .key = "lost", .state = WJ_ITEM_DONE }, NULL);
        raise(SIGKILL);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(wj_journal_open(&journal, &wj_libc_allocator, path, &err), 0);
    assert_int_equal(wj_journal_count(journal, run, 0, &count, &err), 0);
    assert_int_equal(count, 1);
}

static void a_second_one_is_turned_away(void **state)
{
    (void)state;
    int ready[2], done[2];
    char byte = 'x';
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(done), 0);
    wj_journal_close(journal);
    journal = NULL;
    pid_t child = fork();
    if (child == 0) {
        int failed = wj_journal_open(&journal, &wj_libc_allocator, path, NULL);
        if (failed || write(ready[1], &byte, 1) != 1 || read(done[0], &byte, 1) != 1) {
            _exit(1);
        }
        wj_journal_close(journal);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(wj_journal_open(&journal, &wj_libc_allocator, path, &err), WIKIJS_E_BUSY);
    assert_non_null(strstr(err.message, "is in use by another program"));
    assert_int_equal(write(done[1], &byte, 1), 1);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(wj_journal_open(&journal, &wj_libc_allocator, path, &err), 0);
    close(ready[0]);
    close(ready[1]);
    close(done[0]);
    close(done[1]);
}

static void files_that_are_no_journal(void **state)
{
    (void)state;
    struct wj_journal *other = NULL;
    char name[128];
    snprintf(name, sizeof name, "%s/text", folder);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    for (int i = 0; i < 200; i++) {
        fputs("not a database\n", file);
    }
    fclose(file);
    assert_int_equal(wj_journal_open(&other, &wj_libc_allocator, name, &err), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, "is not a database"));
    assert_int_equal(wj_journal_open(&other, &wj_libc_allocator, "/nowhere/at/all", &err), WIKIJS_E_IO);
    assert_null(other);
}

static void items_advance_and_runs_are_dropped(void **state)
{
    (void)state;
    int64_t kept, dropped, count;
    struct wj_journal_item item;
    struct wj_journal_run run;
    const struct wj_journal_item planned = { .key = "a", .state = WJ_ITEM_PLANNED, .id = 7, .detail = "what to do" };
    assert_int_equal(wj_journal_begin(journal, "edit", "http://a", 1, &dropped, &err), 0);
    assert_int_equal(wj_journal_put(journal, dropped, &planned, &err), 0);
    assert_int_equal(wj_journal_begin(journal, "edit", "http://a", 2, &kept, &err), 0);
    assert_int_equal(wj_journal_put(journal, kept, &planned, &err), 0);
    struct wj_journal_item done = { .key = "a", .state = WJ_ITEM_DONE, .updated_at = 1000, .mark = -3 };
    assert_int_equal(wj_journal_advance(journal, kept, &done, &err), 0);
    done.key = "b";
    assert_int_equal(wj_journal_advance(journal, kept, &done, &err), 0); /* there is none */
    assert_int_equal(wj_journal_drop(journal, dropped, &err), 0);
    assert_int_equal(wj_journal_commit(journal, &err), 0);
    reopen();
    assert_int_equal(wj_journal_get(journal, kept, "a", &item, &err), 1);
    assert_int_equal(item.state, WJ_ITEM_DONE);
    assert_int_equal(item.updated_at, 1000);
    assert_int_equal(item.mark, -3);
    assert_int_equal(item.id, 7);
    assert_string_equal(item.detail, "what to do");
    assert_null(item.hash);
    done = (struct wj_journal_item){
        .key = "a", .state = WJ_ITEM_UNDONE, .mark = WJ_MARK_STAYS, .id = 8, .hash = "known now"
    };
    assert_int_equal(wj_journal_advance(journal, kept, &done, &err), 0);
    assert_int_equal(wj_journal_get(journal, kept, "a", &item, &err), 1);
    assert_int_equal(item.mark, -3);
    assert_int_equal(item.id, 8);
    assert_string_equal(item.hash, "known now");
    assert_int_equal(wj_journal_get(journal, dropped, "a", &item, &err), 0);
    assert_int_equal(wj_journal_count(journal, kept, 0, &count, &err), 0);
    assert_int_equal(count, 1);
    assert_int_equal(wj_journal_drop(journal, kept, &err), 0);
    assert_int_equal(wj_journal_last(journal, "edit", NULL, &run, &err), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(items_advance_and_runs_are_dropped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(runs_and_items, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_walk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_committed_never_was, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_second_one_is_turned_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_that_are_no_journal, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
