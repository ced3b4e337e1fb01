/* SPDX-License-Identifier: MIT */
/*
 * One operation on many objects: a flow whose children are ordinary requests that travel in a batch. A kind says how the
 * request of item i is prepared; it may be a flow itself (an update). Three public functions come from one line:
 *
 *     static void prepare_delete_many(struct wj_request *request, struct wj_many *many, wikijs_ints ids, ...)
 *     {
 *         wj_many_by_id(request, many, &delete_kind, ids, options, batch);
 *     }
 *     WJ_TYPED(wikijs_pages_delete_many, op_delete_many, struct wj_many, prepare_delete_many, wikijs_results, ...)
 */
#ifndef WJ_API_MANY_H
#define WJ_API_MANY_H

#include <wikijs/batch.h>

#include "client/request.h"

struct wj_many;

struct wj_many_kind {
    const struct wj_op *op; /* of one item */
    size_t args_size;       /* of its argument struct */
    /* Fill the request of item i and its zeroed argument struct, or refuse it: only this item fails then. */
    void (*prepare)(struct wj_request *request, void *args, const wikijs_client *client, const struct wj_many *many,
                    size_t i);
};

/* What the caller gave; read when the call is made. */
struct wj_many {
    const struct wj_many_kind *kind;
    size_t count;
    const int64_t *ids;
    const char *const *places; /* of pages to get, as in struct wj_get_args; NULL: not known */
    const uint64_t *fields;    /* of pages to get, instead of those of the options; NULL: as the options say */
    const void *inputs;        /* structs that begin with their size, side by side */
    size_t input_count;        /* 1: the same for all */
    const void *options;
    int64_t replace_id; /* of users to delete: who inherits */
    const wikijs_batch_options *batch;
};

/* Make the request that of a flow over `many`: objects that are there, ... */
void wj_many_by_id(struct wj_request *request, struct wj_many *many, const struct wj_many_kind *kind, wikijs_ints ids,
                   const void *options, const wikijs_batch_options *batch);
/* ... new ones, ... */
void wj_many_new(struct wj_request *request, struct wj_many *many, const struct wj_many_kind *kind, const void *inputs,
                 size_t count, const wikijs_batch_options *batch);
/* ... or changes of some, all the same with an `input_count` of 1. */
void wj_many_change(struct wj_request *request, struct wj_many *many, const struct wj_many_kind *kind, wikijs_ints ids,
                    const void *inputs, size_t input_count, const wikijs_batch_options *batch);
/* The input of item i; refuses it when inputs are of different sizes or not initialised. */
const void *wj_many_input(struct wj_request *request, const struct wj_many *many, size_t i);

#endif
