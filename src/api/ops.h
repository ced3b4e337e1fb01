/* SPDX-License-Identifier: MIT */
/* Every operation row, namespace by namespace, for tools, for calls by name, and for the test that validates all documents. */
#ifndef WJ_API_OPS_H
#define WJ_API_OPS_H

#include "graphql/operation.h"

/* The rows of one namespace, in the file of its name; NULL-terminated. */
extern const struct wj_op *const wj_analytics_ops[];
extern const struct wj_op *const wj_assets_ops[];
extern const struct wj_op *const wj_authentication_ops[];
extern const struct wj_op *const wj_comments_ops[];
extern const struct wj_op *const wj_contribute_ops[];
extern const struct wj_op *const wj_groups_ops[];
extern const struct wj_op *const wj_localization_ops[];
extern const struct wj_op *const wj_logging_ops[];
extern const struct wj_op *const wj_mail_ops[];
extern const struct wj_op *const wj_navigation_ops[];
extern const struct wj_op *const wj_pages_ops[];
extern const struct wj_op *const wj_rendering_ops[];
extern const struct wj_op *const wj_search_ops[];
extern const struct wj_op *const wj_site_ops[];
extern const struct wj_op *const wj_storage_ops[];
extern const struct wj_op *const wj_system_ops[];
extern const struct wj_op *const wj_theming_ops[];
extern const struct wj_op *const wj_users_ops[];

/* The i-th of all rows; NULL past the end. */
const struct wj_op *wj_op_at(size_t index);
/* The row named "namespace.field"; NULL when there is none. */
const struct wj_op *wj_op_by_name(const char *name);

#endif
