/* SPDX-License-Identifier: MIT */
/* What became of each of many objects: the result of a flow that works on many. */
#ifndef WJ_API_MANY_RESULTS_H
#define WJ_API_MANY_RESULTS_H

#include <wikijs/batch.h>

#include "engine/call.h"

struct wj_outcome {
    int status;
    const wikijs_error *error;
    const void *object;
};

struct wikijs_results {
    uint64_t present;
    const struct wikijs_model *model;
    size_t count, failed;
    struct wj_outcome *items;
};

/* In the call's result_arena, which is made; objects are of the model of its operation. NULL: out of memory. */
struct wikijs_results *wj_results_new(struct wikijs_call *call, size_t count);
/* One of them failed. False: out of memory. */
bool wj_results_fail(struct wikijs_call *call, struct wikijs_results *results, struct wj_outcome *outcome,
                     const wikijs_error *error);

#endif
