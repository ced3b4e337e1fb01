/* SPDX-License-Identifier: MIT */
/*
 * Memory runs out at what is kept: caches, journals, audit logs, state files of feeds, folders ("support/shortage.h"). What was
 * said to be kept is there afterwards, whole, and nothing else is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <wikijs/audit.h>
#include <wikijs/webhook_relay.h>

#include "base/alloc.h"
#include "cache/memory.h"
#include "cache/sqlite.h"
#include "policy/audit_log.h"
#include "support/shortage.h"
#include "support/stores.h"
#include "support/tree.h"
#include "transfer/journal.h"
#include "transfer/scan.h"
#include "webhook/known_ids.h"
#include "webhook/outbox.h"

static const struct shortage_steps each = { 1, 1 };
/* With the blocks of SQLite, of which there are many. */
static const struct shortage_steps some = { 11, 61 };
static struct tree tree;

static int set_up(void **state)
{
    (void)state;
    tree_make(&tree);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tree_free(&tree);
    return 0;
}

/* A file of its own for each attempt. */
static const char *file_of(size_t turn)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/file-%zu", tree.path, turn);
    return path;
}

/* --- caches --- */

/* Statuses that tell the caller something else than that memory is short. */
static int worse(int a, int b)
{
    return a ? a : b;
}

static int use_cache(void)
{
    int status = 0;
    for (uint64_t i = 1; i <= 8; i++)
        status = worse(status, store_put(&store, i, 100 * i, 0, i % 2 ? "odd" : "even"));
    status = worse(status, store_put(&store, 1, 4000, 0, "odd"));
    int dropped = store.drop(store.state, store_key(1).tenant, (const char *const[]){ "even" }, 1);
    shortage_pause(true);
    for (uint64_t i = 1; i <= 8; i++) /* never in part: store_has() checks */
        if (!store_has(&store, i, 1000, NULL))
            assert_true(i % 2 == 0 || status < 0);
        else
            assert_true(i % 2 || dropped < 0);
    shortage_pause(false);
    return worse(status, dropped);
}

static int use_memory_cache(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    (void)turn;
    (void)err;
    int status = wj_cache_memory_new(&store, &wj_libc_allocator, 100, 1 << 20);
    if (status == 0)
        status = use_cache();
    stores_close();
    return status;
}

static int use_folder_cache(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    (void)err;
    const struct wj_cache_sqlite_settings settings = {
        .folder = file_of(turn), .max_entries = 100, .max_bytes = 1 << 20, .timeout_ms = 2000
    };
    int status = wj_cache_sqlite_new(&store, &wj_libc_allocator, &settings);
    if (status == 0)
        status = use_cache();
    stores_close();
    return status;
}

static void memory_cache(void **state)
{
    (void)state;
    shortage_each(use_memory_cache, NULL, each);
}

static void folder_cache(void **state)
{
    (void)state;
    shortage_each(use_folder_cache, NULL, some);
}

/* --- journals --- */

static int write_journal(struct wj_journal *journal, int64_t *run, wikijs_error *err)
{
    int status = wj_journal_begin(journal, "export", "scope", 1000, run, err);
    for (int i = 0; status == 0 && i < 3; i++) {
        char key[16];
        snprintf(key, sizeof key, "k%d", i);
        status = wj_journal_put(journal, *run,
                                &(struct wj_journal_item){ .key = key, .state = WJ_ITEM_DONE, .detail = "{}" }, err);
    }
    return status == 0 ? wj_journal_commit(journal, err) : status;
}

/* All of it was committed, or none. */
static void check_journal(const char *path, int64_t run, bool committed)
{
    wikijs_error err;
    struct wj_journal *journal = NULL;
    int64_t count = 0;
    shortage_pause(true);
    assert_int_equal(wj_journal_open(&journal, &wj_libc_allocator, path, &err), 0);
    assert_int_equal(wj_journal_count(journal, run, WJ_ITEM_DONE, &count, &err), 0);
    assert_int_equal(count, committed ? 3 : 0);
    wj_journal_close(journal);
    shortage_pause(false);
}

static int keep_journal(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    struct wj_journal *journal = NULL;
    const char *path = file_of(turn);
    int64_t run = 0;
    int status = wj_journal_open(&journal, &wj_libc_allocator, path, err);
    if (status == 0)
        status = write_journal(journal, &run, err);
    wj_journal_close(journal);
    check_journal(path, run, status == 0);
    return status;
}

static void journal(void **state)
{
    (void)state;
    shortage_each(keep_journal, NULL, some);
}

/* --- audit logs --- */

