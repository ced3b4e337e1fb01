/* SPDX-License-Identifier: MIT */
/* Logging in by hand, registering, and the care of the server's own keys. The client logs in by itself with rows of its own. */
#include <wikijs/authentication.h>

#include "api/authentication_ops.h"
#include "api/input.h"
#include "api/results.h"
#include "api/typed.h"
#include "client/login.h"

WJ_SECRET_FREE_FUNCTION(wikijs_registration)

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

static void prepare_change_password(struct wj_request *request, struct wj_change_password_args *args,
                                    const char *continuation_token, const char *new_password,
                                    const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, continuation_token, "continuation token");
    wj_need(request, new_password, "new password");
    args->continuation_token = continuation_token;
    args->new_password = new_password;
}

WJ_TYPED(wikijs_authentication_login_change_password, wj_op_login_change_password, struct wj_change_password_args,
         prepare_change_password, wikijs_login,
         (const char *continuation_token, const char *new_password, const wikijs_call_options *options),
         (continuation_token, new_password, options))

static void prepare_register(struct wj_request *request, struct wj_register_args *args, const char *email,
                             const char *password, const char *name, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, email, "email");
    wj_need(request, password, "password");
    wj_need(request, name, "name");
    args->email = email;
    args->password = password;
    args->name = name;
}

WJ_TYPED(wikijs_authentication_register, wj_op_register, struct wj_register_args, prepare_register, wikijs_registration,
         (const char *email, const char *password, const char *name, const wikijs_call_options *options),
         (email, password, name, options))

static void prepare_forgot_password(struct wj_request *request, struct wj_forgot_password_args *args, const char *email,
                                    const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, email, "email");
    args->email = email;
}

WJ_TYPED_PLAIN(wikijs_authentication_forgot_password, wj_op_forgot_password, struct wj_forgot_password_args,
               prepare_forgot_password, (const char *email, const wikijs_call_options *options), (email, options))

static void prepare_nothing(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED_PLAIN(wikijs_authentication_regenerate_certificates, wj_op_regenerate_certificates, struct wj_no_args,
               prepare_nothing, (const wikijs_call_options *options), (options))

WJ_TYPED_PLAIN(wikijs_authentication_reset_guest_user, wj_op_reset_guest_user, struct wj_no_args, prepare_nothing,
               (const wikijs_call_options *options), (options))
