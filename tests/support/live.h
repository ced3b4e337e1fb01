/* SPDX-License-Identifier: MIT */
/*
 * For tests against a running server, the sandbox or a real one. Each case runs twice with one body: LIVE() calls the
 * waiting function of an operation, or its `_async` and `_finish` pair.
 *
 *     int status = LIVE(live, wikijs_pages_get, (id, NULL), (&page, &live->err));
 */
#ifndef TEST_LIVE_H
#define TEST_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <wikijs/client.h>
#include <wikijs/error.h>
#include <wikijs/graphql.h>
#include <wikijs/pages.h>

enum { LIVE_MAX_PAGES = 64 };

struct live {
    wikijs_client *client; /* full rights */
    bool async;
    wikijs_error err;
    char prefix[64];              /* "t-4711-3": the pages of a case are below it */
    int64_t made[LIVE_MAX_PAGES]; /* what to delete when the case ends, the newest first: pages, */
    int (*remove[LIVE_MAX_PAGES])(struct live *live, int64_t id); /* or what goes in a way of its own */
    size_t made_count;
    /* of the call that runs */
    wikijs_client *used;
    wikijs_call *call;
    bool done;
    int done_count;
    int status;
};

/* What a call needs beside LIVE(). */
int live_wait(struct live *live, int status);
int live_end(struct live *live, int status);
void live_done(wikijs_call *call, void *payload);

#define LIVE_UNPACK(...) __VA_ARGS__
#define LIVE_ON(live, used_, name, inputs, outputs)                                                            \
    ((live)->used = (used_),                                                                                   \
     (live)->async                                                                                             \
         ? (live_wait((live), name##_async((used_), LIVE_UNPACK inputs, live_done, (live), &(live)->call)) < 0 \
                ? (live)->status                                                                               \
                : live_end((live), name##_finish((live)->call, LIVE_UNPACK outputs)))                          \
         : name((used_), LIVE_UNPACK inputs, LIVE_UNPACK outputs))
#define LIVE(live, name, inputs, outputs) LIVE_ON(live, (live)->client, name, inputs, outputs)

/* Fail the case unless a status is the expected one; shows the error's message. */
#define LIVE_EXPECT(live, expected, expression) live_expect((live), (expected), (expression), #expression, __LINE__)
void live_expect(struct live *live, int expected, int status, const char *expression, int line);

/* cmocka: each case once synchronously and once asynchronously. */
int live_set_up_sync(void **state);
int live_set_up_async(void **state);
int live_tear_down(void **state);
#define TWICE(function)                                                            \
    { #function ", waiting", function, live_set_up_sync, live_tear_down, NULL },   \
    {                                                                              \
#function ", on a loop", function, live_set_up_async, live_tear_down, NULL \
    }

/* An environment variable that must be there. */
const char *live_env(const char *name);
/* A client with another API key; NULL: none. Free it. */
wikijs_client *live_client(const char *api_key);
/* "t-4711-3/NAME"; valid until the tenth call after it. */
const char *live_path(struct live *live, const char *name);
/* So many letters of two bytes, at most 300; valid until the next call. */
const char *live_letters(size_t count);
/* Make a page below the prefix with the tags of a comma-separated list; it is deleted when the case ends. */
int64_t live_page(struct live *live, const char *name, const char *content, const char *tags);
/* Delete this page, too, when the case ends; or something else, in a way of its own. */
void live_remember(struct live *live, int64_t id);
void live_remember_as(struct live *live, int64_t id, int (*remove)(struct live *live, int64_t id));
/* Read everything that can be read of a page. Free it. */
wikijs_page *live_read(struct live *live, int64_t id);
/* Send a document with full rights; the answer's data, to be freed, or NULL. */
wikijs_answer *live_graphql(struct live *live, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
