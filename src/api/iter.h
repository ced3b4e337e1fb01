/* SPDX-License-Identifier: MIT */
/*
 * Iterators: a walk over more than fits into memory, batch by batch. The engine (iter.c) asks a source for the request
 * that fetches the next batch, keeps one batch under the caller's hands and one on its way, and hands out items, to a
 * caller who asks or to a callback on the loop. A source knows one listing.
 *
 * A batch lives in the call that fetched it, so nothing grows from batch to batch: when its items have been handed out
 * the call is freed.
 */
#ifndef WJ_API_ITER_H
#define WJ_API_ITER_H

#include <wikijs/iter.h>

#include "api/typed.h"

enum { WJ_ITER_BATCH = 50, WJ_ITER_MAX_BATCH = 1000 };

/* What a source makes of an ended call. The memory is the call's. */
struct wj_iter_batch {
    const void *const *items; /* NULL at i: the item is passed over, or errors[i] says why it is not there */
    size_t count;
    wikijs_error *const *errors; /* NULL: there are none */
    bool broken; /* the walk goes on at this batch's end only when it is asked again: an error ends it */
};

struct wj_iter_source {
    const struct wikijs_model *model; /* of an item; NULL: the state says so */
    size_t state_size;
    /*
     * The request for the next batch: 1; or 0 when everything has been fetched. What it points to must stay valid until
     * the call is made, and longer where a flow looks at it. Asked again, unchanged, after a fetch that failed.
     */
    int (*next)(struct wikijs_iter *iter, struct wj_request *request);
    /* The call has ended well: find its items in it. Returns 0 or WIKIJS_E_NOMEM. */
    int (*read)(struct wikijs_iter *iter, struct wikijs_call *call, struct wj_iter_batch *batch);
};

struct wikijs_iter {
    uint32_t magic;
    wikijs_client *client;
    wikijs_allocator allocator; /* a copy: an iterator is freed after its client if need be */
    struct wj_arena memory;     /* of the source */
    const struct wj_iter_source *source;
    void *state;                      /* of the source */
    const struct wikijs_model *model; /* of an item */

    struct wikijs_call *fetch; /* the next batch, on its way or ended; NULL: not asked for */
    struct wikijs_call *held;  /* the call that holds `batch`; NULL: there is none */
    struct wj_iter_batch batch;
    size_t at;  /* in the batch: the next to hand out */
    bool ahead; /* the fetch was started before its batch was needed */

    /* on a loop */
    wikijs_iter_item_fn on_item;
    wikijs_iter_end_fn on_end;
    void *payload;
    struct wikijs_call *anchor; /* stands for an iterator that is paused, or about to go on: ends when it goes on */
    bool running, paused, pumping, freed;
    bool resumed; /* while the callback that will pause it still runs */
};

/*
 * Make an iterator. request->refused was filled while the options were read: then there is none. The source's zeroed
 * state is iter->state.
 */
int wj_iter_new(wikijs_client *client, const struct wj_iter_source *source, const struct wj_request *request,
                wikijs_iter **out, wikijs_error *err);

/* An iterator over the list that a request asks for: what the server gives in one answer. */
int wj_iter_over_list(wikijs_client *client, const struct wj_request *request, wikijs_iter **out, wikijs_error *err);

/* The public function that makes such an iterator, with the prepare function of the listing (api/typed.h). */
#define WJ_ITER_OVER_LIST(name, operation, Args, prepare, params, values)                   \
    int name(wikijs_client *client, WJ_UNPACK params, wikijs_iter **out, wikijs_error *err) \
    {                                                                                       \
        WJ_PREPARED(operation, Args, prepare, values);                                      \
        return wj_iter_over_list(client, &request, out, err);                               \
    }

/* Take a batch size as the caller gave it; refuses a bad one. */
size_t wj_iter_batch_size(struct wj_request *request, int64_t given);

#endif
