/* SPDX-License-Identifier: MIT */
/* Which policies a call passes, and in which order. */
#ifndef WJ_CLIENT_CHAINS_H
#define WJ_CLIENT_CHAINS_H

#include "client/client.h"

/* Fill the client's chains; the state of its policies has been set up. */
void wj_chains_build(struct wikijs_client *client);

#endif
