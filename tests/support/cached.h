/* SPDX-License-Identifier: MIT */
/*
 * For unit tests of the cache policy: a chain of cache, envelope and a wire, on a clock of its own. What the server has is a
 * version number; the wire answers with it at once, or when it is told to.
 */
#ifndef TEST_CACHED_H
#define TEST_CACHED_H

#include "policy/cache.h"

enum { STAGE_MAX_SENT = 256, SECOND = 1000000 };

struct stage {
    int64_t now_us;
    wikijs_call_settings settings; /* of the calls to come */
    int version;
    bool at_once;
    /* what happened */
    struct wikijs_call *sent[STAGE_MAX_SENT];
    size_t sent_count, ended, failed;
    char last_body[256];
    int last_status;
    wikijs_error err;
    size_t logged; /* lines */
    char last_line[512];
    /* the machinery */
    struct wj_loop *loop;
    struct wj_calls calls;
    struct wikijs_shared *shared;
    struct wj_envelope envelope;
};
extern struct stage stage;

extern const struct wj_op stage_read, stage_list, stage_volatile, stage_write, stage_any;

/* cmocka */
int stage_set_up(void **state);
int stage_tear_down(void **state);

/* Settings that are not given: a store in memory, ten seconds. */
void stage_build(struct wj_cache_settings given);
/* A call that is not started; the caller's to give back. */
struct wikijs_call *stage_call(const struct wj_op *op, int id);
struct wikijs_call *stage_start(const struct wj_op *op, int id);
void stage_turn(void);
/* The wire's part in the i-th call that was sent: what it says, and that it is there. */
void stage_answer(struct wikijs_call *call);
void stage_land(size_t index);
void stage_fail(size_t index, int status);
/* So many were sent by now, the last one that ended brought this version, and none failed. */
void stage_expect(size_t sent_by_now, int told_version);

#endif
