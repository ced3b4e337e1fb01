/* SPDX-License-Identifier: MIT */
#include "support/cached.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "cache/memory.h"
#include <wikijs/graphql.h>

struct stage stage;

static int64_t fake_now(void *context)
{
    (void)context;
    return stage.now_us;
}
static int64_t fake_wall(void *context)
{
    (void)context;
    return INT64_C(1800000000000) + stage.now_us / 1000;
}
static const struct wj_clock fake_clock = { .monotonic_us = fake_now, .wall_ms = fake_wall };

static const struct wj_arg id_args[] = { { .name = "id", .graphql_type = "Int!", .flags = WJ_ARG_REQUIRED } };
const struct wj_op stage_read = { .namespace_ = "pages",
                                  .field = "single",
                                  .name = "pages.single",
                                  .answer = WJ_ANSWER_RAW,
                                  .args = id_args,
                                  .arg_count = 1,
                                  .reads = "page page:{id}" };
const struct wj_op stage_list = {
    .namespace_ = "pages", .field = "list", .name = "pages.list", .answer = WJ_ANSWER_RAW, .reads = "pages"
};
const struct wj_op stage_volatile = {
    .namespace_ = "system", .field = "info", .name = "system.info", .answer = WJ_ANSWER_RAW, .reads = "-always new"
};
const struct wj_op stage_write = { .namespace_ = "pages",
                                   .field = "update",
                                   .name = "pages.update",
                                   .flags = WJ_OP_WRITE,
                                   .answer = WJ_ANSWER_RAW,
                                   .args = id_args,
                                   .arg_count = 1,
                                   .touches = "page:{id}" };
const struct wj_op stage_any = { .namespace_ = "",
                                 .field = "graphql",
                                 .name = "graphql",
                                 .flags = WJ_OP_WRITE,
                                 .answer = WJ_ANSWER_RAW,
                                 .touches = "*" };

static struct wj_chain chain;
static struct wj_cache_use use;
static struct wj_shared_member member;

/* --- the wire: answers when it is told to, or at once --- */

void stage_answer(struct wikijs_call *call)
{
    call->response.status = 200;
    call->response.content_type = "application/json";
    wj_buf_clear(&call->response.body);
    wj_buf_printf(&call->response.body, "{\"data\":{\"version\":%d}}", stage.version);
}

static enum wj_step wire_down(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    assert_true(stage.sent_count < STAGE_MAX_SENT);
    stage.sent[stage.sent_count++] = call;
    wj_call_sent(call);
    if (!stage.at_once)
        return WJ_PENDING;
    stage_answer(call);
    return WJ_DONE;
}

static const struct wj_policy_ops wire = { .name = "wire", .down = wire_down };

void stage_turn(void)
{
    wj_loop_refresh(stage.loop);
    for (int i = 0; i < 5; i++)
        wj_loop_turn(stage.loop, 0);
}

void stage_land(size_t index)
{
    stage_answer(stage.sent[index]);
    wj_call_resume(stage.sent[index], true);
    stage_turn();
}

void stage_fail(size_t index, int status)
{
    stage.sent[index]->status = wj_error_set(&stage.sent[index]->error, status, "it failed");
    wj_call_resume(stage.sent[index], true);
    stage_turn();
}

/* --- the stage --- */

static void on_wakeup(void *context)
{
    (void)context;
    wj_calls_unpark(&stage.calls);
}

static void on_done(wikijs_call *call, void *payload)
{
    (void)payload;
    const wikijs_answer *result = call->result;
    stage.ended++;
    stage.last_status = call->status;
    stage.failed += call->status < 0;
    snprintf(stage.last_body, sizeof stage.last_body, "%.*s", result ? (int)result->body.len : 0,
             result ? result->body.ptr : "");
}

