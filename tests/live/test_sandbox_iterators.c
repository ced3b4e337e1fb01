/* SPDX-License-Identifier: MIT */
/* Iterators when something goes wrong, or when their program does as it likes: faults, early ends, callbacks that free. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/walk.h"

enum { ALL = 13 }; /* pages of the standard wiki */

static int fresh(void **state, bool async)
{
    sandbox_reset(state);
    return async ? live_set_up_async(state) : live_set_up_sync(state);
}

static int fresh_sync(void **state)
{
    return fresh(state, false);
}

static int fresh_async(void **state)
{
    return fresh(state, true);
}

static int done(void **state)
{
    int failed = live_tear_down(state);
    return failed | sandbox_faults_used(NULL);
}

/* An iterator over the whole wiki. */
static wikijs_iter *whole_wiki(struct live *live, int64_t batch_size)
{
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.batch_size = batch_size;
    options.timeout_ms = 30000;
    LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    return iter;
}

/* --- faults --- */

static void expect_all_once(const struct walk *walk)
{
    assert_int_equal(walk->count, ALL);
    for (size_t i = 0; i < walk->count; i++) {
        assert_int_equal(walk_met(walk, walk->ids[i]), 1);
    }
}

/* The fault hits the third batch. The walk hands out those before it, reports it once, and goes on when it is asked. */
static void survive(struct live *live, const char *fault, int status, int64_t largest_batch)
{
    static const int64_t sizes[] = { 1, 3, 5 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes && sizes[i] <= largest_batch; i++) {
        sandbox_reset(NULL);
        char rule[80];
        snprintf(rule, sizeof rule, "%s,skip=2", fault);
        sandbox_fault("pages.single", 1, rule);
        wikijs_iter *iter = whole_wiki(live, sizes[i]);
        struct walk walk = { .live = live };
        assert_int_equal(walk_on(&walk, iter), status);
        assert_int_equal(walk.count, 2 * sizes[i]);
        assert_true(strncmp(walk.err.message, "page ", 5) == 0);
        assert_false(walk.err.flags & WIKIJS_ERROR_ITEM);
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));
        expect_all_once(&walk);
        wikijs_iter_free(iter);
        assert_int_equal(sandbox_faults_used(NULL), 0);
    }
}

static void a_server_that_is_gone_for_a_moment(void **state)
{
    survive(*state, "status=503", WIKIJS_E_UNAVAILABLE, 5);
}

static void a_login_that_is_refused(void **state)
{
    survive(*state, "status=401", WIKIJS_E_UNAUTHENTICATED, 5);
}

static void an_answer_that_is_cut(void **state)
{
    survive(*state, "cut=40", WIKIJS_E_CONNECTION, 1);
}

static void a_batch_that_is_cut_is_fetched_in_pieces(void **state)
{
    struct live *live = *state;
    sandbox_fault("pages.single", 1, "cut=40,skip=1");
    wikijs_iter *iter = whole_wiki(live, 5);
    struct walk walk = { .live = live };
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    expect_all_once(&walk);
    wikijs_iter_free(iter);
}

static void an_answer_that_does_not_come(void **state)
{
    struct live *live = *state;
    sandbox_fault("pages.single", 2, "hang,skip=1"); /* when it was fetched ahead, and when it was waited for */
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.batch_size = 1;
    options.timeout_ms = 1000; /* for each batch */
    LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    struct walk walk = { .live = live };
    assert_int_equal(walk_on(&walk, iter), WIKIJS_E_DEADLINE);
    assert_int_equal(walk.count, 1);
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    expect_all_once(&walk);
    wikijs_iter_free(iter);
}

static void dawdle(struct walk *walk, const void *item)
{
    (void)item;
    if (walk->count == 1) {
        usleep(1200000); /* longer than the time limit below */
    }
}

/* The time of the next batch runs out while the program works: that is no failure. */
static void a_program_may_take_its_time(void **state)
{
    struct live *live = *state;
    static const int64_t sizes[] = { 1, 5 };
    for (size_t i = 0; i < 2; i++) {
        sandbox_fault("pages.single", 1, "hang,skip=1");
        wikijs_iter *iter = NULL;
        wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
        options.batch_size = sizes[i];
        options.timeout_ms = 1000;
        struct walk walk = { .live = live, .meanwhile = dawdle };
        LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
        int status = walk_on(&walk, iter);
        if (status < 0) {
            fail_msg("%s", walk.err.message);
        }
        expect_all_once(&walk);
        wikijs_iter_free(iter);
    }
}

