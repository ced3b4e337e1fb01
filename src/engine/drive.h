/* SPDX-License-Identifier: MIT */
/* Between call.c (life of calls) and drive.c (how one moves); nobody else needs this. */
#ifndef WJ_ENGINE_DRIVE_H
#define WJ_ENGINE_DRIVE_H

#include "engine/call.h"

/* Set up the timer and the task of a new call. */
void wj_drive_prepare(struct wikijs_call *call);
/* Move a call as far as it goes now. */
void wj_drive(struct wikijs_call *call);
/* Give a flow one of its children that has ended. */
void wj_drive_child(struct wikijs_call *parent, struct wikijs_call *child);

/* Put a call among the running ones (takes a reference) / move it to those that ended. */
void wj_calls_add(struct wikijs_call *call);
void wj_calls_end(struct wikijs_call *call);
/* Hand over the calls that have ended. */
void wj_calls_deliver(struct wj_calls *calls);

#endif
