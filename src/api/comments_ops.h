/* SPDX-License-Identifier: MIT */
/* The operations of the server's comments namespace, and the argument structs that their rows describe. */
#ifndef WJ_API_COMMENTS_OPS_H
#define WJ_API_COMMENTS_OPS_H

#include <wikijs/comments.h>

#include "api/modules.h"
#include "api/path.h"
#include "graphql/operation.h"

struct wj_comments_list_args {
    const char *locale; /* may point into place */
    const char *path;
    struct wj_place place;
    bool check_page; /* not sent */
};

struct wj_comment_id_args {
    int64_t id;
};

struct wj_comment_create_args {
    int64_t page_id, reply_to;
    wikijs_str content;
    const char *guest_name, *guest_email;
};

struct wj_comment_update_args {
    int64_t id;
    wikijs_str content;
};

extern const struct wj_op wj_op_comments_providers, wj_op_comments_list, wj_op_comments_single,
    wj_op_comments_update_providers, wj_op_comments_create, wj_op_comments_update, wj_op_comments_delete;

#endif
