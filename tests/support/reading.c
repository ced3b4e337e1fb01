/* SPDX-License-Identifier: MIT */
#include "support/reading.h"

#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/status.h"

static void start(struct reading *r, const wikijs_allocator *allocator, const struct wj_op *op, int http,
                  const char *body, bool has_credentials, bool as_json)
{
    memset(r, 0, sizeof *r);
    wj_error_clear(&r->err);
    r->status = WIKIJS_E_NOMEM;
    r->arena = wj_arena_new(allocator, 0);
    r->parser = wj_json_parser_new(allocator);
    size_t length = strlen(body);
    char *text = wj_malloc(allocator, length + WJ_BUF_PAD);
    if (text && r->arena && r->parser && wj_arena_adopt(r->arena, text, length + WJ_BUF_PAD)) {
        memcpy(text, body, length);
        memset(text + length, 'x', WJ_BUF_PAD);
        const struct wj_answer_in in = { .op = op,
                                         .http_status = http,
                                         .text = text,
                                         .length = length,
                                         .has_credentials = has_credentials,
                                         .as_json = as_json };
        r->status = wj_answer_read(&in, r->parser, r->arena, &r->out, &r->err);
    } else {
        wj_free(allocator, text);
    }
}

void reading_start(struct reading *r, const wikijs_allocator *allocator, const struct wj_op *op, int http,
                   const char *body, bool has_credentials)
{
    start(r, allocator, op, http, body, has_credentials, false);
}

void reading_start_as_json(struct reading *r, const wikijs_allocator *allocator, const struct wj_op *op, int http,
                           const char *body)
{
    start(r, allocator, op, http, body, true, true);
}

void reading_end(struct reading *r)
{
    wj_json_parser_free(r->parser);
    wj_arena_free(r->arena);
}
