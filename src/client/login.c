/* SPDX-License-Identifier: MIT */
/*
 * The login of a client that has a user name and a password: authentication.login, then authentication.loginTFA when the
 * account has a second factor. "Succeeded" does not mean that there is a token; what stands in its way is told.
 */
#include "client/login.h"

#include "client/client.h"
#include "model/models.h"
#include <string.h>
#include <wikijs/authentication.h>

#define TOUCHES "-gives a token to this client"

enum { CODE_SIZE = 64 };

static const struct wj_arg login_args[] = {
    ARG(struct wj_login_args, username, "username", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_login_args, password, "password", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED | WJ_ARG_SECRET),
    ARG(struct wj_login_args, strategy, "strategy", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};

const struct wj_op wj_op_login = { OP("authentication", "login", OP_ARGS(login_args)),
                                   .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT | WJ_OP_NO_AUTH | WJ_OP_LOGIN,
                                   .answer = WJ_ANSWER_RESPONSE, .model = &wj_login_model, .touches = TOUCHES };

static const struct wj_arg tfa_args[] = {
    ARG(struct wj_login_tfa_args, continuation_token, "continuationToken", "String!", WJ_ARG_STRING,
        WJ_ARG_REQUIRED | WJ_ARG_SECRET),
    ARG(struct wj_login_tfa_args, security_code, "securityCode", "String!", WJ_ARG_STRING,
        WJ_ARG_REQUIRED | WJ_ARG_SECRET),
    ARG(struct wj_login_tfa_args, setup, "setup", "Boolean", WJ_ARG_FLAG, 0),
};

const struct wj_op wj_op_login_tfa = { OP("authentication", "loginTFA", OP_ARGS(tfa_args)),
                                       .flags = WJ_OP_WRITE | WJ_OP_NO_AUTH | WJ_OP_LOGIN, .answer = WJ_ANSWER_RESPONSE,
                                       .model = &wj_login_model, .touches = TOUCHES };

static const wikijs_client_options *options_of(const struct wikijs_call *call)
{
    return &call->client->config->options;
}

static enum wj_step send_code(struct wikijs_call *call, const wikijs_login *login)
{
    const wikijs_client_options *options = options_of(call);
    char code[CODE_SIZE] = "";
    if (!options->tfa_code || options->tfa_code(options->username, code, sizeof code, options->tfa_payload) != 0)
        return wj_flow_fail(call, WIKIJS_E_TFA_REQUIRED, "the account '%s' needs a two-factor security code",
                            options->username);
    code[sizeof code - 1] = 0;
    struct wj_login_tfa_args args = { .continuation_token = login->continuation_token, .security_code = code };
    enum wj_step step = wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_login_tfa, .args = &args, .args_size = sizeof args });
    wj_wipe(code, sizeof code);
    return step;
}

static enum wj_step login_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const wikijs_client_options *options = options_of(call);
    if (!child) {
        struct wj_login_args args = { options->username, options->password,
                                      options->strategy ? options->strategy : "local" };
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_login, .args = &args, .args_size = sizeof args });
    }
    const wikijs_login *login = child->result;
    if (child->status < 0 || !login || login->jwt)
        return wj_flow_end_as(call, child);
    if (login->must_change_pwd)
        return wj_flow_fail(call, WIKIJS_E_MUST_CHANGE_PASSWORD, "the account '%s' must set a new password first",
                            options->username);
    if (login->must_setup_tfa)
        return wj_flow_fail(call, WIKIJS_E_TFA_REQUIRED,
                            "the account '%s' must set up its second factor in a browser first", options->username);
    if (login->must_provide_tfa && child->op == &wj_op_login)
        return send_code(call, login);
    return wj_flow_fail(call, WIKIJS_E_PROTOCOL, "the server accepted the login but gave no token");
}

struct wikijs_call *wj_login_new(struct wikijs_call *parent)
{
    return wj_request_call(parent->client, &(struct wj_request){ .op = &wj_op_login, .flow = login_flow });
}

/* --- who am I --- */

static const struct wj_op probe_op = { .namespace_ = "users",
                                       .field = "profile",
                                       .name = "users.profile",
                                       .flags = WJ_OP_NO_AUTH,
                                       .answer = WJ_ANSWER_RAW,
                                       .since = "0.1" };

static const char probe_document[] = "{users{profile{id}}}";

struct wikijs_call *wj_probe_new(struct wikijs_call *parent)
{
    struct wikijs_call *call = wj_request_call(parent->client,
                                               &(struct wj_request){ .op = &probe_op, .document = probe_document });
    if (!call)
        return NULL;
    call->request.token = wj_arena_strdup(&call->memory, parent->request.token);
    if (call->request.token)
        return call;
    wikijs_call_unref(call);
    return NULL;
}
