/* SPDX-License-Identifier: MIT */
/* GraphQL documents from operation rows and field tables. Variables and argument structs are in variables.c. */
#include "graphql/document.h"

#include <stdio.h>

#include "base/status.h"
#include "graphql/variables.h"

/* Models inside models are selected with their defaults; none is nested deeper than this. */
enum { MAX_NESTING = 6 };

static uint64_t without_local(const struct wikijs_model *model, uint64_t fields)
{
    for (uint32_t i = 0; i < model->field_count; i++)
        if (model->fields[i].flags & WIKIJS_FIELD_LOCAL)
            fields &= ~WIKIJS_BIT(i);
    return model->field_count < 64 ? fields & (WIKIJS_BIT(model->field_count) - 1) : fields;
}

uint64_t wj_op_selection(const struct wj_op *op, uint64_t fields)
{
    if (!op->model)
        return 0;
    uint64_t defaults = wikijs_model_default_fields(op->model);
    uint64_t selected = without_local(op->model, (fields ? fields : defaults) & ~op->exclude);
    /* An empty selection is not GraphQL: who names only fields that cannot be had gets the first that can. */
    uint64_t rest = without_local(op->model, defaults & ~op->exclude);
    return selected ? selected : rest & (0 - rest);
}

static void put_selection(struct wj_buf *out, const struct wikijs_model *model, uint64_t fields, int nesting)
{
    bool first = true;
    for (uint32_t i = 0; i < model->field_count; i++) {
        const struct wj_field *f = &model->fields[i];
        if (!(fields & WIKIJS_BIT(i)) || (f->model && nesting == MAX_NESTING))
            continue;
        if (!first)
            wj_buf_char(out, ' ');
        first = false;
        wj_buf_append(out, f->name, f->name_len);
        if (f->model) {
            wj_buf_char(out, '{');
            put_selection(out, f->model, wikijs_model_default_fields(f->model), nesting + 1);
            wj_buf_char(out, '}');
        }
    }
}

/* Declarations "$id:Int!" or uses "id:$id"; the variables' names begin with `prefix`. */
static void put_variables(struct wj_buf *out, const struct wj_op *op, const char *prefix, bool declare)
{
    for (uint8_t i = 0; i < op->arg_count; i++) {
        const struct wj_arg *arg = &op->args[i];
        if (i)
            wj_buf_char(out, ',');
        if (!declare)
            wj_buf_str(out, arg->name);
        wj_buf_str(out, declare ? "$" : ":$");
        wj_buf_str(out, prefix);
        wj_buf_str(out, arg->name);
        if (declare) {
            wj_buf_char(out, ':');
            wj_buf_str(out, arg->graphql_type);
        }
    }
}

static void put_variable_list(struct wj_buf *out, const struct wj_op *op, const char *prefix, bool declare)
{
    if (!op->arg_count)
        return;
    wj_buf_char(out, '(');
    put_variables(out, op, prefix, declare);
    wj_buf_char(out, ')');
}

static void put_answer(struct wj_buf *out, const struct wj_op *op, uint64_t fields)
{
    bool response = op->answer == WJ_ANSWER_RESPONSE;
    if (!response && !op->model)
        return;
    wj_buf_char(out, '{');
    if (response)
        wj_buf_str(out, "responseResult{succeeded errorCode slug message}");
    if (response && op->model)
        wj_buf_char(out, ' ');
    if (op->payload) {
        wj_buf_str(out, op->payload);
        wj_buf_char(out, '{');
    }
    if (op->model)
        put_selection(out, op->model, wj_op_selection(op, fields), 0);
    if (op->payload)
        wj_buf_char(out, '}');
    wj_buf_char(out, '}');
}

static void put_root_field(struct wj_buf *out, const struct wj_op *op, uint64_t fields, const char *prefix)
{
    wj_buf_str(out, op->namespace_);
    wj_buf_char(out, '{');
    wj_buf_str(out, op->field);
    put_variable_list(out, op, prefix, false);
    put_answer(out, op, fields);
    wj_buf_char(out, '}');
}

void wj_document(struct wj_buf *out, const struct wj_op *op, uint64_t fields)
{
    wj_buf_str(out, op->flags & WJ_OP_WRITE ? "mutation" : "query");
    put_variable_list(out, op, "", true);
    wj_buf_char(out, '{');
    put_root_field(out, op, fields, "");
    wj_buf_char(out, '}');
}

void wj_document_part(struct wj_buf *declarations, struct wj_buf *fields_out, const struct wj_op *op, uint64_t fields,
                      const char *alias)
{
    char prefix[16];
    snprintf(prefix, sizeof prefix, "%s_", alias);
    if (op->arg_count && declarations->len)
        wj_buf_char(declarations, ',');
    put_variables(declarations, op, prefix, true);
    if (fields_out->len)
        wj_buf_char(fields_out, ' ');
    wj_buf_str(fields_out, alias);
    wj_buf_char(fields_out, ':');
    put_root_field(fields_out, op, fields, prefix);
}

static void begin_body(struct wj_buf *out, struct wj_documents *documents, const struct wj_op *op, uint64_t fields,
                       size_t *probe_at)
{
    /* Neither names nor GraphQL punctuation need escaping: the document is written where it belongs. */
    wj_buf_str(out, "{\"query\":\"");
    if (documents)
        wj_documents_put(documents, out, op, fields);
    else
        wj_document(out, op, fields);
    if (probe_at)
        *probe_at = out->len - 1;
    wj_buf_char(out, '"');
}

static int end_body(struct wj_buf *out, const struct wj_op *op, wikijs_error *err)
{
    wj_buf_char(out, '}');
    if (out->failed == WIKIJS_E_TOO_LARGE)
        return wj_error_set(err, out->failed, "the request is larger than %zu bytes", out->max);
    if (out->failed)
        return wj_error_set(err, out->failed, "'%s': the request: %s", op->name, wikijs_status_text(out->failed));
    return 0;
}

int wj_body(struct wj_buf *out, struct wj_documents *documents, const struct wj_op *op, const void *args,
            uint64_t fields, size_t *probe_at, wikijs_error *err)
{
    begin_body(out, documents, op, fields, probe_at);
    if (op->arg_count) {
        wj_buf_str(out, ",\"variables\":{");
        int failed = wj_variables(out, op, args, err);
        if (failed)
            return failed;
        wj_buf_char(out, '}');
    }
    return end_body(out, op, err);
}

int wj_body_of_json(struct wj_buf *out, struct wj_documents *documents, const struct wj_op *op, const char *variables,
                    uint64_t fields, size_t *probe_at, wikijs_error *err)
{
    begin_body(out, documents, op, fields, probe_at);
    if (variables) {
        wj_buf_str(out, ",\"variables\":");
        wj_buf_str(out, variables);
    }
    return end_body(out, op, err);
}
