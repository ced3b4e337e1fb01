/* SPDX-License-Identifier: MIT */
/* The cache in a chain of three, on a clock of our own: what is sent, what is not, and who waits for whom. */
#include "base/status.h"
#include "cache/memory.h"
#include "policy/cache.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/graphql.h>

#include <cmocka.h>

enum { MAX_SENT = 256, SECOND = 1000000 };

static int64_t now_us;
static int64_t fake_now(void *context)
{
    (void)context;
    return now_us;
}
static int64_t fake_wall(void *context)
{
    (void)context;
    return INT64_C(1800000000000) + now_us / 1000;
}
static const struct wj_clock fake_clock = { .monotonic_us = fake_now, .wall_ms = fake_wall };

static const struct wj_arg id_args[] = { { .name = "id", .graphql_type = "Int!", .flags = WJ_ARG_REQUIRED } };
static const struct wj_op read_op = { .namespace_ = "pages",
                                      .field = "single",
                                      .name = "pages.single",
                                      .answer = WJ_ANSWER_RAW,
                                      .args = id_args,
                                      .arg_count = 1,
                                      .reads = "page page:{id}" };
static const struct wj_op list_op = {
    .namespace_ = "pages", .field = "list", .name = "pages.list", .answer = WJ_ANSWER_RAW, .reads = "pages"
};
static const struct wj_op volatile_op = {
    .namespace_ = "system", .field = "info", .name = "system.info", .answer = WJ_ANSWER_RAW, .reads = "-always new"
};
static const struct wj_op write_op = { .namespace_ = "pages",
                                       .field = "update",
                                       .name = "pages.update",
                                       .flags = WJ_OP_WRITE,
                                       .answer = WJ_ANSWER_RAW,
                                       .args = id_args,
                                       .arg_count = 1,
                                       .touches = "page:{id}" };
static const struct wj_op any_op = { .namespace_ = "",
                                     .field = "graphql",
                                     .name = "graphql",
                                     .flags = WJ_OP_WRITE,
                                     .answer = WJ_ANSWER_RAW,
                                     .touches = "*" };

static struct wj_loop *loop;
static struct wj_calls calls;
static struct wj_chain chain;
static struct wikijs_shared *shared;
static struct wj_envelope envelope;
static struct wj_cache_use use;
static wikijs_error err;
static wikijs_call_settings settings;

static struct wikijs_call *sent[MAX_SENT]; /* on the wire */
static size_t sent_count, ended, failed;
static char last_body[256];
static int last_status;

/* --- the wire: answers when it is told to, or at once --- */

static bool at_once;
static int version; /* of what the server has */

static void answer(struct wikijs_call *call)
{
    call->response.status = 200;
    call->response.content_type = "application/json";
    wj_buf_clear(&call->response.body);
    wj_buf_printf(&call->response.body, "{\"data\":{\"version\":%d}}", version);
}

static enum wj_step wire_down(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    assert_true(sent_count < MAX_SENT);
    sent[sent_count++] = call;
    wj_call_sent(call);
    if (!at_once)
        return WJ_PENDING;
    answer(call);
    return WJ_DONE;
}

static const struct wj_policy_ops wire = { .name = "wire", .down = wire_down };

static void turn(void)
{
    wj_loop_refresh(loop);
    for (int i = 0; i < 5; i++)
        wj_loop_turn(loop, 0);
}

static void land_good(size_t index)
{
    answer(sent[index]);
    wj_call_resume(sent[index], true);
    turn();
}

static void land_bad(size_t index, int status)
{
    sent[index]->status = wj_error_set(&sent[index]->error, status, "it failed");
    wj_call_resume(sent[index], true);
    turn();
}

/* --- the stage --- */

static void on_wakeup(void *context)
{
    (void)context;
    wj_calls_unpark(&calls);
}

static void on_done(wikijs_call *call, void *payload)
{
    (void)payload;
    const wikijs_answer *result = call->result;
    ended++;
    last_status = call->status;
    failed += call->status < 0;
    snprintf(last_body, sizeof last_body, "%.*s", result ? (int)result->body.len : 0, result ? result->body.ptr : "");
}

static struct wikijs_call *make(const struct wj_op *op, int id)
{
    struct wikijs_call *call = wj_call_new(&calls, NULL, &wj_libc_allocator, op, 4096);
    assert_non_null(call);
    wj_buf_printf(&call->request.body, "{\"query\":\"%s\",\"variables\":{\"id\":%d}}", op->name, id);
    call->request.path = "/graphql";
    call->settings = settings;
    call->chain = &chain;
    call->done = on_done;
    return call;
}

static struct wikijs_call *renew(struct wikijs_call *of)
{
    struct wikijs_call *call = make(of->op, 0);
    call->done = NULL;
    wj_buf_clear(&call->request.body);
    wj_buf_append(&call->request.body, of->request.body.data, of->request.body.len);
    return call;
}

