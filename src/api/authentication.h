/* SPDX-License-Identifier: MIT */
#ifndef WJ_API_AUTHENTICATION_H
#define WJ_API_AUTHENTICATION_H

#include "graphql/operation.h"

extern const struct wj_op wj_op_login_change_password;

#endif