static void a_list_that_cannot_be_had(void **state)
{
    struct live *live = *state;
    for (int whole = 0; whole < 2; whole++) {
        sandbox_fault("pages.list", 1, whole ? "cut=30" : "invalid-json");
        wikijs_iter *iter = NULL;
        struct walk walk = { .live = live };
        LIVE_EXPECT(live, 0,
                    whole ? wikijs_pages_iter_all(live->client, NULL, &iter, &live->err)
                          : wikijs_pages_iter_items(live->client, NULL, &iter, &live->err));
        assert_int_equal(walk_on(&walk, iter), whole ? WIKIJS_E_CONNECTION : WIKIJS_E_PROTOCOL);
        assert_int_equal(walk.count, 0);
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));
        expect_all_once(&walk);
        wikijs_iter_free(iter);
    }
}

/* A page that the server cannot show is told and passed over: asking again goes on behind it. */
static void a_page_that_cannot_be_read(void **state)
{
    struct live *live = *state;
    sandbox_fault("pages.single", 1, "wrong-types,skip=2");
    wikijs_iter *iter = whole_wiki(live, 1);
    struct walk walk = { .live = live };
    assert_int_equal(walk_on(&walk, iter), WIKIJS_E_SCHEMA);
    assert_int_equal(walk.count, 2);
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    assert_int_equal(walk.count, ALL - 1);
    wikijs_iter_free(iter);
}

/* --- what comes early, what comes late --- */

static void the_next_batch_comes_while_this_one_is_worked_on(void **state)
{
    struct live *live = *state;
    wikijs_iter *iter = whole_wiki(live, 2);
    struct walk walk = { .live = live, .stop_after = 1 };
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    for (int i = 0; i < 50 && sandbox_count("pages.single") < 2; i++) { /* nobody asks for an item */
        assert_true(wikijs_client_wait(live->client, 20, NULL) >= 0);
    }
    assert_int_equal(sandbox_count("pages.single"), 2); /* and no third batch */
    wikijs_iter_free(iter);
}

static void an_iterator_that_is_never_asked_sends_nothing(void **state)
{
    struct live *live = *state;
    wikijs_iter_free(whole_wiki(live, 0));
    assert_int_equal(sandbox_count("pages."), 0);
}

static void freeing_cancels_what_is_on_its_way(void **state)
{
    struct live *live = *state;
    sandbox_fault("pages.single", 1, "hang,skip=1");
    wikijs_iter *iter = whole_wiki(live, 2);
    struct walk walk = { .live = live, .stop_after = 2 };
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    assert_true(wikijs_client_pending(live->client) > 0);
    wikijs_iter_free(iter);
    for (int i = 0; i < 5 && wikijs_client_pending(live->client) > 0; i++) {
        wikijs_client_wait(live->client, 10, NULL);
    }
    assert_int_equal(wikijs_client_pending(live->client), 0);
    sandbox_reset(NULL);
}

static void iterators_share_a_client(void **state)
{
    struct live *live = *state;
    wikijs_iter *one = whole_wiki(live, 2), *other = whole_wiki(live, 3);
    const wikijs_page *first = NULL, *second = NULL;
    int count = 0;
    while (wikijs_iter_next_page(one, &first, &live->err) > 0) {
        assert_int_equal(wikijs_iter_next_page(other, &second, &live->err), 1);
        assert_int_equal(first->id, second->id);
        count++;
    }
    assert_int_equal(count, ALL);
    wikijs_iter_free(one);
    wikijs_iter_free(other);
}

static void an_iterator_outlives_its_client(void **state)
{
    struct live *live = *state;
    wikijs_client *client = live_client(live_env("WIKIJS_TEST_KEY")), *kept = live->client;
    live->client = client;
    wikijs_iter *iter = whole_wiki(live, 2);
    const wikijs_page *page = NULL;
    LIVE_EXPECT(live, 1, wikijs_iter_next_page(iter, &page, &live->err));
    wikijs_client_free(client);
    assert_string_equal(page->path, "home"); /* still there */
    wikijs_iter_free(iter);
    live->client = kept;
}

/* --- callbacks that do as they like --- */

struct tricks {
    struct live *live;
    wikijs_iter *iter;
    const char *trick;
    int items, ends, status;
};

