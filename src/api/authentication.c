/* SPDX-License-Identifier: MIT */
/* Logging in by hand. The rows of login and loginTFA belong to the client, which logs in by itself. */
#include <wikijs/authentication.h>

#include "api/authentication.h"
#include "api/input.h"
#include "api/ops.h"
#include "api/typed.h"
#include "client/login.h"
#include "model/models.h"

struct change_password_args {
    const char *continuation_token, *new_password;
};

static const struct wj_arg change_password_rows[] = {
    ARG(struct change_password_args, continuation_token, "continuationToken", "String!", WJ_ARG_STRING,
        WJ_ARG_REQUIRED | WJ_ARG_SECRET),
    ARG(struct change_password_args, new_password, "newPassword", "String!", WJ_ARG_STRING,
        WJ_ARG_REQUIRED | WJ_ARG_SECRET),
};

const struct wj_op wj_op_login_change_password = { OP(
    "authentication", "loginChangePassword", OP_ARGS(change_password_rows), .flags = WJ_OP_WRITE | WJ_OP_NO_AUTH,
    .answer = WJ_ANSWER_RESPONSE, .model = &wj_login_model) };

static void prepare_login(struct wj_request *request, struct wj_login_args *args, const char *username,
                          const char *password, const char *strategy, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, username, "user name");
    wj_need(request, password, "password");
    args->username = username;
    args->password = password;
    args->strategy = strategy ? strategy : "local";
}

WJ_TYPED(wikijs_authentication_login, wj_op_login, struct wj_login_args, prepare_login, wikijs_login,
         (const char *username, const char *password, const char *strategy, const wikijs_call_options *options),
         (username, password, strategy, options))

static void prepare_tfa(struct wj_request *request, struct wj_login_tfa_args *args, const char *continuation_token,
                        const char *security_code, bool setup, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, continuation_token, "continuation token");
    wj_need(request, security_code, "security code");
    args->continuation_token = continuation_token;
    args->security_code = security_code;
    args->setup = setup;
}

WJ_TYPED(wikijs_authentication_login_tfa, wj_op_login_tfa, struct wj_login_tfa_args, prepare_tfa, wikijs_login,
         (const char *continuation_token, const char *security_code, bool setup, const wikijs_call_options *options),
         (continuation_token, security_code, setup, options))

static void prepare_change_password(struct wj_request *request, struct change_password_args *args,
                                    const char *continuation_token, const char *new_password,
                                    const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, continuation_token, "continuation token");
    wj_need(request, new_password, "new password");
    args->continuation_token = continuation_token;
    args->new_password = new_password;
}

WJ_TYPED(wikijs_authentication_login_change_password, wj_op_login_change_password, struct change_password_args,
         prepare_change_password, wikijs_login,
         (const char *continuation_token, const char *new_password, const wikijs_call_options *options),
         (continuation_token, new_password, options))

const struct wj_op *const wj_authentication_ops[] = {
    &wj_op_login,
    &wj_op_login_tfa,
    &wj_op_login_change_password,
    NULL,
};
