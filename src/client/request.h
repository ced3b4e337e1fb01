/* SPDX-License-Identifier: MIT */
/*
 * Requests: an operation with its arguments, a value. It can be run now, or submitted with a callback. Typed functions of
 * the public API fill one and hand it over; everything else is derived from the operation row.
 */
#ifndef WJ_CLIENT_REQUEST_H
#define WJ_CLIENT_REQUEST_H

#include "engine/call.h"

struct wj_request {
    const struct wj_op *op;   /* identifies the operation for _finish, also for flows */
    const void *args;         /* the struct that op's argument rows describe; may be NULL when it has none */
    size_t args_size;         /* sizeof it; needed for flows, which get a copy */
    uint64_t fields;          /* selection; 0: defaults */
    int64_t timeout_ms;       /* 0: the client's default for reads or writes */
    const char *http_path;    /* WJ_OP_HTTP: path behind the base URL, percent-encoded */
    struct wj_stream *stream; /* WJ_OP_HTTP: a file to send or to receive; lives until the call has ended */
    const void *tag;          /* what a flow knows this child by: child->tag */
    const char *document;     /* a GraphQL document given by the user, with `variables`, instead of op's own */
    const char *variables;    /* JSON object or NULL */
    bool as_json;             /* op's arguments are `variables`, its result is a wikijs_answer */
    const char *operation_name;

    /* A flow: several calls behind one. Called with child NULL at the start, then with each child that ended; it starts
     * children with wj_flow_start, or sets call->status, call->result and returns WJ_DONE. */
    enum wj_step (*flow)(struct wikijs_call *call, struct wikijs_call *child);

    /* A flow that takes over only when the plain operation has failed: then it is called with child NULL and the
     * failure in call->status and call->error. */
    enum wj_step (*rescue)(struct wikijs_call *call, struct wikijs_call *child);

    /* Instead of the copy of `args`: makes what the flow needs of them, in call->state. 0 or a status. */
    int (*begin)(struct wikijs_call *call, const void *args);
    bool batches; /* makes a batch of its own: joins none */

    struct wj_group *group; /* for wj_flow_start: the batch that the call joins (policy/batch.h); NULL: its parent's */

    wikijs_error refused; /* code not 0: the arguments were refused, nothing is sent (wj_request_refuse) */
};

/* Refuse the arguments: return wj_request_refuse(request, "path '%s' ...", path); gives WIKIJS_E_ARG. */
int wj_request_refuse(struct wj_request *request, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The call of a request, not started; NULL when out of memory. A refused request gives a call that ends at once. */
struct wikijs_call *wj_request_call(struct wikijs_client *client, const struct wj_request *request);

/* Turn the loop until a started call has ended; callbacks of the program wait meanwhile. The client has been entered. */
void wj_wait(struct wikijs_client *client, struct wikijs_call *call);
/* The same for what is ready now: what is on its way comes nearer. */
void wj_work(struct wikijs_client *client);

/*
 * Run a request and wait. *out (may be NULL when the operation has no result) receives the result, to be freed by
 * wj_result_free; it is also set on failure when the flow left a result.
 */
int wj_run(struct wikijs_client *client, const struct wj_request *request, void **out, wikijs_error *err);
int wj_submit(struct wikijs_client *client, const struct wj_request *request, wikijs_call_done_fn done, void *payload,
              wikijs_call **out_call);
/* Outcome of an ended call of operation `op`. */
int wj_finish(wikijs_call *call, const struct wj_op *op, void **out, wikijs_error *err);
/* The same for a request with `as_json`, whatever its operation. */
int wj_finish_as_json(wikijs_call *call, void **out, wikijs_error *err);

/* In a flow: start a child that shares the parent's deadline. Returns WJ_PENDING, or WJ_DONE with the parent's status
 * set when it could not be started. The child is freed after the flow has seen it: take its result if it is needed. */
enum wj_step wj_flow_start(struct wikijs_call *parent, const struct wj_request *request);
/* In a flow: be called again after a while, with child NULL. */
enum wj_step wj_flow_wait(struct wikijs_call *call, int64_t ms);
/* The same; the child's `payload` tells it from others. */
enum wj_step wj_flow_start_tagged(struct wikijs_call *parent, const struct wj_request *request, void *payload);
/* In a flow: end with the child's status and error, and its result. */
enum wj_step wj_flow_end_as(struct wikijs_call *parent, struct wikijs_call *child);
/* In a flow: end with an error. */
enum wj_step wj_flow_fail(struct wikijs_call *parent, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* In a flow: end well with a result (or NULL), made by wj_result_new in an arena of wj_arena_new(call->allocator, ...). */
enum wj_step wj_flow_done(struct wikijs_call *parent, void *result);

/* Unix milliseconds. */
int64_t wj_client_wall_ms(const struct wikijs_client *client);
/* The address of the wiki, without a slash at its end. */
const char *wj_client_base_url(const struct wikijs_client *client);
/* The locale used where an operation is given none. */
const char *wj_client_locale(const struct wikijs_client *client);
/* The largest answer that is kept in memory. */
size_t wj_client_max_response(const struct wikijs_client *client);

#endif
