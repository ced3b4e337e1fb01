/* SPDX-License-Identifier: MIT */
/* Running an operation by its name: its row with arguments and an answer that are JSON. */
#include <wikijs/operation.h>

#include "api/input.h"
#include "api/operation.h"
#include "base/status.h"
#include "client/request.h"
#include "graphql/arguments.h"

/* Stands for a name that no operation has; never sent. */
static const struct wj_op unknown_operation = { .namespace_ = "", .field = "", .name = "operation", .since = "0.1" };

static void prepare(struct wj_request *request, const char *name, const char *variables_json,
                    const wikijs_operation_options *given)
{
    wikijs_operation_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    wikijs_error refused = { 0 };
    const struct wj_op *op = wj_op_named(name, &refused);
    if (op)
        wj_arguments_check(op, variables_json, &refused);
    if (refused.code && !request->refused.code)
        request->refused = refused;
    request->op = op ? op : &unknown_operation;
    request->as_json = true;
    request->variables = variables_json;
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
}

int wikijs_operation_call(wikijs_client *client, const char *name, const char *variables_json,
                          const wikijs_operation_options *options, wikijs_answer **out, wikijs_error *err)
{
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the result was given");
    struct wj_request request = { 0 };
    prepare(&request, name, variables_json, options);
    void *result = NULL;
    int status = wj_run(client, &request, &result, err);
    if (result)
        *out = result;
    return status;
}

int wikijs_operation_call_async(wikijs_client *client, const char *name, const char *variables_json,
                                const wikijs_operation_options *options, wikijs_call_done_fn done, void *payload,
                                wikijs_call **out_call)
{
    struct wj_request request = { 0 };
    prepare(&request, name, variables_json, options);
    return wj_submit(client, &request, done, payload, out_call);
}

int wikijs_operation_call_finish(wikijs_call *call, wikijs_answer **out, wikijs_error *err)
{
    void *result = NULL;
    int status = wj_finish_as_json(call, out ? &result : NULL, err);
    if (result)
        *out = result;
    return status;
}