struct wikijs_call *stage_call(const struct wj_op *op, int id)
{
    struct wikijs_call *call = wj_call_new(&stage.calls, NULL, &wj_libc_allocator, op, 4096);
    assert_non_null(call);
    wj_buf_printf(&call->request.body, "{\"query\":\"%s\",\"variables\":{\"id\":%d}}", op->name, id);
    call->request.path = "/graphql";
    call->settings = stage.settings;
    call->chain = &chain;
    call->done = on_done;
    return call;
}

static struct wikijs_call *renew(struct wikijs_call *of)
{
    struct wikijs_call *call = stage_call(of->op, 0);
    call->done = NULL;
    wj_buf_clear(&call->request.body);
    wj_buf_append(&call->request.body, of->request.body.data, of->request.body.len);
    return call;
}

struct wikijs_call *stage_start(const struct wj_op *op, int id)
{
    struct wikijs_call *call = stage_call(op, id);
    wj_call_start(call);
    wikijs_call_unref(call);
    stage_turn();
    return call;
}

static void keep_line(wikijs_log_level level, const char *line, void *payload)
{
    (void)payload;
    assert_int_equal(level, WIKIJS_LOG_WARN);
    stage.logged++;
    snprintf(stage.last_line, sizeof stage.last_line, "%s", line);
}

static const struct wj_log stage_log = { .write = keep_line, .level = WIKIJS_LOG_WARN, .clock = &fake_clock };

void stage_build(struct wj_cache_settings given)
{
    assert_int_equal(wj_shared_new(&stage.shared, &wj_libc_allocator), 0);
    if (!given.store.get) {
        assert_int_equal(wj_cache_memory_new(&given.store, &wj_libc_allocator, 100, 1 << 20), 0);
        given.owns_store = true;
    }
    given.wiki = given.wiki ? given.wiki : "http://wiki";
    given.ttl_ms = given.ttl_ms ? given.ttl_ms : 10000;
    assert_int_equal(wj_cache_make(stage.shared, &given, &stage.err), 0);
    use = (struct wj_cache_use){ .shared = stage.shared,
                                 .clock = &fake_clock,
                                 .envelope = &stage.envelope,
                                 .log = &stage_log,
                                 .new_renewal = renew };
    assert_int_equal(wj_loop_new(&stage.loop, &wj_libc_allocator, &fake_clock), 0);
    wj_calls_init(&stage.calls, stage.loop);
    wj_loop_on_wakeup(stage.loop, on_wakeup, NULL);
    member.loop = stage.loop;
    wj_shared_join(stage.shared, &member);
    stage.envelope = (struct wj_envelope){ .parser = wj_json_parser_new(&wj_libc_allocator),
                                           .allocator = &wj_libc_allocator,
                                           .clock = &fake_clock,
                                           .max_result = 1 << 20 };
    chain.policies[0] = (struct wj_policy){ .ops = &wj_cache_policy, .state = &use, .index = 0 };
    chain.policies[1] = (struct wj_policy){ .ops = &wj_envelope_policy, .state = &stage.envelope, .index = 1 };
    chain.policies[2] = (struct wj_policy){ .ops = &wire, .index = 2 };
    chain.count = 3;
}

int stage_set_up(void **state)
{
    (void)state;
    stage.now_us = 100 * (int64_t)SECOND;
    stage.sent_count = stage.ended = stage.failed = stage.logged = 0;
    stage.at_once = true;
    stage.version = 1;
    stage.settings = (wikijs_call_settings){ 0 };
    return 0;
}

int stage_tear_down(void **state)
{
    (void)state;
    wj_calls_cancel_all(&stage.calls);
    wj_shared_leave(stage.shared, &member);
    wj_loop_free(stage.loop);
    wj_json_parser_free(stage.envelope.parser);
    wj_shared_unref(stage.shared);
    return 0;
}

void stage_expect(size_t sent_by_now, int told_version)
{
    char body[64];
    snprintf(body, sizeof body, "{\"data\":{\"version\":%d}}", told_version);
    assert_int_equal(stage.sent_count, sent_by_now);
    assert_string_equal(stage.last_body, body);
    assert_int_equal(stage.failed, 0);
}
