/* SPDX-License-Identifier: MIT */
#include "graphql/documents.h"

#include "base/alloc.h"
#include "graphql/document.h"

void wj_documents_init(struct wj_documents *documents, const wikijs_allocator *allocator)
{
    *documents = (struct wj_documents){ .allocator = allocator };
}

void wj_documents_free(struct wj_documents *documents)
{
    for (int i = 0; i < WJ_DOCUMENTS; i++)
        wj_free(documents->allocator, documents->kept[i].text);
    wj_documents_init(documents, documents->allocator);
}

/* Each operation and selection has one place; whoever comes later takes it. */
static size_t place_of(const struct wj_op *op, uint64_t fields)
{
    uint64_t mixed = ((uint64_t)(uintptr_t)op >> 4 ^ fields) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(mixed >> 59); /* five bits: WJ_DOCUMENTS */
}

void wj_documents_put(struct wj_documents *documents, struct wj_buf *out, const struct wj_op *op, uint64_t fields)
{
    size_t at = place_of(op, fields);
    if (documents->kept[at].op == op && documents->kept[at].fields == fields) {
        wj_buf_append(out, documents->kept[at].text, documents->kept[at].length);
        return;
    }
    size_t begin = out->len;
    wj_document(out, op, fields);
    if (out->failed)
        return;
    char *text = wj_strndup(documents->allocator, out->data + begin, out->len - begin);
    if (!text) /* it can be written again */
        return;
    wj_free(documents->allocator, documents->kept[at].text);
    documents->kept[at].op = op;
    documents->kept[at].fields = fields;
    documents->kept[at].text = text;
    documents->kept[at].length = out->len - begin;
}