static wikijs_iter_action play(wikijs_iter *iter, const void *item, void *payload)
{
    struct tricks *tricks = payload;
    const char *trick = tricks->trick;
    const void *next = NULL;
    wikijs_error err;
    assert_non_null(((const wikijs_page *)item)->path);
    tricks->items++;
    if (strcmp(trick, "free") == 0 && tricks->items == 3) {
        wikijs_iter_free(iter);
        tricks->iter = NULL;
    } else if (strcmp(trick, "free the client") == 0 && tricks->items == 3) {
        wikijs_client_free(tricks->live->client);
    } else if (strcmp(trick, "ask") == 0) {
        assert_int_equal(wikijs_iter_next(iter, &next, &err), WIKIJS_E_STATE);
        assert_int_equal(wikijs_iter_start(iter, play, NULL, tricks), WIKIJS_E_STATE);
        assert_int_equal(wikijs_client_wait(tricks->live->client, 0, &err), WIKIJS_E_BUSY);
    } else if (strcmp(trick, "resume") == 0) {
        assert_int_equal(wikijs_iter_resume(iter), 0); /* before it is paused: the pause is over at once */
        return WIKIJS_ITER_PAUSE;
    } else if (strcmp(trick, "pause") == 0 && tricks->items == 3) {
        return WIKIJS_ITER_PAUSE;
    }
    return WIKIJS_ITER_CONTINUE;
}

static void on_end(wikijs_iter *iter, int status, const wikijs_error *err, void *payload)
{
    struct tricks *tricks = payload;
    assert_int_equal(err->code, status);
    tricks->status = status;
    tricks->ends++;
    if (strcmp(tricks->trick, "free at the end") == 0 || strcmp(tricks->trick, "free the client") == 0) {
        wikijs_iter_free(iter);
        tricks->iter = NULL;
    } else if (strcmp(tricks->trick, "start again") == 0 && tricks->ends == 1) {
        assert_int_equal(wikijs_iter_start(iter, play, on_end, tricks), 0);
    }
}

static struct tricks begin(struct live *live, const char *trick)
{
    return (struct tricks){ .live = live, .iter = whole_wiki(live, 2), .trick = trick, .status = 1 };
}

static void run_to_the_end(struct tricks *tricks)
{
    assert_int_equal(wikijs_iter_start(tricks->iter, play, on_end, tricks), 0);
    assert_int_equal(tricks->items + tricks->ends, 0); /* nothing happens inside start */
    for (int i = 0; i < 500 && wikijs_client_pending(tricks->live->client) > 0; i++) {
        wikijs_client_wait(tricks->live->client, 100, NULL);
    }
    assert_int_equal(wikijs_client_pending(tricks->live->client), 0);
}

static void a_callback_may_free_the_iterator(void **state)
{
    struct tricks tricks = begin(*state, "free");
    run_to_the_end(&tricks);
    assert_int_equal(tricks.items, 3);
    assert_int_equal(tricks.ends, 0);
}

static void the_end_may_free_the_iterator(void **state)
{
    struct tricks tricks = begin(*state, "free at the end");
    run_to_the_end(&tricks);
    assert_int_equal(tricks.items, ALL);
    assert_int_equal(tricks.ends, 1);
    assert_null(tricks.iter);
}

static void the_end_may_start_again(void **state)
{
    struct tricks tricks = begin(*state, "start again");
    run_to_the_end(&tricks);
    assert_int_equal(tricks.items, ALL);
    assert_int_equal(tricks.ends, 2); /* there was nothing more */
    assert_int_equal(tricks.status, 0);
    wikijs_iter_free(tricks.iter);
}

static void a_callback_may_resume_before_it_pauses(void **state)
{
    struct tricks tricks = begin(*state, "resume");
    run_to_the_end(&tricks);
    assert_int_equal(tricks.items, ALL);
    assert_int_equal(tricks.status, 0);
    wikijs_iter_free(tricks.iter);
}

static void a_callback_may_not_wait(void **state)
{
    struct tricks tricks = begin(*state, "ask");
    run_to_the_end(&tricks);
    assert_int_equal(tricks.items, ALL);
    wikijs_iter_free(tricks.iter);
}

static void a_callback_may_free_the_client(void **state)
{
    struct live *live = *state;
    wikijs_client *kept = live->client;
    live->client = live_client(live_env("WIKIJS_TEST_KEY"));
    struct tricks tricks = begin(live, "free the client");
    assert_int_equal(wikijs_iter_start(tricks.iter, play, on_end, &tricks), 0);
    for (int i = 0; i < 500 && tricks.ends == 0; i++) {
        wikijs_client_wait(live->client, 100, NULL);
    }
    live->client = kept;
    assert_int_equal(tricks.items, 3);
    assert_int_equal(tricks.ends, 1);
    assert_int_equal(tricks.status, WIKIJS_E_CANCELED);
}

