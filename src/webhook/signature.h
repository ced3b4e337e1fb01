/* SPDX-License-Identifier: MIT */
#ifndef WJ_WEBHOOK_SIGNATURE_H
#define WJ_WEBHOOK_SIGNATURE_H

#include <wikijs/error.h>

/* Whether a delivery may have this id. 0, or WIKIJS_E_ARG with err set; the id may be NULL. */
int wj_webhook_check_id(const char *id, wikijs_error *err);

#endif
