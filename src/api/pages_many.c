/* SPDX-License-Identifier: MIT */
/* Pages by the dozen: what wikijs_pages_get() and its brothers do, for each. */
#include "api/pages_many.h"

#include "api/pages_get.h"
#include "api/pages_update.h"
#include "api/pages_write.h"
#include "api/typed.h"
#include "model/models.h"

/* They name the calls; what is sent are the operations on one page. */
#define MANY_OF(field_, ...) \
    .namespace_ = "pages", .field = (field_), .name = "pages." field_ " of many", .since = "0.1", __VA_ARGS__
static const struct wj_op op_get_many = { MANY_OF("single", .answer = WJ_ANSWER_OBJECT, .model = &wj_page_model) };
static const struct wj_op op_create_many = { MANY_OF("create", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_OBJECT,
                                                     .model = &wj_page_model) };
static const struct wj_op op_update_many = { MANY_OF("update", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_OBJECT,
                                                     .model = &wj_page_model) };
static const struct wj_op op_delete_many = { MANY_OF("delete", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_OBJECT,
                                                     .model = &wj_page_model) };

/* --- get --- */

static void prepare_one_get(struct wj_request *request, void *args, const wikijs_client *client,
                            const struct wj_many *many, size_t i)
{
    (void)client;
    struct wj_get_args *one = args;
    wj_pages_prepare_get(request, one, many->ids[i], many->options);
    one->place = many->places ? many->places[i] : NULL;
    if (many->fields)
        request->fields = many->fields[i];
}

static const struct wj_many_kind get_kind = { &wj_op_pages_single, sizeof(struct wj_get_args), prepare_one_get };

static void prepare_get_many(struct wj_request *request, struct wj_many *many, wikijs_ints ids,
                             const wikijs_pages_get_options *options, const wikijs_batch_options *batch)
{
    wj_many_by_id(request, many, &get_kind, ids, options, batch);
}

void wj_pages_get_many_request(struct wj_request *request, struct wj_many *many, wikijs_ints ids,
                               const char *const *places, const uint64_t *fields,
                               const wikijs_pages_get_options *options)
{
    *request = (struct wj_request){ .op = &op_get_many, .args = many, .args_size = sizeof *many };
    prepare_get_many(request, many, ids, options, NULL);
    many->places = places;
    many->fields = fields;
}

WJ_TYPED(wikijs_pages_get_many, op_get_many, struct wj_many, prepare_get_many, wikijs_results,
         (wikijs_ints ids, const wikijs_pages_get_options *options, const wikijs_batch_options *batch),
         (ids, options, batch))

/* --- create --- */

static void prepare_one_create(struct wj_request *request, void *args, const wikijs_client *client,
                               const struct wj_many *many, size_t i)
{
    const wikijs_pages_create_input *input = wj_many_input(request, many, i);
    if (!request->refused.code)
        wj_pages_prepare_create(request, args, client, input);
}

static const struct wj_many_kind create_kind = { &wj_op_pages_create, sizeof(struct wj_create_args),
                                                 prepare_one_create };

static void prepare_create_many(struct wj_request *request, struct wj_many *many,
                                const wikijs_pages_create_input *inputs, size_t count,
                                const wikijs_batch_options *batch)
{
    wj_many_new(request, many, &create_kind, inputs, count, batch);
}

WJ_TYPED(wikijs_pages_create_many, op_create_many, struct wj_many, prepare_create_many, wikijs_results,
         (const wikijs_pages_create_input *inputs, size_t count, const wikijs_batch_options *batch),
         (inputs, count, batch))

/* --- update --- */

static void prepare_one_update(struct wj_request *request, void *args, const wikijs_client *client,
                               const struct wj_many *many, size_t i)
{
    (void)client;
    const wikijs_pages_update_input *input = wj_many_input(request, many, i);
    if (!request->refused.code)
        wj_pages_prepare_update(request, args, many->ids[i], input);
}

static const struct wj_many_kind update_kind = { &wj_op_pages_merge, sizeof(struct wj_update_args),
                                                 prepare_one_update };

static void prepare_update_many(struct wj_request *request, struct wj_many *many, wikijs_ints ids,
                                const wikijs_pages_update_input *inputs, size_t input_count,
                                const wikijs_batch_options *batch)
{
    wj_many_change(request, many, &update_kind, ids, inputs, input_count, batch);
}

WJ_TYPED(wikijs_pages_update_many, op_update_many, struct wj_many, prepare_update_many, wikijs_results,
         (wikijs_ints ids, const wikijs_pages_update_input *inputs, size_t input_count,
          const wikijs_batch_options *batch),
         (ids, inputs, input_count, batch))

/* --- delete --- */

static void prepare_one_delete(struct wj_request *request, void *args, const wikijs_client *client,
                               const struct wj_many *many, size_t i)
{
    (void)client;
    wj_pages_prepare_delete(request, args, many->ids[i], many->options);
}

static const struct wj_many_kind delete_kind = { &wj_op_pages_delete, sizeof(struct wj_id_args), prepare_one_delete };

static void prepare_delete_many(struct wj_request *request, struct wj_many *many, wikijs_ints ids,
                                const wikijs_call_options *options, const wikijs_batch_options *batch)
{
    wj_many_by_id(request, many, &delete_kind, ids, options, batch);
}

WJ_TYPED(wikijs_pages_delete_many, op_delete_many, struct wj_many, prepare_delete_many, wikijs_results,
         (wikijs_ints ids, const wikijs_call_options *options, const wikijs_batch_options *batch),
         (ids, options, batch))
