/* SPDX-License-Identifier: MIT */
/* Groups that a caller named by id or by name, against the server's list: it creates users before it looks at groups. */
#ifndef WJ_API_GROUP_NAMES_H
#define WJ_API_GROUP_NAMES_H

#include <wikijs/group.h>

#include "client/request.h"

/* Ask for the list: the step of a flow. */
enum wj_step wj_group_names_start(struct wikijs_call *call);
/*
 * The ids of groups, each once, in the memory of the call; the ids are checked, too. Returns 0, or a status with the
 * call's error set.
 */
int wj_group_names_resolve(struct wikijs_call *call, const wikijs_group_item_list *list, wikijs_ints ids,
                           wikijs_strings names, wikijs_ints *out);

#endif