static void a_paused_iterator_hears_of_its_clients_end(void **state)
{
    struct live *live = *state;
    wikijs_client *kept = live->client;
    live->client = live_client(live_env("WIKIJS_TEST_KEY"));
    struct tricks tricks = begin(live, "pause");
    assert_int_equal(wikijs_iter_start(tricks.iter, play, on_end, &tricks), 0);
    for (int i = 0; i < 20; i++) {
        wikijs_client_wait(live->client, 10, NULL);
    }
    assert_int_equal(tricks.items, 3);
    assert_int_equal(tricks.ends, 0);
    wikijs_client_free(live->client);
    live->client = kept;
    assert_int_equal(tricks.ends, 1);
    assert_int_equal(tricks.status, WIKIJS_E_CANCELED);
    wikijs_iter_free(tricks.iter);
}

static void a_paused_iterator_can_be_freed(void **state)
{
    struct live *live = *state;
    struct tricks tricks = begin(live, "pause");
    assert_int_equal(wikijs_iter_start(tricks.iter, play, on_end, &tricks), 0);
    for (int i = 0; i < 20; i++) {
        wikijs_client_wait(live->client, 10, NULL);
    }
    assert_int_equal(tricks.items, 3);
    wikijs_iter_free(tricks.iter);
    for (int i = 0; i < 20; i++) {
        wikijs_client_wait(live->client, 10, NULL);
    }
    assert_int_equal(tricks.items, 3);
    assert_int_equal(tricks.ends, 0);
    assert_int_equal(wikijs_client_pending(live->client), 0);
}

/* Items come where callbacks come: not inside a synchronous call. */
static void a_synchronous_call_brings_no_items(void **state)
{
    struct live *live = *state;
    struct tricks tricks = begin(live, "");
    assert_int_equal(wikijs_iter_start(tricks.iter, play, on_end, &tricks), 0);
    for (int i = 0; i < 20; i++) {
        wikijs_page *page = NULL;
        LIVE_EXPECT(live, 0, wikijs_pages_get(live->client, 1, NULL, &page, &live->err));
        wikijs_page_free(page);
    }
    assert_int_equal(tricks.items, 0);
    for (int i = 0; i < 500 && tricks.ends == 0; i++) {
        wikijs_client_wait(live->client, 100, NULL);
    }
    assert_int_equal(tricks.items, ALL);
    wikijs_iter_free(tricks.iter);
}

#define BOTH(function)                                             \
    { #function ", waiting", function, fresh_sync, done, NULL },   \
    {                                                              \
#function ", on a loop", function, fresh_async, done, NULL \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(a_server_that_is_gone_for_a_moment),
        BOTH(a_login_that_is_refused),
        BOTH(an_answer_that_is_cut),
        BOTH(a_batch_that_is_cut_is_fetched_in_pieces),
        BOTH(an_answer_that_does_not_come),
        BOTH(a_program_may_take_its_time),
        BOTH(a_list_that_cannot_be_had),
        BOTH(a_page_that_cannot_be_read),
        BOTH(the_next_batch_comes_while_this_one_is_worked_on),
        BOTH(an_iterator_that_is_never_asked_sends_nothing),
        BOTH(freeing_cancels_what_is_on_its_way),
        cmocka_unit_test_setup_teardown(iterators_share_a_client, fresh_sync, done),
        cmocka_unit_test_setup_teardown(an_iterator_outlives_its_client, fresh_sync, done),
        cmocka_unit_test_setup_teardown(a_callback_may_free_the_iterator, fresh_async, done),
        cmocka_unit_test_setup_teardown(the_end_may_free_the_iterator, fresh_async, done),
        cmocka_unit_test_setup_teardown(the_end_may_start_again, fresh_async, done),
        cmocka_unit_test_setup_teardown(a_callback_may_resume_before_it_pauses, fresh_async, done),
        cmocka_unit_test_setup_teardown(a_callback_may_not_wait, fresh_async, done),
        cmocka_unit_test_setup_teardown(a_callback_may_free_the_client, fresh_async, done),
        cmocka_unit_test_setup_teardown(a_paused_iterator_hears_of_its_clients_end, fresh_async, done),
        cmocka_unit_test_setup_teardown(a_paused_iterator_can_be_freed, fresh_async, done),
        cmocka_unit_test_setup_teardown(a_synchronous_call_brings_no_items, fresh_async, done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
