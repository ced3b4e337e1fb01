/* SPDX-License-Identifier: MIT */
/*
 * A write whose outcome is unknown: its request was sent, and no answer came that tells of it. It is not sent again, but
 * the server can be asked what is there. What is found was done; what is not found may be done yet, for a server goes on
 * though nobody listens. It is asked, too, when the server failed after it had done what it was to do.
 */
#ifndef WJ_API_LOOK_H
#define WJ_API_LOOK_H

#include "client/request.h"

/* Whether the flow `call` should look what became of its child: a call whose caller wants no second request gets none. */
bool wj_look_is_due(const struct wikijs_call *call, const struct wikijs_call *child);

/*
 * Whether a write failed in a way that the server has no number for. It tells its search engine and its storage targets of
 * a page that is written already, and all of their failures are of this kind; so are some that come before the write.
 */
bool wj_look_failed_inside(const struct wikijs_call *child);
/* Report such a failure of a write that was found to be done. */
enum wj_step wj_look_end_done(struct wikijs_call *call, const wikijs_error *failure);

/* Whether something of this age can be what the flow has made: with room for two clocks that differ. */
bool wj_look_is_new(const struct wikijs_call *call, int64_t created_at);

#endif
