/* SPDX-License-Identifier: MIT */
#include "webhook/turn.h"

#include "base/status.h"
#include "client/client.h"

enum {
    LONGEST_PAUSE_MS = 60000, /* while looks fail */
    SHARE = 20,               /* looks at everything take no more than a 20th of the time */
    NEW_TURN = -1
};

struct turn_args {
    struct wj_follower *follower;
};

struct turn {
    int kind; /* that is looked at; NEW_TURN before the wait is over */
};

static const struct wj_op op_turn = { .namespace_ = "watch", .field = "turn", .name = "watch.turn", .since = "0.1" };

static int64_t now_us(const struct wj_follower *follower)
{
    return wj_loop_now(follower->feed.client->loop);
}

/* --- one turn --- */

static bool is_wanted(const struct wj_follower *follower, enum wj_kind kind)
{
    bool by_name, comments;
    bool wanted = wj_event_filter_wants(follower->feed.filter, kind, &by_name);
    if (kind == WJ_KIND_PAGE) /* comments are looked for on the pages that are known */
        return wanted || wj_event_filter_wants(follower->feed.filter, WJ_KIND_COMMENT, &comments);
    return wanted && follower->full && !follower->feed.no_kind[kind];
}

static enum wj_step start_look(struct wikijs_call *call, struct wj_follower *follower, enum wj_kind kind)
{
    struct wj_request request;
    const struct wj_page_look_args pages = { &follower->feed, follower->full };
    const struct wj_list_look_args list = { &follower->feed, kind };
    if (kind == WJ_KIND_PAGE)
        wj_page_look_request(&request, &pages);
    else if (kind == WJ_KIND_COMMENT)
        wj_comment_look_request(&request, &list);
    else
        wj_list_look_request(&request, &list);
    return wj_flow_start(call, &request);
}

static enum wj_step go_on(struct wikijs_call *call, struct wj_follower *follower)
{
    struct turn *turn = call->state;
    do
        turn->kind++;
    while (turn->kind < WJ_KINDS && !is_wanted(follower, (enum wj_kind)turn->kind));
    return turn->kind < WJ_KINDS ? start_look(call, follower, (enum wj_kind)turn->kind) : wj_flow_done(call, NULL);
}

/* What the key may not read is left out, unless it was asked for by name. */
static bool is_forgiven(struct wj_follower *follower, enum wj_kind kind, int status)
{
    bool by_name;
    (void)wj_event_filter_wants(follower->feed.filter, kind, &by_name);
    if (status != WIKIJS_E_FORBIDDEN || by_name || kind == WJ_KIND_PAGE)
        return false;
    follower->feed.no_kind[kind] = true;
    return true;
}

static enum wj_step begin(struct wikijs_call *call, struct wj_follower *follower)
{
    follower->began_us = now_us(follower);
    follower->full = follower->pace->once || now_us(follower) >= follower->full_at_us;
    follower->feed.told = 0;
    follower->feed.again = false;
    return go_on(call, follower);
}

static enum wj_step turn_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct wj_follower *follower = ((const struct turn_args *)call->args)->follower;
    struct turn *turn = call->state;
    if (!turn) {
        turn = call->state = wj_call_alloc(call, sizeof *turn);
        if (!turn)
            return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
        turn->kind = NEW_TURN;
        if (follower->wait_ms > 0)
            return wj_flow_wait(call, follower->wait_ms);
    }
    if (!child)
        return begin(call, follower);
    if (child->status < 0 && !is_forgiven(follower, (enum wj_kind)turn->kind, child->status))
        return wj_flow_end_as(call, child);
    return go_on(call, follower);
}

/* --- from turn to turn --- */

static int64_t next_interval(const struct wj_follower *follower)
{
    const struct wj_pace *pace = follower->pace;
    int64_t longer = follower->wait_ms + follower->wait_ms / 2;
    if (follower->feed.told > 0 || follower->feed.again || longer < pace->interval_ms)
        return pace->interval_ms;
    return longer < pace->max_interval_ms ? longer : pace->max_interval_ms;
}

static void note_success(struct wj_follower *follower)
{
    follower->failed_once = 0;
    follower->looks++;
    if (follower->full) {
        int64_t took_us = now_us(follower) - follower->began_us, pause_us = follower->pace->full_interval_ms * 1000;
        follower->full_looks++;
        follower->full_at_us = now_us(follower) + (pause_us > SHARE * took_us ? pause_us : SHARE * took_us);
    }
    follower->wait_ms = next_interval(follower);
}

static void note_failure(struct wj_follower *follower, const wikijs_error *error)
{
    int64_t pause = follower->pace->interval_ms;
    for (unsigned i = 0; i < follower->failed_once && pause < LONGEST_PAUSE_MS; i++)
        pause *= 2;
    if (pause > LONGEST_PAUSE_MS)
        pause = LONGEST_PAUSE_MS;
    follower->failed_once++;
    follower->failures++;
    follower->wait_ms = error->retry_after_ms > pause ? error->retry_after_ms : pause;
    follower->error = *error;
    if (follower->on_error)
        follower->on_error(follower, follower->context);
}

static void on_turn(wikijs_call *call, void *payload)
{
    struct wj_follower *follower = payload;
    follower->call = NULL;
    if (follower->ended)
        return;
    if (call->status < 0)
        note_failure(follower, &call->error);
    else
        note_success(follower);
    follower->ended = follower->pace->once;
    if (!follower->ended && wj_follower_start(follower) < 0) {
        follower->ended = true;
        wj_error_set(&follower->error, WIKIJS_E_NOMEM, "out of memory");
    }
}

int wj_follower_start(struct wj_follower *follower)
{
    const struct turn_args args = { follower };
    const struct wj_request request = {
        .op = &op_turn, .args = &args, .args_size = sizeof args, .flow = turn_flow, .timeout_ms = WJ_LOOK_TIMEOUT_MS
    };
    return wj_submit(follower->feed.client, &request, on_turn, follower, &follower->call);
}
