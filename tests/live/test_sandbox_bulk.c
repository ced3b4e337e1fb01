/* SPDX-License-Identifier: MIT */
/* wikijs/bulk.h when something goes wrong in the middle: what is repeated, what is looked at, what is left for later. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/batch.h>
#include <wikijs/bulk.h>
#include <wikijs/pages.h>

#include "support/faults.h"
#include "support/live.h"

enum { PAGES = 4 };

static wikijs_error err;
static wikijs_client *client;
static char journal[64];

static int set_up(void **state)
{
    snprintf(journal, sizeof journal, "/tmp/wikijs-bulk-%d.db", (int)getpid());
    unlink(journal);
    sandbox_reset(state);
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    client = sandbox_client(&options);
    return 0;
}

static int tear_down(void **state)
{
    wikijs_client_free(client);
    unlink(journal);
    return sandbox_faults_used(state);
}

static void expect(int expected, int status)
{
    if (status != expected)
        fail_msg("%d instead of %d: %s", status, expected, err.message);
}

static wikijs_bulk_options where(void)
{
    wikijs_bulk_options options = WIKIJS_BULK_OPTIONS_INIT;
    options.journal = journal;
    return options;
}

/* New descriptions for the first pages of the standard wiki. */
static wikijs_bulk *make_plan(wikijs_client *made_by)
{
    wikijs_bulk_options options = where();
    wikijs_bulk *bulk = NULL;
    wikijs_pages_list_options wanted = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    wikijs_page_item_list *list = NULL;
    wanted.limit = PAGES;
    expect(0, wikijs_pages_list(made_by, &wanted, &list, &err));
    expect(0, wikijs_bulk_new(made_by, &options, &bulk, &err));
    for (size_t i = 0; i < PAGES; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
        const wikijs_page_values after = { .present = WIKIJS_BIT(WIKIJS_PAGE_VALUES_DESCRIPTION),
                                           .description = "planned" };
        change.action = WIKIJS_BULK_UPDATE;
        change.id = item->id;
        change.locale = item->locale;
        change.path = item->path;
        change.updated_at = item->updated_at;
        change.after = &after;
        expect(0, wikijs_bulk_add(bulk, &change, &err));
    }
    wikijs_page_item_list_free(list);
    return bulk;
}

static void check_counts(wikijs_bulk *bulk, int64_t planned, int64_t unknown, int64_t done, int64_t failed)
{
    wikijs_bulk_counts counts = { .struct_size = sizeof counts };
    expect(0, wikijs_bulk_count(bulk, &counts, &err));
    assert_int_equal(counts.planned, planned);
    assert_int_equal(counts.unknown, unknown);
    assert_int_equal(counts.done, done);
    assert_int_equal(counts.failed, failed);
}

/* How many versions the first pages have got: each is a write. */
static int64_t writes(void)
{
    int64_t count = 0;
    for (int64_t id = 1; id <= PAGES; id++) {
        wikijs_page_history *history = NULL;
        expect(0, wikijs_pages_history(client, id, NULL, &history, &err));
        count += (int64_t)history->trail.count;
        wikijs_page_history_free(history);
    }
    return count;
}

static void resume_to_the_end(int64_t failed)
{
    wikijs_bulk_options options = where();
    wikijs_bulk *bulk = NULL;
    expect(0, wikijs_bulk_resume(client, &options, &bulk, &err));
    expect(0, wikijs_bulk_run(bulk, NULL, &err));
    check_counts(bulk, 0, 0, PAGES - failed, failed);
    wikijs_bulk_free(bulk);
}

/* The writes were done, and their answer was lost. */
static void what_nobody_knows_is_looked_at_and_not_repeated(void **state)
{
    (void)state;
    int64_t before = writes();
    wikijs_bulk *bulk = make_plan(client);
    sandbox_fault("pages.update", 1, "reset,after");
    expect(0, wikijs_bulk_run(bulk, NULL, &err));
    wikijs_bulk_free(bulk);
    resume_to_the_end(0);
    assert_int_equal(writes() - before, PAGES);
}

/* A process that is killed while the server is at the writes. */
static void a_killed_process_left_what_can_be_resumed(void **state)
{
    (void)state;
    int64_t before = writes();
    sandbox_fault("pages.update", 1, "hang,after");
    pid_t pid = fork();
    if (pid == 0) {
        wikijs_client_options options = sandbox_options();
        options.api_key = live_env("WIKIJS_TEST_KEY");
        (void)wikijs_bulk_run(make_plan(sandbox_client(&options)), NULL, &err);
        _exit(1); /* it never comes to this */
    }
    while (sandbox_count("pages.update") == 0)
        usleep(1000);
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    resume_to_the_end(0);
    assert_int_equal(writes() - before, PAGES);
}

