/* SPDX-License-Identifier: MIT */
/* From a request to a call, and from an ended call to its outcome. */
#include "client/request.h"

#include "base/status.h"
#include "client/batch.h"
#include "client/client.h"
#include "graphql/document.h"
#include "json/write.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *wj_client_base_url(const struct wikijs_client *client)
{
    return client->config->options.base_url;
}

const char *wj_client_locale(const struct wikijs_client *client)
{
    return client->config->options.locale;
}

size_t wj_client_max_response(const struct wikijs_client *client)
{
    return (size_t)client->config->options.max_response_bytes;
}

int64_t wj_client_wall_ms(const struct wikijs_client *client)
{
    return client->clock->wall_ms(client->clock->context);
}

int wj_request_refuse(struct wj_request *request, const char *format, ...)
{
    char message[sizeof request->refused.message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return wj_error_set(&request->refused, WIKIJS_E_ARG, "%s", message);
}

/* --- building --- */

static int write_given_document(struct wj_buf *body, const struct wj_request *request)
{
    wj_buf_str(body, "{\"query\":");
    wj_json_string(body, request->document, strlen(request->document));
    if (request->variables) {
        wj_buf_str(body, ",\"variables\":");
        wj_buf_str(body, request->variables);
    }
    if (request->operation_name) {
        wj_buf_str(body, ",\"operationName\":");
        wj_json_string(body, request->operation_name, strlen(request->operation_name));
    }
    wj_buf_char(body, '}');
    return body->failed;
}

static int write_request(struct wikijs_call *call, const struct wj_request *request)
{
    struct wj_http_request *http = &call->request;
    if (call->op->flags & WJ_OP_HTTP) {
        http->method = request->stream && request->stream->is_upload ? "POST" : "GET";
        http->stream = request->stream;
        http->path = wj_arena_strdup(&call->memory, request->http_path);
        return http->path ? 0 : WIKIJS_E_NOMEM;
    }
    http->method = "POST";
    http->path = "/graphql";
    if (request->document)
        return write_given_document(&http->body, request);
    if (request->as_json)
        return wj_body_of_json(&http->body, &call->client->documents, call->op, request->variables, request->fields,
                               &http->probe_at, &call->error);
    return wj_body(&http->body, &call->client->documents, call->op, request->args, request->fields, &http->probe_at,
                   &call->error);
}

static void set_failed(struct wikijs_call *call, int status)
{
    bool told = call->error.code == status;
    if (!told && status == WIKIJS_E_TOO_LARGE)
        wj_error_set(&call->error, status, "the request is larger than %zu bytes", call->request.body.max);
    else if (!told)
        wj_error_set(&call->error, status, "%s", wikijs_status_text(status));
    call->status = status;
}

static bool is_refused(const struct wikijs_client *client, const struct wj_op *op)
{
    return client->config->options.read_only && op->flags & WJ_OP_WRITE && !(op->flags & WJ_OP_LOGIN);
}

static int refuse_write(struct wikijs_call *call)
{
    return wj_error_set(&call->error, WIKIJS_E_READ_ONLY, "'%s' would change something, and this client is read-only",
                        call->op->name);
}

struct wikijs_call *wj_request_call(struct wikijs_client *client, const struct wj_request *request)
{
    const wikijs_client_options *options = &client->config->options;
    struct wikijs_call *call = wj_call_new(&client->calls, client, client->allocator, request->op,
                                           (size_t)options->max_response_bytes);
    if (!call)
        return NULL;
    bool is_write = request->op->flags & WJ_OP_WRITE;
    call->settings = client->settings;
    call->timeout_ms = request->timeout_ms > 0         ? request->timeout_ms
                       : call->settings.timeout_ms > 0 ? call->settings.timeout_ms
                       : is_write                      ? options->write_timeout_ms
                                                       : options->read_timeout_ms;
    call->fields = request->fields;
    call->tag = request->tag;
    int status = 0;
    call->flow = request->flow;
    call->rescue = request->rescue;
    call->as_json = request->as_json;
    if (is_refused(client, request->op)) {
        status = refuse_write(call);
    } else if (request->begin) {
        status = request->begin(call, request->args);
    } else if (request->args && (request->flow || request->rescue)) {
        call->args = wj_args_copy(&call->memory, request->op, request->args, request->args_size);
        status = call->args ? 0 : call->memory.failed;
    }
    if (request->refused.code) {
        call->error = request->refused;
        status = request->refused.code;
    } else if (status == 0 && !request->flow) {
        call->chain = &client->chain;
        status = write_request(call, request);
    }
    if (status < 0)
        set_failed(call, status);
    return call;
}

/* A call of a batch waits in the batch policy; a flow has no chain, but its children have. */
static void join(struct wikijs_call *call, struct wj_group *group)
{
    int failed = group ? wj_batch_join(group, call) : 0;
    if (failed)
        set_failed(call, failed);
}

static void choose_chain(struct wikijs_call *call)
{
    if (call->group && call->chain)
        call->chain = &call->client->member_chain;
}

/* --- running --- */

int wj_submit(struct wikijs_client *client, const struct wj_request *request, wikijs_call_done_fn done, void *payload,
              wikijs_call **out_call)
{
    int status = wj_client_enter(client, true, NULL);
    if (status < 0)
        return status;
    struct wikijs_call *call = client->doomed ? NULL : wj_request_call(client, request);
    if (!call) {
        wj_client_leave(client);
        return client->doomed ? WIKIJS_E_STATE : WIKIJS_E_NOMEM;
    }
    status = request->batches ? 0 : wj_batches_keep(client, call);
    if (status < 0) {
        wikijs_call_unref(call);
        wj_client_leave(client);
        return status;
    }
    call->done = done;
    call->payload = payload;
    if (out_call)
        *out_call = call;
    join(call, request->batches ? NULL : wj_batches_group(client));
    choose_chain(call);
    wj_call_start(call);
    wikijs_call_unref(call); /* the engine holds it until it is delivered */
    wj_client_leave(client);
    return 0;
}

/* Hand over an outcome; the result goes too when somebody takes it. */
static int take_outcome(struct wikijs_call *call, void **out, wikijs_error *err)
{
    if (err)
        *err = call->error;
    if (out && call->result)
        *out = wj_call_take_result(call);
    return call->status;
}

void wj_wait(struct wikijs_client *client, struct wikijs_call *call)
{
    client->calls.deliver_blocked = true;
    wj_loop_run_tasks(client->loop); /* sends it, without a look at descriptors that have nothing to say yet */
    while (!call->ended)
        wj_loop_turn(client->loop, -1);
    client->calls.deliver_blocked = false;
    wj_calls_settle(&client->calls, call);
}

void wj_work(struct wikijs_client *client)
{
    client->calls.deliver_blocked = true;
    wj_loop_turn(client->loop, 0);
    client->calls.deliver_blocked = false;
    wj_calls_settle(&client->calls, NULL);
}

int wj_run(struct wikijs_client *client, const struct wj_request *request, void **out, wikijs_error *err)
{
    wj_error_clear(err);
    int status = wj_client_enter(client, false, err);
    if (status < 0)
        return status;
    struct wikijs_call *call = wj_request_call(client, request);
    if (!call) {
        wj_client_leave(client);
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    call->waited_for = true;
    wj_call_start(call);
    wj_wait(client, call);
    status = take_outcome(call, out, err);
    wj_call_release(call);
    wj_client_leave(client);
    return status;
}

static int finish(wikijs_call *call, bool is_ours, void **out, wikijs_error *err)
{
    wj_error_clear(err);
    if (!call || !is_ours)
        return wj_error_set(err, WIKIJS_E_ARG, "the call is of another operation");
    if (!call->ended)
        return wj_error_set(err, WIKIJS_E_STATE, "the call has not ended");
    return take_outcome(call, out, err);
}

int wj_finish(wikijs_call *call, const struct wj_op *op, void **out, wikijs_error *err)
{
    return finish(call, call && call->op == op && !call->as_json, out, err);
}

int wj_finish_as_json(wikijs_call *call, void **out, wikijs_error *err)
{
    return finish(call, call && call->as_json, out, err);
}

/* --- flows --- */

enum wj_step wj_flow_start(struct wikijs_call *parent, const struct wj_request *request)
{
    return wj_flow_start_tagged(parent, request, NULL);
}

enum wj_step wj_flow_start_tagged(struct wikijs_call *parent, const struct wj_request *request, void *payload)
{
    struct wikijs_call *child = wj_request_call(parent->client, request);
    if (!child)
        return wj_flow_fail(parent, WIKIJS_E_NOMEM, "out of memory");
    child->payload = payload;
    wj_call_adopt(parent, child);
    if (request->group)
        join(child, request->group);
    else
        wj_batch_inherit(parent, child);
    choose_chain(child);
    wj_call_start(child);
    wikijs_call_unref(child);
    return WJ_PENDING;
}

enum wj_step wj_flow_wait(struct wikijs_call *call, int64_t ms)
{
    call->flow_wake_us = wj_loop_now(call->calls->loop) + (ms < WJ_ENDLESS_MS ? ms : WJ_ENDLESS_MS) * 1000;
    return WJ_WAIT;
}

static void drop_result(struct wikijs_call *call)
{
    wj_arena_free(call->result_arena);
    call->result_arena = NULL;
    call->result = NULL;
}

enum wj_step wj_flow_done(struct wikijs_call *parent, void *result)
{
    drop_result(parent);
    parent->status = 0;
    wj_error_clear(&parent->error);
    parent->result = result;
    parent->result_arena = result ? wj_result_arena(result) : NULL;
    return WJ_DONE;
}

enum wj_step wj_flow_end_as(struct wikijs_call *parent, struct wikijs_call *child)
{
    wj_flow_done(parent, wj_call_take_result(child));
    parent->status = child->status;
    parent->error = child->error;
    return WJ_DONE;
}

enum wj_step wj_flow_fail(struct wikijs_call *parent, int code, const char *format, ...)
{
    char message[sizeof parent->error.message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    parent->status = wj_error_set(&parent->error, code, "%s", message);
    return WJ_DONE;
}
