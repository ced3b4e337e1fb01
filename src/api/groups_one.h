/* SPDX-License-Identifier: MIT */
/* Requests about one group, for operations on many. */
#ifndef WJ_API_GROUPS_ONE_H
#define WJ_API_GROUPS_ONE_H

#include <wikijs/groups.h>

#include "api/groups_ops.h"
#include "client/request.h"

void wj_groups_prepare_get(struct wj_request *request, struct wj_group_id_args *args, int64_t id,
                           const wikijs_groups_get_options *given);
void wj_groups_prepare_create(struct wj_request *request, struct wj_group_create_args *args,
                              const wikijs_groups_create_input *given);
void wj_groups_prepare_update(struct wj_request *request, struct wj_group_update_args *args, int64_t id,
                              const wikijs_groups_update_input *given);
void wj_groups_prepare_delete(struct wj_request *request, struct wj_group_id_args *args, int64_t id,
                              const wikijs_call_options *options);

#endif
