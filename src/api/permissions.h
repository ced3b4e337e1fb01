/* SPDX-License-Identifier: MIT */
/* The names of permissions, checked before they are sent: the server stores any word, and locks its members out. */
#ifndef WJ_API_PERMISSIONS_H
#define WJ_API_PERMISSIONS_H

#include <wikijs/access.h>

/* Set an error that names the nearest one unless `name` is a permission (in_rules: one that page rules know). */
int wj_permission_check(const char *name, bool in_rules, wikijs_error *err);

#endif
