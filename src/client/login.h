/* SPDX-License-Identifier: MIT */
/* Logging in, with a second factor where the account has one; and the query that shows whether a token is known. */
#ifndef WJ_CLIENT_LOGIN_H
#define WJ_CLIENT_LOGIN_H

#include "client/request.h"

struct wj_login_args {
    const char *username, *password, *strategy;
};

struct wj_login_tfa_args {
    const char *continuation_token, *security_code;
    bool setup;
};

extern const struct wj_op wj_op_login;
extern const struct wj_op wj_op_login_tfa;

/* Calls for the auth policy; not started. NULL when out of memory. */
struct wikijs_call *wj_login_new(struct wikijs_call *parent);
struct wikijs_call *wj_probe_new(struct wikijs_call *parent);

#endif