static struct wikijs_call *start(const struct wj_op *op, int id)
{
    struct wikijs_call *call = make(op, id);
    wj_call_start(call);
    wikijs_call_unref(call);
    turn();
    return call;
}

static struct wj_shared_member member;

static void build(struct wj_cache_settings given)
{
    assert_int_equal(wj_shared_new(&shared, &wj_libc_allocator), 0);
    if (!given.store.get) {
        assert_int_equal(wj_cache_memory_new(&given.store, &wj_libc_allocator, 100, 1 << 20), 0);
        given.owns_store = true;
    }
    given.wiki = given.wiki ? given.wiki : "http://wiki";
    given.ttl_ms = given.ttl_ms ? given.ttl_ms : 10000;
    assert_int_equal(wj_cache_make(shared, &given, &err), 0);
    use = (struct wj_cache_use){ .shared = shared, .clock = &fake_clock, .envelope = &envelope, .new_renewal = renew };
    assert_int_equal(wj_loop_new(&loop, &wj_libc_allocator, &fake_clock), 0);
    wj_calls_init(&calls, loop);
    wj_loop_on_wakeup(loop, on_wakeup, NULL);
    member.loop = loop;
    wj_shared_join(shared, &member);
    envelope = (struct wj_envelope){ .parser = wj_json_parser_new(&wj_libc_allocator),
                                     .allocator = &wj_libc_allocator,
                                     .clock = &fake_clock,
                                     .max_result = 1 << 20 };
    chain.policies[0] = (struct wj_policy){ .ops = &wj_cache_policy, .state = &use, .index = 0 };
    chain.policies[1] = (struct wj_policy){ .ops = &wj_envelope_policy, .state = &envelope, .index = 1 };
    chain.policies[2] = (struct wj_policy){ .ops = &wire, .index = 2 };
    chain.count = 3;
}

static int set_up(void **state)
{
    (void)state;
    now_us = 100 * (int64_t)SECOND;
    sent_count = ended = failed = 0;
    at_once = true;
    version = 1;
    settings = (wikijs_call_settings){ 0 };
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wj_calls_cancel_all(&calls);
    wj_shared_leave(shared, &member);
    wj_loop_free(loop);
    wj_json_parser_free(envelope.parser);
    wj_shared_unref(shared);
    return 0;
}

static void expect(size_t sent_by_now, int told_version)
{
    char body[64];
    snprintf(body, sizeof body, "{\"data\":{\"version\":%d}}", told_version);
    assert_int_equal(sent_count, sent_by_now);
    assert_string_equal(last_body, body);
    assert_int_equal(failed, 0);
}

/* --- hits and misses --- */

static void second_read_is_answered_from_the_store(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    start(&read_op, 1);
    version = 2;
    start(&read_op, 1);
    expect(1, 1);
    start(&read_op, 2);
    expect(2, 2);
    now_us += 10 * (int64_t)SECOND;
    start(&read_op, 1);
    expect(3, 2);
    assert_int_equal(ended, 4);
}

static void what_changes_by_itself_is_not_kept(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    start(&volatile_op, 1);
    start(&volatile_op, 1);
    expect(2, 1);
}

static void calls_have_their_own_wishes(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    settings.no_cache = 1;
    start(&read_op, 1);
    settings.no_cache = 0;
    start(&read_op, 1);
    expect(2, 1);
    version = 2;
    settings.cache_refresh = 1;
    start(&read_op, 1);
    expect(3, 2);
    settings.cache_refresh = 0;
    start(&read_op, 1);
    expect(3, 2);
    settings.cache_ttl_ms = 1000;
    start(&read_op, 5);
    now_us += SECOND;
    start(&read_op, 5);
    expect(5, 2);
}

static void operations_have_their_own_times(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ .ttls = "pages=2s, pages.list=0" });
    start(&list_op, 0);
    start(&list_op, 0);
    expect(2, 1);
    start(&read_op, 1);
    now_us += 2 * (int64_t)SECOND;
    start(&read_op, 1);
    expect(4, 1);
}

static void malformed_times_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = { "pages", "pages=", "=1s", "pages=1", "pages=1x", "a=1s, b=-1s" };
    build((struct wj_cache_settings){ 0 });
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct wikijs_shared *other;
        assert_int_equal(wj_shared_new(&other, &wj_libc_allocator), 0);
        assert_int_equal(wj_cache_make(other, &(struct wj_cache_settings){ .wiki = "w", .ttls = bad[i] }, &err),
                         WIKIJS_E_CONFIG);
        wj_shared_unref(other);
    }
}

