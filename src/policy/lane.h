/* SPDX-License-Identifier: MIT */
/* Creates, deletes and moves go to a server one at a time: it races with itself. State: struct wikijs_shared. */
#ifndef WJ_POLICY_LANE_H
#define WJ_POLICY_LANE_H

#include "engine/call.h"

extern const struct wj_policy_ops wj_lane_policy;

#endif
