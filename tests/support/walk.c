/* SPDX-License-Identifier: MIT */
#include "support/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <wikijs/model.h>

/* False when the walk has seen enough. */
static bool meet(struct walk *walk, const wikijs_iter *iter, const void *item)
{
    assert_true(walk->count < WALK_MAX);
    wikijs_value id = wikijs_value_get(wikijs_iter_model(iter), item, 0);
    assert_true(id.present);
    walk->ids[walk->count++] = id.integer;
    if (walk->meanwhile) {
        walk->meanwhile(walk, item);
    }
    return walk->stop_after == 0 || walk->count < walk->stop_after;
}

static wikijs_iter_action on_item(wikijs_iter *iter, const void *item, void *payload)
{
    struct walk *walk = payload;
    if (!meet(walk, iter, item)) {
        return WIKIJS_ITER_STOP;
    }
    if (walk->pause_each > 0 && walk->count % walk->pause_each == 0) {
        walk->pauses++;
        return WIKIJS_ITER_PAUSE;
    }
    return WIKIJS_ITER_CONTINUE;
}

static void on_end(wikijs_iter *iter, int status, const wikijs_error *err, void *payload)
{
    (void)iter;
    struct walk *walk = payload;
    assert_false(walk->ended); /* once */
    assert_int_equal(err->code, status);
    walk->ended = true;
    walk->status = status;
    walk->err = *err;
}

static int run(struct walk *walk, wikijs_iter *iter)
{
    walk->ended = false;
    assert_int_equal(wikijs_iter_start(iter, on_item, on_end, walk), 0);
    size_t count = walk->count, pauses = walk->pauses;
    while (!walk->ended) {
        assert_true(wikijs_client_wait(walk->live->client, 50, NULL) >= 0);
        if (walk->pauses > pauses && walk->count == count) { /* nothing came while it was paused */
            pauses = walk->pauses;
            assert_int_equal(wikijs_iter_resume(iter), 0);
        }
        count = walk->count;
    }
    return walk->status;
}

int walk_on(struct walk *walk, wikijs_iter *iter)
{
    if (walk->live->async) {
        return run(walk, iter);
    }
    const void *item = NULL;
    int status;
    while ((status = wikijs_iter_next(iter, &item, &walk->err)) > 0 && meet(walk, iter, item)) {
    }
    assert_true(status > 0 || !item);
    walk->status = status > 0 ? 0 : status;
    return walk->status;
}

size_t walk_met(const struct walk *walk, int64_t id)
{
    size_t met = 0;
    for (size_t i = 0; i < walk->count; i++) {
        met += walk->ids[i] == id;
    }
    return met;
}
