/* SPDX-License-Identifier: MIT */
/*
 * Prints every document that the library can send, as JSON lines {"name", "query"} for validate-documents.js: each
 * operation with its default fields, with all fields, and with each single field.
 */
#include <stdio.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "graphql/document.h"
#include "graphql/operation.h"
#include "json/shape.h"
#include "json/write.h"

#define OPERATION(row) extern const struct wj_op row;
#include "operations.inc"
#undef OPERATION

static const struct wj_op *const operations[] = {
#define OPERATION(row) &row,
#include "operations.inc"
#undef OPERATION
};

static int print_document(const struct wj_op *op, uint64_t fields, const char *selection)
{
    struct wj_buf document, line;
    wj_buf_init(&document, &wj_libc_allocator, 1 << 20);
    wj_buf_init(&line, &wj_libc_allocator, 1 << 20);

    wj_document(&document, op, fields);
    wj_buf_printf(&line, "{\"name\":\"%s, %s\",\"query\":", op->name, selection);
    wj_json_string(&line, document.data, document.len);
    wj_buf_str(&line, "}\n");

    const int failed = document.failed || line.failed || document.len == 0;
    if (!failed) {
        fwrite(line.data, 1, line.len, stdout);
    }
    wj_buf_free(&document);
    wj_buf_free(&line);
    return failed;
}

int main(void)
{
    int failed = 0;
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        const struct wj_op *op = operations[i];
        /* A file route has no document, and `wikijs api` sends the user's own. */
        if (op->flags & WJ_OP_HTTP || op->answer == WJ_ANSWER_RAW) {
            continue;
        }
        failed |= print_document(op, 0, "default fields");
        if (!op->model) {
            continue;
        }
        failed |= print_document(op, UINT64_MAX, "all fields");
        for (uint32_t field = 0; field < op->model->field_count; field++) {
            failed |= print_document(op, UINT64_C(1) << field, op->model->fields[field].name);
        }
    }
    return failed ? 1 : 0;
}
