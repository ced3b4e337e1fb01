/* SPDX-License-Identifier: MIT */
#ifndef WJ_WEBHOOK_STORE_SCHEMA_H
#define WJ_WEBHOOK_STORE_SCHEMA_H

#include "base/db.h"

/* What is in a state file. */
extern const struct wj_db_kind wj_store_kind;

#endif
