/* SPDX-License-Identifier: MIT */
/* One delivery without a relay: a target that lives as long as its request. */
#include "base/status.h"
#include "client/request.h"
#include "webhook/signature.h"
#include "webhook/target.h"

static int deliver(struct wj_target *target, const struct wj_parcel_out *parcel, wikijs_error *err)
{
    struct wikijs_call *call = wj_target_call(target, parcel);
    if (!call)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    call->waited_for = true;
    wj_call_start(call);
    wj_wait(target->client, call);
    int http_status = call->response.status, status = 0;
    if (http_status == 0) {
        status = call->status;
        if (err)
            *err = call->error;
    } else if (http_status < 200 || http_status >= 300) {
        status = wj_error_set(err, WIKIJS_E_HTTP, "webhook '%s': answered with HTTP %d", target->name, http_status);
    }
    if (err)
        err->http_status = http_status;
    wikijs_call_unref(call);
    return status;
}

int wikijs_webhook_send(wikijs_client *client, const wikijs_webhook_target *given, const char *id, const char *type,
                        wikijs_str body, wikijs_error *err)
{
    wj_error_clear(err);
    if (!type || !*type || (!body.ptr && body.len))
        return wj_error_set(err, WIKIJS_E_ARG, "a delivery needs a type and a body");
    int status = wj_webhook_check_id(id, err);
    struct wj_target *target = NULL;
    if (status == 0)
        status = wj_target_new(&target, given, &wj_libc_allocator, err);
    if (status < 0 || !target)
        return status;
    status = wj_client_enter(client, false, err);
    if (status < 0) {
        wj_target_free(target);
        return status;
    }
    const struct wj_parcel_out parcel = { .message_id = id, .type = type, .body = body };
    status = wj_target_attach(target, client, NULL, err);
    if (status == 0)
        status = deliver(target, &parcel, err);
    wj_target_detach(target);
    wj_target_free(target);
    wj_client_leave(client);
    return status;
}
