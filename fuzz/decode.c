/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an answer. The first byte chooses the operation, the second the HTTP status, the rest is the body.
 *
 * What must hold: a result and a failure exclude each other; an answer with errors is no success; what was decoded and is
 * written as JSON reads back as the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "graphql/answer.h"
#include "model/models.h"
#include "json/write.h"

static const struct wj_op operations[] = {
    { OP("pages", "single", .answer = WJ_ANSWER_OBJECT, .model = &wj_page_model, .permission = "manage:pages") },
    { OP("pages", "list", .answer = WJ_ANSWER_LIST, .model = &wj_page_item_model) },
    { OP("pages", "history", .answer = WJ_ANSWER_OBJECT, .model = &wj_page_history_model) },
    { OP("pages", "search", .answer = WJ_ANSWER_OBJECT, .model = &wj_page_search_model) },
    { OP("pages", "searchTags", .answer = WJ_ANSWER_STRINGS) },
    { OP("pages", "checkConflicts", .answer = WJ_ANSWER_BOOL) },
    { OP("pages", "create", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE, .model = &wj_page_model,
         .payload = "page") },
    { OP("pages", "migrateToLocale", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
         .model = &wj_page_migration_model) },
    { OP("pages", "delete", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE) },
    { OP("pages", "tree", .flags = WJ_OP_PARTIAL, .answer = WJ_ANSWER_OBJECT, .model = &wj_page_tree_item_model) },
    { .namespace_ = "", .field = "", .name = "graphql", .answer = WJ_ANSWER_RAW },
};
enum { OPERATIONS = sizeof operations / sizeof *operations, RAW = OPERATIONS - 1 };

static const short statuses[] = { 200, 200, 200, 400, 401, 403, 404, 413, 429, 500, 502, 302 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
    if (!holds)
        abort();
}

static struct wj_json_parser *parser;

struct outcome {
    struct wj_arena *arena;
    struct wj_answer_out out;
    wikijs_error err;
    int status;
};

/* A block of exactly the promised size, so that one byte too far is seen. */
static char *padded(const void *body, size_t length)
{
    char *text = wj_malloc(&wj_libc_allocator, length + WJ_BUF_PAD);
    require(text != NULL);
    if (length)
        memcpy(text, body, length);
    memset(text + length, '"', WJ_BUF_PAD);
    return text;
}

static void read_answer(struct outcome *o, const struct wj_op *op, int http, const void *body, size_t length)
{
    o->arena = wj_arena_new(&wj_libc_allocator, 0);
    char *text = padded(body, length);
    require(o->arena && wj_arena_adopt(o->arena, text, length + WJ_BUF_PAD));
    const struct wj_answer_in in = { .op = op, .http_status = http, .text = text, .length = length };
    o->err = (wikijs_error){ 0 };
    o->status = wj_answer_read(&in, parser, o->arena, &o->out, &o->err);
}

static void check_round_trip(const struct wikijs_model *model, const void *object)
{
    struct wj_buf first, second;
    wj_buf_init(&first, &wj_libc_allocator, SIZE_MAX);
    wj_buf_init(&second, &wj_libc_allocator, SIZE_MAX);
    wj_json_object(&first, model, object, 0);
    struct wj_arena arena;
    wj_arena_init(&arena, &wj_libc_allocator, 0);
    void *again = wj_arena_zalloc(&arena, model->size);
    char *text = padded(first.data, first.len);
    struct wj_json_error error;
    require(again && wj_json_decode(parser, text, first.len, model, again, &arena, &error) == 0);
    wj_json_object(&second, model, again, 0);
    require(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
    wj_free(&wj_libc_allocator, text);
    wj_arena_clear(&arena);
    wj_buf_free(&first);
    wj_buf_free(&second);
}

static void check_result(const struct wj_op *op, const void *result)
{
    if (op->answer == WJ_ANSWER_LIST) {
        const struct wj_list *list = result;
        for (size_t i = 0; i < list->objects.count; i++)
            check_round_trip(op->model, list->objects.items[i]);
    } else if (op->model) {
        check_round_trip(op->model, result);
    }
}

/* Read as it came, the same body tells whether it holds errors; those of the credentials probe do not count. */
static void check_no_errors(int http, const uint8_t *body, size_t length)
{
    struct outcome o;
    read_answer(&o, &operations[RAW], http, body, length);
    require(o.status == 0 || o.status == WIKIJS_E_PROTOCOL || strncmp(o.err.path, "wj_probe", 8) == 0);
    wj_arena_free(o.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!parser)
        parser = wj_json_parser_new(&wj_libc_allocator);
    if (!parser || size < 2)
        return 0;
    const struct wj_op *op = &operations[data[0] % OPERATIONS];
    int http = statuses[data[1] % (sizeof statuses / sizeof *statuses)];

    struct outcome o;
    read_answer(&o, op, http, data + 2, size - 2);
    require(o.status == o.err.code);
    require((o.status == 0) == (o.err.message[0] == '\0'));
    if (o.status == 0) {
        require(o.out.result != NULL || (op->answer == WJ_ANSWER_RESPONSE && !op->model));
        if (o.out.result)
            check_result(op, o.out.result);
        if (!(op->flags & WJ_OP_PARTIAL))
            check_no_errors(http, data + 2, size - 2);
    } else {
        require(o.out.result == NULL || op->answer == WJ_ANSWER_RAW);
    }
    wj_arena_free(o.arena);
    return 0;
}
