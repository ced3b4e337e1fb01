/* SPDX-License-Identifier: MIT */
/*
 * The documents that a client has sent lately. A program sends the same few over and over, and writing one from its tables
 * takes as long as all else that a call does on its way out. Belongs to one thread.
 */
#ifndef WJ_GRAPHQL_DOCUMENTS_H
#define WJ_GRAPHQL_DOCUMENTS_H

#include "base/buf.h"
#include "graphql/operation.h"

enum { WJ_DOCUMENTS = 32 };

struct wj_documents {
    const wikijs_allocator *allocator;
    struct {
        const struct wj_op *op; /* NULL: nothing is here */
        uint64_t fields;
        char *text;
        size_t length;
    } kept[WJ_DOCUMENTS];
};

void wj_documents_init(struct wj_documents *documents, const wikijs_allocator *allocator);
void wj_documents_free(struct wj_documents *documents);
/* As wj_document(). */
void wj_documents_put(struct wj_documents *documents, struct wj_buf *out, const struct wj_op *op, uint64_t fields);

#endif
