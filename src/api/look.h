/* SPDX-License-Identifier: MIT */
/*
 * A write whose outcome is unknown: its request was sent, and no answer came that tells of it. It is not sent again, but
 * the server can be asked what is there. What is found was done; what is not found may be done yet, for a server goes on
 * though nobody listens.
 */
#ifndef WJ_API_LOOK_H
#define WJ_API_LOOK_H

#include "client/request.h"

/* Whether the flow `call` should look what became of its child: a call whose caller wants no second request gets none. */
bool wj_look_is_due(const struct wikijs_call *call, const struct wikijs_call *child);

/* Whether something of this age can be what the flow has made: with room for two clocks that differ. */
bool wj_look_is_new(const struct wikijs_call *call, int64_t created_at);

#endif
