/* SPDX-License-Identifier: MIT */
/* Looking a user up by their email address, for the flows that have to. */
#ifndef WJ_API_USERS_READ_H
#define WJ_API_USERS_READ_H

#include "api/users_ops.h"
#include "client/request.h"

/* Steps of a flow: the search that may find them, and the list that does. Either gives a wikijs_user_item_list. */
enum wj_step wj_user_search_start(struct wikijs_call *call, const char *email);
enum wj_step wj_user_list_start(struct wikijs_call *call);
/* How many users of a list have the address, in any case; *picked receives the last. provider_key NULL: any. */
size_t wj_user_pick(const wikijs_user_item_list *list, const char *email, const char *provider_key,
                    const wikijs_user_item **picked);
/* A user of a child's list as a result of its own, which takes over the child's memory; NULL: out of memory. */
wikijs_user_item *wj_user_item_alone(struct wikijs_call *child, const wikijs_user_item *item);

#endif
