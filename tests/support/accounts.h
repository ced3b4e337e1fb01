/* SPDX-License-Identifier: MIT */
/* Users and groups that live tests make; they are deleted when the case ends. */
#ifndef TEST_ACCOUNTS_H
#define TEST_ACCOUNTS_H

#include "support/live.h"

/* "t-4711-3-NAME@example.com" and "t-4711-3 NAME"; valid until the tenth call after it. */
const char *account_email(struct live *live, const char *name);
const char *group_name(struct live *live, const char *name);
/* Make one and remember it. */
int64_t make_user(struct live *live, const char *name);
int64_t make_group(struct live *live, const char *name);
/* Delete these, too, when the case ends. */
void remember_user(struct live *live, int64_t id);
void remember_group(struct live *live, int64_t id);

#endif