static void failures_are_not_kept(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    at_once = false;
    start(&read_op, 1);
    land_bad(0, WIKIJS_E_SERVER);
    assert_int_equal(failed, 1);
    start(&read_op, 1);
    land_good(1);
    assert_int_equal(last_status, 0);
}

/* --- tenants --- */

static void wikis_and_identities_never_meet(void **state)
{
    (void)state;
    static const struct wj_cache_settings others[] = {
        { .wiki = "http://other" },
        { .identity = { "key\0k1", 7 } },
        { .identity = { "key\0k2", 7 } },
        { .identity = { "login\0me\0one", 13 }, .guessable = true },
        { .identity = { "login\0me\0two", 13 }, .guessable = true },
        { .name_space = "a" },
        { .name_space = "b" },
        { .wiki = NULL },
    };
    wikijs_cache_store store;
    assert_int_equal(wj_cache_memory_new(&store, &wj_libc_allocator, 100, 1 << 20), 0);
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
            struct wj_cache_settings given = others[i];
            given.store = store;
            version = (int)i;
            build(given);
            start(&read_op, 1);
            expect(round ? 8 : i + 1, (int)i);
            if (round == 0 || i + 1 < sizeof others / sizeof *others)
                tear_down(state);
        }
    }
    tear_down(state);
    store.destroy(store.state);
    build((struct wj_cache_settings){ 0 });
}

/* --- writes --- */

static void write_drops_what_it_touches(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    start(&read_op, 1);
    start(&read_op, 2);
    start(&write_op, 1);
    version = 2;
    start(&read_op, 2);
    expect(3, 1);
    start(&read_op, 1);
    expect(4, 2);
    start(&any_op, 0);
    start(&read_op, 2);
    expect(6, 2);
}

static void write_that_was_not_sent_drops_nothing(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    start(&read_op, 1);
    struct wikijs_call *call = make(&write_op, 1);
    call->canceled = true;
    wj_call_start(call);
    wikijs_call_unref(call);
    turn();
    start(&read_op, 1);
    assert_int_equal(sent_count, 1);
}

static void write_with_an_unknown_outcome_drops_and_keeps_the_store_still(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    start(&read_op, 1);
    at_once = false;
    start(&write_op, 1);
    land_bad(1, WIKIJS_E_TIMEOUT);
    at_once = true;
    start(&read_op, 1); /* perhaps before it was done */
    version = 2;
    start(&read_op, 1);
    assert_int_equal(sent_count, 4);
    now_us += 31 * (int64_t)SECOND;
    start(&read_op, 1);
    start(&read_op, 1);
    assert_int_equal(sent_count, 5);
}

static void canceled_write_drops(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    start(&read_op, 1);
    at_once = false;
    struct wikijs_call *write = start(&write_op, 1);
    wikijs_call_cancel(write);
    turn();
    at_once = true;
    start(&read_op, 1);
    assert_int_equal(sent_count, 3);
}

static void read_that_began_before_a_write_is_not_kept(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    at_once = false;
    start(&read_op, 1);
    start(&write_op, 1);
    answer(sent[0]); /* what was there before */
    land_good(1);
    version = 2;
    wj_call_resume(sent[0], true);
    turn();
    assert_int_equal(ended, 2);
    at_once = true;
    start(&read_op, 1);
    expect(3, 2);
}

static void reads_of_a_write_flow_pass_by(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    start(&read_op, 1);
    struct wikijs_call *parent = make(&write_op, 1), *child = make(&read_op, 1);
    child->done = NULL;
    wj_call_adopt(parent, child);
    at_once = false;
    wj_call_start(child);
    assert_int_equal(sent_count, 2);
    wikijs_call_cancel(child);
    turn();
    wikijs_call_unref(child);
    wikijs_call_unref(parent);
}

/* --- one flight --- */

static void hundred_callers_make_one_request(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    at_once = false;
    for (int i = 0; i < 100; i++)
        start(&read_op, 1);
    start(&read_op, 2);
    assert_int_equal(sent_count, 2);
    land_good(0);
    assert_int_equal(ended, 100);
    expect(2, 1);
}

static void failure_of_the_one_that_asked_is_everybodys(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    at_once = false;
    for (int i = 0; i < 10; i++)
        start(&read_op, 1);
    land_bad(0, WIKIJS_E_FORBIDDEN);
    assert_int_equal(failed, 10);
    assert_int_equal(last_status, WIKIJS_E_FORBIDDEN);
    assert_int_equal(sent_count, 1);
}

static void another_takes_over_when_the_one_that_asked_is_canceled(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    at_once = false;
    for (int i = 0; i < 10; i++)
        start(&read_op, 1);
    wikijs_call_cancel(sent[0]);
    turn();
    assert_int_equal(sent_count, 2);
    land_good(1);
    assert_int_equal(ended, 10);
    assert_int_equal(failed, 1);
}