static void a_server_that_is_gone_stops_it_and_leaves_the_rest(void **state)
{
    (void)state;
    wikijs_bulk *bulk = make_plan(client);
    sandbox_fault("pages.single", 4, "status=503");
    expect(WIKIJS_E_UNAVAILABLE, wikijs_bulk_run(bulk, NULL, &err));
    check_counts(bulk, PAGES, 0, 0, 0);
    wikijs_bulk_free(bulk);
    wikijs_page *page = NULL;
    while (wikijs_pages_get(client, 1, NULL, &page, &err) == WIKIJS_E_UNAVAILABLE) /* until it is back */
        ;
    wikijs_page_free(page);
    resume_to_the_end(0);
}

static bool stop_at_once(void *payload)
{
    int *asked = payload;
    return ++*asked > 0;
}

static bool stop_after_one(const wikijs_bulk_item *item, void *payload)
{
    int *told = payload;
    assert_string_equal(item->state, "done");
    return ++*told < 1;
}

static void the_program_stops_it(void **state)
{
    (void)state;
    int count = 0;
    wikijs_bulk *bulk = make_plan(client);
    wikijs_bulk_run_options options = WIKIJS_BULK_RUN_OPTIONS_INIT;
    options.should_stop = stop_at_once;
    options.payload = &count;
    options.max_writes = WIKIJS_BATCH_MAX_ITEMS + 1;
    expect(WIKIJS_E_ARG, wikijs_bulk_run(bulk, &options, &err));
    check_counts(bulk, PAGES, 0, 0, 0);
    options.max_writes = 0;
    expect(WIKIJS_E_CANCELED, wikijs_bulk_run(bulk, &options, &err));
    check_counts(bulk, PAGES, 0, 0, 0);
    count = 0;
    options.should_stop = NULL;
    options.on_item = stop_after_one;
    options.max_writes = 1;
    expect(WIKIJS_E_CANCELED, wikijs_bulk_run(bulk, &options, &err));
    wikijs_bulk_free(bulk);
    resume_to_the_end(0);
}

static void failures_are_tried_again_but_for_conflicts(void **state)
{
    (void)state;
    wikijs_bulk *bulk = make_plan(client);
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    wikijs_page *page = NULL;
    input.title = "Somebody else's";
    expect(0, wikijs_pages_update(client, 1, &input, &page, &err));
    wikijs_page_free(page);
    expect(0, wikijs_bulk_run(bulk, NULL, &err));
    check_counts(bulk, 0, 0, PAGES - 1, 1);
    wikijs_bulk_free(bulk);
    resume_to_the_end(1);
}

/* As by the last request of a process that died, which the server ends when the page has been looked at. */
static void a_page_that_is_as_planned_already_is_done(void **state)
{
    (void)state;
    int64_t before = writes();
    wikijs_bulk *bulk = make_plan(client);
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    wikijs_page *page = NULL;
    input.description = "planned";
    expect(0, wikijs_pages_update(client, 1, &input, &page, &err));
    wikijs_page_free(page);
    expect(0, wikijs_bulk_run(bulk, NULL, &err));
    check_counts(bulk, 0, 0, PAGES, 0);
    wikijs_bulk_free(bulk);
    assert_int_equal(writes() - before, PAGES);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

/* --- a second thread in the client, which is a mistake --- */

static pthread_t intruder;
static bool has_intruder;

static void *wait_once(void *unused)
{
    (void)unused;
    while (wikijs_client_wait(client, -1, NULL) < 0) {
    }
    return NULL;
}

/* From here on the other thread is in the client, until an answer comes. */
static bool let_it_in(void *payload)
{
    (void)payload;
    if (has_intruder || wikijs_client_pending(client) == 0)
        return false;
    has_intruder = true;
    assert_int_equal(pthread_create(&intruder, NULL, wait_once, NULL), 0);
    while (wikijs_client_process(client, NULL) != WIKIJS_E_BUSY) {
    }
    return false;
}

static void no_call_outlives_the_run(void **state)
{
    (void)state;
    wikijs_bulk_run_options run = WIKIJS_BULK_RUN_OPTIONS_INIT;
    wikijs_bulk_counts counts = { .struct_size = sizeof counts };
    run.should_stop = let_it_in;
    has_intruder = false;
    wikijs_bulk *bulk = make_plan(client);
    sandbox_fault_at("/graphql", 1, "latency=1000");
    expect(WIKIJS_E_BUSY, wikijs_bulk_run(bulk, &run, &err));
    pthread_join(intruder, NULL);
    expect(0, wikijs_bulk_count(bulk, &counts, &err));
    assert_int_equal(counts.unknown, 0);
    wikijs_bulk_free(bulk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_call_outlives_the_run, set_up, tear_down),
        CASE(what_nobody_knows_is_looked_at_and_not_repeated),
        CASE(a_killed_process_left_what_can_be_resumed),
        CASE(a_server_that_is_gone_stops_it_and_leaves_the_rest),
        CASE(the_program_stops_it),
        CASE(failures_are_tried_again_but_for_conflicts),
        CASE(a_page_that_is_as_planned_already_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
