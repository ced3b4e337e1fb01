/* SPDX-License-Identifier: MIT */
#include "api/many_results.h"

#include "base/arena.h"
#include "model/models.h"

struct wikijs_results *wj_results_new(struct wikijs_call *call, size_t count)
{
    struct wj_arena *arena = call->result_arena = wj_arena_new(call->allocator, 0);
    struct wikijs_results *results = arena ? wj_result_new(arena, sizeof *results) : NULL;
    if (!results)
        return NULL;
    results->items = wj_arena_zalloc(arena, (count + 1) * sizeof *results->items);
    results->present = 1;
    results->model = call->op->model;
    results->count = count;
    return results->items ? results : NULL;
}

bool wj_results_fail(struct wikijs_call *call, struct wikijs_results *results, struct wj_outcome *outcome,
                     const wikijs_error *error)
{
    wikijs_error *copy = wj_arena_alloc(call->result_arena, sizeof *copy);
    results->failed++;
    outcome->status = error->code;
    outcome->error = copy;
    if (copy)
        *copy = *error;
    return copy != NULL;
}

/* --- public --- */

size_t wikijs_results_count(const wikijs_results *results)
{
    return results ? results->count : 0;
}

size_t wikijs_results_failed(const wikijs_results *results)
{
    return results ? results->failed : 0;
}

int wikijs_results_status(const wikijs_results *results, size_t index)
{
    return index < wikijs_results_count(results) ? results->items[index].status : WIKIJS_E_ARG;
}

const wikijs_error *wikijs_results_error(const wikijs_results *results, size_t index)
{
    return index < wikijs_results_count(results) ? results->items[index].error : NULL;
}

const void *wikijs_results_object(const wikijs_results *results, size_t index)
{
    return index < wikijs_results_count(results) ? results->items[index].object : NULL;
}

const wikijs_model *wikijs_results_model(const wikijs_results *results)
{
    return results ? results->model : NULL;
}

static const void *object_of(const wikijs_results *results, size_t index, const struct wikijs_model *model)
{
    return wikijs_results_model(results) == model ? wikijs_results_object(results, index) : NULL;
}

const struct wikijs_page *wikijs_results_page(const wikijs_results *results, size_t index)
{
    return object_of(results, index, &wj_page_model);
}

const struct wikijs_user *wikijs_results_user(const wikijs_results *results, size_t index)
{
    return object_of(results, index, &wj_user_model);
}

const struct wikijs_user_item *wikijs_results_user_item(const wikijs_results *results, size_t index)
{
    return object_of(results, index, &wj_user_item_model);
}

const struct wikijs_group *wikijs_results_group(const wikijs_results *results, size_t index)
{
    return object_of(results, index, &wj_group_model);
}

const struct wikijs_asset *wikijs_results_asset(const wikijs_results *results, size_t index)
{
    return object_of(results, index, &wj_asset_model);
}

void wikijs_results_free(wikijs_results *results)
{
    wj_result_free(results);
}
