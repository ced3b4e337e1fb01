/* SPDX-License-Identifier: MIT */
/*
 * Decodes a pages.list answer into structs again and again, the way a call does: decode FILE ROUNDS. Prints milliseconds
 * of CPU time, one line a round: the decode, and the decode with the copy of the text that comes before it here (a call
 * decodes the receive buffer itself and copies nothing).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "graphql/answer.h"
#include "model/models.h"

static const struct wj_op list = { OP("pages", "list", .answer = WJ_ANSWER_LIST, .model = &wj_page_item_model) };

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    struct wj_buf text;
    wj_buf_init(&text, &wj_libc_allocator, (size_t)1 << 30);
    char chunk[65536];
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        wj_buf_append(&text, chunk, got);
    fclose(file);
    size_t cap;
    return wj_buf_take(&text, length, &cap);
}

/* One decode, results freed; the number of pages, or -1. */
static long decode(struct wj_json_parser *parser, char *text, size_t length)
{
    struct wj_arena *arena = wj_arena_new(&wj_libc_allocator, 0);
    const struct wj_answer_in in = { .op = &list, .http_status = 200, .text = text, .length = length };
    struct wj_answer_out out;
    wikijs_error err;
    long pages = -1;
    if (!arena)
        return -1;
    if (wj_answer_read(&in, parser, arena, &out, &err) == 0)
        pages = (long)((const struct wj_list *)out.result)->objects.count;
    else
        fprintf(stderr, "decode: %s\n", err.message);
    wj_arena_free(arena);
    return pages;
}

/* CPU time, so that what else the machine does counts as little as possible. */
static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    size_t length;
    char *original = read_file(argv[1], &length);
    long rounds = strtol(argv[2], NULL, 10);
    struct wj_json_parser *parser = wj_json_parser_new(&wj_libc_allocator);
    char *text = original ? wj_malloc(&wj_libc_allocator, length + WJ_BUF_PAD) : NULL;
    if (!text || !parser)
        return 1;
    int status = 0;
    for (long i = 0; i < rounds && !status; i++) {
        double start = now_ms();
        memcpy(text, original, length);
        double copied = now_ms();
        status = decode(parser, text, length) < 0;
        double end = now_ms();
        printf("%.3f %.3f\n", end - copied, end - start);
    }
    wj_free(&wj_libc_allocator, text);
    wj_free(&wj_libc_allocator, original);
    wj_json_parser_free(parser);
    return status;
}
