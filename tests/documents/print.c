/* SPDX-License-Identifier: MIT */
/*
 * Prints every document that the library can send, as JSON lines {"name", "query"} for validate-documents.js: each
 * operation with its default fields, with all fields, with each single field, with the probe of the credentials,
 * and twice in one document.
 */
#include <stdio.h>
#include <string.h>

#include "api/ops.h"
#include "api/pages_ops.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "graphql/answer.h"
#include "graphql/document.h"
#include "json/write.h"

static int print_line(const struct wj_op *op, const char *variant, const char *document, size_t length)
{
    struct wj_buf line;
    wj_buf_init(&line, &wj_libc_allocator, 1 << 20);
    wj_buf_printf(&line, "{\"name\":\"%s, %s\",\"query\":", op->name, variant);
    wj_json_string(&line, document, length);
    wj_buf_str(&line, "}\n");
    const int failed = line.failed || fwrite(line.data, 1, line.len, stdout) != line.len;
    wj_buf_free(&line);
    return failed;
}

static int print_document(const struct wj_op *op, uint64_t fields, const char *variant, const char *extra_root)
{
    struct wj_buf document;
    wj_buf_init(&document, &wj_libc_allocator, 1 << 20);
    wj_document(&document, op, fields);
    if (extra_root && document.len > 0) {
        /* a further root field stands before the last brace */
        wj_buf_insert(&document, document.len - 1, extra_root, strlen(extra_root));
    }
    const int failed = document.failed || print_line(op, variant, document.data, document.len);
    wj_buf_free(&document);
    return failed;
}

/* Twice in one document, as in a batch. */
static int print_combined(const struct wj_op *op)
{
    struct wj_buf declarations, fields, document;
    wj_buf_init(&declarations, &wj_libc_allocator, 1 << 20);
    wj_buf_init(&fields, &wj_libc_allocator, 1 << 20);
    wj_buf_init(&document, &wj_libc_allocator, 1 << 20);
    wj_document_part(&declarations, &fields, op, 0, "r0");
    wj_document_part(&declarations, &fields, op, UINT64_MAX, "r1");
    wj_buf_str(&document, op->flags & WJ_OP_WRITE ? "mutation" : "query");
    if (declarations.len > 0) {
        wj_buf_printf(&document, "(%s)", declarations.data);
    }
    wj_buf_printf(&document, "{%s}", fields.data);
    const int failed = document.failed || print_line(op, "twice", document.data, document.len);
    wj_buf_free(&declarations);
    wj_buf_free(&fields);
    wj_buf_free(&document);
    return failed;
}

static int print_all(const struct wj_op *op)
{
    int failed = print_document(op, 0, "default fields", NULL) | print_combined(op);
    if (!(op->flags & WJ_OP_WRITE))
        failed |= print_document(op, 0, "probe", WJ_PROBE_FIELD);
    if (!op->model)
        return failed;
    failed |= print_document(op, UINT64_MAX, "all fields", NULL);
    for (uint32_t field = 0; field < op->model->field_count; field++)
        failed |= print_document(op, UINT64_C(1) << field, op->model->fields[field].name, NULL);
    return failed;
}

int main(void)
{
    int failed = print_all(&wj_op_pages_ids);
    const struct wj_op *op;
    for (size_t i = 0; (op = wj_op_at(i)); i++)
        failed |= print_all(op);
    return failed ? 1 : 0;
}
