/* SPDX-License-Identifier: MIT */
/* The batches of a program: which one collects calls, and which calls each has collected. */
#ifndef WJ_CLIENT_BATCH_H
#define WJ_CLIENT_BATCH_H

#include "client/client.h"
#include <wikijs/batch.h>

/* The group that a call which the program starts now joins; NULL: none. */
struct wj_group *wj_batches_group(struct wikijs_client *client);
/* The batch that collects keeps this call until it is freed. 0 or WIKIJS_E_NOMEM. */
int wj_batches_keep(struct wikijs_client *client, struct wikijs_call *call);
/* Copy the caller's options, which may be of another version of the header, or NULL. 0 or WIKIJS_E_ARG. */
int wj_batches_read_options(struct wj_batch_options *out, const wikijs_batch_options *given, wikijs_error *err);
/* A number of calls in a request that the caller gave as `name`. 0 or WIKIJS_E_ARG. */
int wj_batches_check_limit(int64_t limit, const char *name, wikijs_error *err);
/* The client ends: batches that outlive it know no client any more. */
void wj_batches_leave(struct wikijs_client *client);

#endif
