/* SPDX-License-Identifier: MIT */
/* Requests about one user, for operations on many. */
#ifndef WJ_API_USERS_ONE_H
#define WJ_API_USERS_ONE_H

#include <wikijs/users.h>

#include "api/users_ops.h"
#include "client/request.h"

void wj_users_prepare_get(struct wj_request *request, struct wj_user_id_args *args, int64_t id,
                          const wikijs_users_get_options *given);
void wj_users_prepare_create(struct wj_request *request, struct wj_user_create_args *args,
                             const wikijs_users_create_input *given);
void wj_users_prepare_update(struct wj_request *request, struct wj_user_update_args *args, int64_t id,
                             const wikijs_users_update_input *given);
void wj_users_prepare_delete(struct wj_request *request, struct wj_user_delete_args *args, int64_t id,
                             int64_t replace_id, const wikijs_call_options *options);

#endif
