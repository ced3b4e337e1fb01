/* SPDX-License-Identifier: MIT */
/* Groups out of several answers, kept together in one memory. */
#ifndef WJ_API_GROUP_COPY_H
#define WJ_API_GROUP_COPY_H

#include <wikijs/group.h>

#include "base/arena.h"

/* What decides about access: id, name, permissions, page rules, and of the users id, name and is_active. NULL: out of memory. */
wikijs_group *wj_group_copy(struct wj_arena *arena, const wikijs_group *group);

#endif