static int read_log(const char *path, int64_t *lines, wikijs_error *err)
{
    wikijs_audit_reader *reader = NULL;
    wikijs_audit_entry *entry = NULL;
    int status = wikijs_audit_reader_new(path, &reader, err);
    while (status == 0 && (status = wikijs_audit_reader_next(reader, &entry, err)) > 0) {
        assert_string_equal(entry->operation, "pages.update");
        wikijs_audit_entry_free(entry);
        ++*lines;
        status = 0;
        entry = NULL;
        if (*lines == 2)
            break;
    }
    wikijs_audit_reader_free(reader);
    return status;
}

static int write_log(const char *path, wikijs_error *err)
{
    static const char line[] = "\"operation\":\"pages.update\"";
    struct wj_audit_log *log = wj_audit_log_new(path, false, &wj_system_clock, &wj_libc_allocator);
    int status = log ? 0 : WIKIJS_E_NOMEM;
    for (int i = 0; status == 0 && i < 2; i++) {
        status = wj_audit_log_reserve(log, err);
        if (status == 0 && wj_audit_log_add(log, line, sizeof line - 1, true, err) < 0)
            fail_msg("a line that was promised room is missing: %s", err->message);
    }
    wj_audit_log_free(log);
    return status;
}

static int keep_log(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    int64_t lines = 0;
    const char *path = file_of(turn);
    wikijs_audit_report report = { .struct_size = sizeof report };
    int status = write_log(path, err);
    if (status == 0)
        status = wikijs_audit_verify(path, NULL, &report, err);
    if (status == 0) {
        assert_int_equal(report.lines, 2);
        assert_int_equal(report.problems, 0);
        status = read_log(path, &lines, err);
    }
    assert_true(status < 0 || lines == 2);
    return status;
}

static void audit_log(void **state)
{
    (void)state;
    shortage_each(keep_log, NULL, each);
}

/* --- feeds --- */

static int put_event(struct wj_store *store_, struct wj_outbox *outbox, const char *subject, wikijs_error *err)
{
    int64_t wiki = 0;
    wikijs_event_subject page = { .present = WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_ID) |
                                             WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_PATH),
                                  .id = 5,
                                  .path = "docs/a" };
    wikijs_event event = { .present = WIKIJS_BIT(WIKIJS_EVENT_ID) | WIKIJS_BIT(WIKIJS_EVENT_TYPE) |
                                      WIKIJS_BIT(WIKIJS_EVENT_PROFILE) | WIKIJS_BIT(WIKIJS_EVENT_PAGE),
                           .id = "e1",
                           .type = "page.updated",
                           .profile = "p",
                           .page = &page };
    int status = wj_store_begin(store_, err);
    if (status < 0)
        return status;
    status = wj_store_wiki(store_, "p", "http://w", &wiki, err);
    if (status == 0)
        status = wj_store_put(store_, wiki, WJ_KIND_PAGE,
                              &(struct wj_seen){ .id = 5, .listed = subject, .version = -1 }, err);
    if (status == 0)
        status = wj_store_add_event(store_, &event, err);
    if (status == 0)
        status = wj_outbox_add(outbox, "target", &event, 1000, err);
    return wj_store_end(store_, status, err);
}

static int read_event(struct wj_store *store_, struct wj_outbox *outbox, struct wj_arena *arena, wikijs_error *err)
{
    struct wj_seen seen;
    struct wj_parcel_out parcel;
    wikijs_event *event = NULL;
    int status = wj_store_find(store_, 1, WJ_KIND_PAGE, 5, arena, &seen, err);
    if (status > 0) {
        status = wj_subject_read(store_->parser, arena, seen.listed) ? 1 : WIKIJS_E_NOMEM;
    }
    if (status > 0)
        status = wj_store_next_event(store_, 0, &event, err);
    if (status > 0) {
        assert_string_equal(event->page->path, "docs/a");
        wikijs_event_free(event);
        wj_outbox_ready(outbox, "target", 2000, 10);
        status = wj_outbox_ready_next(outbox, arena, &parcel, err);
        wj_outbox_ready_end(outbox);
    }
    if (status > 0)
        assert_string_equal(parcel.type, "page.updated");
    assert_int_not_equal(status, 0);
    return status > 0 ? 0 : status;
}

