/* SPDX-License-Identifier: MIT */
#include "api/ops.h"

#include <string.h>

static const struct wj_op *const *const namespaces[] = {
    wj_analytics_ops,    wj_assets_ops,  wj_authentication_ops, wj_comments_ops,   wj_contribute_ops, wj_groups_ops,
    wj_localization_ops, wj_logging_ops, wj_mail_ops,           wj_navigation_ops, wj_pages_ops,      wj_rendering_ops,
    wj_search_ops,       wj_site_ops,    wj_storage_ops,        wj_system_ops,     wj_theming_ops,    wj_users_ops,
};

const struct wj_op *wj_op_at(size_t index)
{
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
        for (const struct wj_op *const *op = namespaces[i]; *op; op++)
            if (index-- == 0)
                return *op;
    return NULL;
}

const struct wj_op *wj_op_by_name(const char *name)
{
    const struct wj_op *op;
    for (size_t i = 0; (op = wj_op_at(i)); i++)
        if (!strcmp(op->name, name))
            return op;
    return NULL;
}
