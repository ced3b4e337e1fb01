/* SPDX-License-Identifier: MIT */
#ifndef WJ_CLIENT_AUDIT_H
#define WJ_CLIENT_AUDIT_H

#include "client/client.h"

/* Fill client->audit: who acts, from where, as what. 0 or WIKIJS_E_NOMEM. */
int wj_audit_set_up(struct wikijs_client *client);

#endif