static void whoever_comes_after_a_write_does_not_join(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    at_once = false;
    start(&read_op, 1);
    start(&write_op, 1);
    land_good(1);
    start(&read_op, 1);
    assert_int_equal(sent_count, 3);
    version = 2;
    land_good(2);
    assert_non_null(strstr(last_body, "2"));
    version = 1;
    land_good(0);
    at_once = true;
    start(&read_op, 1);
    expect(3, 2);
}

static void nobody_waits_for_ever(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ 0 });
    at_once = false;
    start(&read_op, 1);
    start(&read_op, 1);
    now_us += 6 * (int64_t)SECOND;
    turn();
    assert_int_equal(sent_count, 2);
    land_good(1);
    assert_int_equal(ended, 1);
}

/* --- stale --- */

static void stale_answer_is_given_while_a_new_one_is_fetched(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ .stale_revalidate_ms = 5000 });
    start(&read_op, 1);
    version = 2;
    now_us += 11 * (int64_t)SECOND;
    at_once = false;
    for (int i = 0; i < 10; i++)
        start(&read_op, 1);
    expect(2, 1);
    assert_int_equal(ended, 11);
    land_good(1);
    start(&read_op, 1);
    expect(2, 2);
    at_once = true;
    version = 3;
    now_us += 16 * (int64_t)SECOND;
    start(&read_op, 1);
    expect(3, 3);
}

static void stale_answer_is_given_when_the_server_fails(void **state)
{
    (void)state;
    build((struct wj_cache_settings){ .stale_error_ms = 60000 });
    start(&read_op, 1);
    now_us += 11 * (int64_t)SECOND;
    at_once = false;
    for (int i = 0; i < 3; i++)
        start(&read_op, 1);
    land_bad(1, WIKIJS_E_UNAVAILABLE);
    assert_int_equal(ended, 4);
    expect(2, 1);
    start(&read_op, 1);
    land_bad(2, WIKIJS_E_FORBIDDEN); /* is an answer */
    assert_int_equal(failed, 1);
    now_us += 60 * (int64_t)SECOND;
    start(&read_op, 1);
    land_bad(3, WIKIJS_E_UNAVAILABLE);
    assert_int_equal(failed, 2);
}

/* --- a store that is of no use --- */

static int broken_get(void *state, const wikijs_cache_key *key, int64_t now, wikijs_cache_found *found)
{
    static const char garbage[] = "{\"data\":";
    (void)key;
    (void)now;
    int status = *(int *)state;
    if (status == 0) {
        memcpy(found->reserve(sizeof garbage, found->payload), garbage, sizeof garbage);
        found->length = sizeof garbage;
        found->fresh_until = INT64_MAX;
    }
    return status;
}
static int broken_set(void *state, const wikijs_cache_key *key, int64_t now, const wikijs_cache_entry *entry)
{
    (void)state;
    (void)key;
    (void)now;
    (void)entry;
    return WIKIJS_E_IO;
}
static int broken_drop(void *state, const uint8_t tenant[WIKIJS_CACHE_ID_SIZE], const char *const *tags, size_t count)
{
    (void)state;
    (void)tenant;
    (void)tags;
    (void)count;
    return WIKIJS_E_IO;
}

static void broken_store_hurts_nobody(void **state)
{
    (void)state;
    int says = WIKIJS_E_IO;
    build((struct wj_cache_settings){
        .store = { .name = "broken", .state = &says, .get = broken_get, .set = broken_set, .drop = broken_drop } });
    start(&read_op, 1);
    expect(1, 1);
    start(&write_op, 1);
    says = 0; /* garbage */
    version = 2;
    start(&volatile_op, 1);
    start(&read_op, 1);
    expect(4, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(second_read_is_answered_from_the_store),
        CASE(what_changes_by_itself_is_not_kept),
        CASE(calls_have_their_own_wishes),
        CASE(operations_have_their_own_times),
        CASE(malformed_times_are_refused),
        CASE(failures_are_not_kept),
        CASE(wikis_and_identities_never_meet),
        CASE(write_drops_what_it_touches),
        CASE(write_that_was_not_sent_drops_nothing),
        CASE(write_with_an_unknown_outcome_drops_and_keeps_the_store_still),
        CASE(canceled_write_drops),
        CASE(read_that_began_before_a_write_is_not_kept),
        CASE(reads_of_a_write_flow_pass_by),
        CASE(hundred_callers_make_one_request),
        CASE(failure_of_the_one_that_asked_is_everybodys),
        CASE(another_takes_over_when_the_one_that_asked_is_canceled),
        CASE(whoever_comes_after_a_write_does_not_join),
        CASE(nobody_waits_for_ever),
        CASE(stale_answer_is_given_while_a_new_one_is_fetched),
        CASE(stale_answer_is_given_when_the_server_fails),
        CASE(broken_store_hurts_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