static int list_deliveries(const char *path, wikijs_error *err)
{
    wikijs_delivery_list *list = NULL;
    int64_t count = 0, ids[] = { 1 };
    wikijs_redeliver_options options = WIKIJS_REDELIVER_OPTIONS_INIT;
    options.new_id = 1;
    int status = wikijs_deliveries_list(path, NULL, &list, err);
    if (status == 0) {
        assert_int_equal(wikijs_delivery_list_count(list), 1);
        assert_string_equal(wikijs_delivery_list_at(list, 0)->event_id, "e1");
        status = wikijs_deliveries_redeliver(path, (wikijs_ints){ ids, 1 }, &options, &count, err);
        assert_true(status < 0 || count == 1);
    }
    wikijs_delivery_list_free(list);
    return status;
}

static int keep_feed(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    struct wj_store *state_file = NULL;
    struct wj_outbox outbox = { 0 };
    struct wj_arena arena;
    wj_arena_init(&arena, &wj_libc_allocator, 0);
    const char *path = file_of(turn);
    wikijs_event_subject page = { .present = WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_ID), .id = 5 };
    const char *subject = wj_subject_text(&arena, &page);
    int status = subject ? wj_store_open(&state_file, path, true, &wj_libc_allocator, err) : WIKIJS_E_NOMEM;
    if (status == 0)
        status = wj_outbox_open(&outbox, state_file, err);
    if (status == 0)
        status = put_event(state_file, &outbox, subject, err);
    if (status == 0)
        status = read_event(state_file, &outbox, &arena, err);
    wj_outbox_close(&outbox);
    wj_store_close(state_file);
    wj_arena_clear(&arena);
    return status == 0 ? list_deliveries(path, err) : status;
}

static void state_of_a_feed(void **state)
{
    (void)state;
    shortage_each(keep_feed, NULL, some);
}

static int know_ids(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    (void)turn;
    (void)err;
    struct wj_known_ids known;
    char id[16];
    int status = 0;
    wj_known_ids_init(&known, &wj_libc_allocator, &wj_system_clock, 1000);
    for (int i = 0; status == 0 && i < 200; i++) {
        snprintf(id, sizeof id, "id-%d", i);
        status = wj_known_ids_add(&known, id, 1);
        assert_true(wj_known_ids_has(&known, "id-0", 1) || i == 0);
    }
    wj_known_ids_free(&known);
    return status;
}

static void known_ids(void **state)
{
    (void)state;
    shortage_each(know_ids, NULL, each);
}

/* --- folders --- */

static int scan_folder(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    (void)turn;
    struct wj_folder folder;
    struct wj_scan scan = { 0 };
    struct wj_buf text;
    const struct wj_scan_options options = { .prefix = "manual", .locale = "en" };
    wj_buf_init(&text, &wj_libc_allocator, WJ_SCAN_BUFFER_MAX);
    assert_int_equal(wj_folder_open(&folder, tree.path, false, err), 0);
    int status = wj_scan(&scan, &wj_libc_allocator, &folder, &options, err);
    if (status == 0) {
        assert_false(scan.incomplete);
        assert_int_equal(scan.page_count, 3);
        assert_int_equal(scan.other_count, 1);
        status = wj_scan_read(&folder, "docs/bbb.md", &text, err);
    }
    assert_true(status < 0 || text.len == 2000);
    wj_scan_free(&scan);
    wj_buf_free(&text);
    wj_folder_close(&folder);
    return status;
}

static void folder_of_pages(void **state)
{
    (void)state;
    char large[2001];
    memset(large, 'x', sizeof large);
    large[sizeof large - 1] = '\0';
    tree_put(&tree, "aaa.md", "a\n");
    tree_put(&tree, "docs/bbb.md", large);
    tree_put(&tree, "docs/ccc.png", "c\n");
    tree_link(&tree, "docs/ddd.md", "bbb.md");
    shortage_each(scan_folder, NULL, each);
}

/* --- SQLite's memory --- */

static sqlite3_mem_methods methods, usual;

static void *sqlite_malloc(int size)
{
    return shortage_refuses() ? NULL : usual.xMalloc(size);
}

static void *sqlite_realloc(void *block, int size)
{
    return shortage_refuses() ? NULL : usual.xRealloc(block, size);
}

static int take_sqlite(void **state)
{
    (void)state;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual) != SQLITE_OK)
        return -1;
    methods = usual;
    methods.xMalloc = sqlite_malloc;
    methods.xRealloc = sqlite_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK && sqlite3_initialize() == SQLITE_OK ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_cache),
        cmocka_unit_test_setup_teardown(folder_cache, set_up, tear_down),
        cmocka_unit_test_setup_teardown(journal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(audit_log, set_up, tear_down),
        cmocka_unit_test_setup_teardown(state_of_a_feed, set_up, tear_down),
        cmocka_unit_test(known_ids),
        cmocka_unit_test_setup_teardown(folder_of_pages, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, take_sqlite, NULL);
}
