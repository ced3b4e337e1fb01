/* SPDX-License-Identifier: MIT */
/* The public face of the operation rows. */
#include <wikijs/operation.h>

#include <string.h>

#include "api/operation.h"
#include "api/ops.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "base/status.h"
#include "base/text.h"
#include "graphql/arguments.h"
#include "graphql/document.h"

/* Outside, a row is an opaque wikijs_operation. */
static const wikijs_operation *as_operation(const struct wj_op *op)
{
    return (const wikijs_operation *)(const void *)op;
}

static const struct wj_op *as_row(const wikijs_operation *operation)
{
    return (const struct wj_op *)(const void *)operation;
}

const wikijs_operation *wikijs_operation_at(size_t index)
{
    return as_operation(wj_op_at(index));
}

const wikijs_operation *wikijs_operation_by_name(const char *name)
{
    return name ? as_operation(wj_op_by_name(name)) : NULL;
}

static wikijs_operation_result result_of(const struct wj_op *op)
{
    switch (op->answer) {
    case WJ_ANSWER_OBJECT:
        return WIKIJS_OPERATION_OBJECT;
    case WJ_ANSWER_LIST:
        return WIKIJS_OPERATION_LIST;
    case WJ_ANSWER_STRINGS:
        return WIKIJS_OPERATION_STRINGS;
    case WJ_ANSWER_BOOL:
        return WIKIJS_OPERATION_BOOL;
    case WJ_ANSWER_RESPONSE:
        return WIKIJS_OPERATION_RESPONSE;
    default:
        return WIKIJS_OPERATION_BYTES;
    }
}

static uint32_t flags_of(const struct wj_op *op)
{
    bool writes = op->flags & WJ_OP_WRITE;
    return (writes ? WIKIJS_OPERATION_WRITES : 0) |
           (!writes || op->flags & WJ_OP_IDEMPOTENT ? WIKIJS_OPERATION_REPEATABLE : 0) |
           (op->flags & WJ_OP_SERIAL ? WIKIJS_OPERATION_SERIAL : 0) |
           (op->flags & WJ_OP_PARTIAL ? WIKIJS_OPERATION_PARTIAL : 0) |
           (op->flags & WJ_OP_NO_AUTH ? WIKIJS_OPERATION_NO_CREDENTIALS : 0);
}

wikijs_operation_info wikijs_operation_describe(const wikijs_operation *operation)
{
    const struct wj_op *op = as_row(operation);
    if (!op)
        return (wikijs_operation_info){ 0 };
    return (wikijs_operation_info){
        .name = op->name,
        .namespace_ = op->namespace_,
        .field = op->field,
        .permission = op->permission,
        .since = op->since,
        .payload = op->payload,
        .model = op->model,
        .kind = op->flags & WJ_OP_HTTP    ? WIKIJS_OPERATION_ROUTE
                : op->flags & WJ_OP_WRITE ? WIKIJS_OPERATION_MUTATION
                                          : WIKIJS_OPERATION_QUERY,
        .result = result_of(op),
        .flags = flags_of(op),
        .argument_count = op->arg_count,
        .fields = op->model ? wj_op_selection(op, UINT64_MAX) : 0,
    };
}

static wikijs_argument describe_argument(const struct wj_arg *arg)
{
    return (wikijs_argument){
        .name = arg->name,
        .type = arg->graphql_type,
        .required = wj_arg_required(arg),
        .secret = arg->flags & WJ_ARG_SECRET,
        .values = arg->enum_names ? arg->enum_names + 1 : NULL, /* none has the number 0 */
        .value_count = arg->enum_names ? arg->enum_count - 1U : 0,
        .member_count = arg->row_count,
        .members = arg->rows,
    };
}

wikijs_argument wikijs_operation_argument(const wikijs_operation *operation, size_t index)
{
    const struct wj_op *op = as_row(operation);
    return op && index < op->arg_count ? describe_argument(&op->args[index]) : (wikijs_argument){ 0 };
}

wikijs_argument wikijs_argument_member(const wikijs_argument *argument, size_t index)
{
    if (!argument || index >= argument->member_count)
        return (wikijs_argument){ 0 };
    const struct wj_arg *rows = argument->members;
    return describe_argument(&rows[index]);
}

size_t wikijs_operation_document(const wikijs_operation *operation, uint64_t fields, char *buffer, size_t size)
{
    const struct wj_op *op = as_row(operation);
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    if (op && !(op->flags & WJ_OP_HTTP))
        wj_document(&out, op, fields);
    size_t length = out.failed ? 0 : out.len;
    if (size) {
        size_t copied = length < size ? length : size - 1;
        if (copied)
            memcpy(buffer, out.data, copied);
        buffer[copied] = '\0';
    }
    wj_buf_free(&out);
    return length;
}

const struct wj_op *wj_op_named(const char *name, wikijs_error *err)
{
    if (!name) {
        wj_error_set(err, WIKIJS_E_ARG, "no operation was named");
        return NULL;
    }
    const struct wj_op *op = wj_op_by_name(name);
    if (op && op->flags & WJ_OP_HTTP) {
        wj_error_set(err, WIKIJS_E_ARG, "'%s' is a file route, which cannot be called by name", name);
        return NULL;
    }
    if (op)
        return op;
    struct wj_nearest nearest;
    char shown[64], near[200];
    wj_nearest_start(&nearest, name, strlen(name));
    const struct wj_op *known;
    for (size_t i = 0; (known = wj_op_at(i)); i++)
        if (!(known->flags & WJ_OP_HTTP))
            wj_nearest_try(&nearest, known->name);
    wj_nearest_phrase(&nearest, near, sizeof near);
    wj_copy_line(shown, sizeof shown, name, strlen(name));
    wj_error_set(err, WIKIJS_E_ARG, "there is no operation '%s'%s", shown, near);
    return NULL;
}

int wikijs_operation_check(const char *name, const char *variables_json, wikijs_error *err)
{
    wj_error_clear(err);
    const struct wj_op *op = wj_op_named(name, err);
    return op ? wj_arguments_check(op, variables_json, err) : WIKIJS_E_ARG;
}
