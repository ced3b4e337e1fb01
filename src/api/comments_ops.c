/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/comments_ops.h"

#include "api/ops.h"
#include "model/models.h"

/* clang-format off */

/* --- queries --- */

const struct wj_op wj_op_comments_providers = {
    OP("comments", "providers", .answer = WJ_ANSWER_LIST, .model = &wj_comment_provider_model,
       .permission = "manage:system",
       .reads = "comments:providers")
};

static const struct wj_arg list_args[] = {
    ARG(struct wj_comments_list_args, locale, "locale", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_comments_list_args, path,   "path",   "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_comments_list = {
    OP("comments", "list", OP_ARGS(list_args), .answer = WJ_ANSWER_LIST, .model = &wj_comment_model,
       .permission = "read:comments",
       .reads = "comments")
};

static const struct wj_arg id_args[] = {
    ARG(struct wj_comment_id_args, id, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_comments_single = {
    OP("comments", "single", OP_ARGS(id_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_comment_model,
       .permission = "read:comments",
       .reads = "comments")
};

/* --- mutations --- */

static const struct wj_arg update_providers_args[] = {
    ARG_OBJECTS(struct wj_modules_args, modules, "providers", "[CommentProviderInput]", wikijs_module_input,
                wj_module_rows, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_comments_update_providers = {
    OP("comments", "updateProviders", OP_ARGS(update_providers_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:system",
       .touches = "comments comments:providers")
};

static const struct wj_arg create_args[] = {
    ARG(struct wj_comment_create_args, page_id,     "pageId",     "Int!",    WJ_ARG_INT,    WJ_ARG_REQUIRED),
    ARG(struct wj_comment_create_args, reply_to,    "replyTo",    "Int",     WJ_ARG_INT,    0),
    ARG(struct wj_comment_create_args, content,     "content",    "String!", WJ_ARG_TEXT,   WJ_ARG_REQUIRED),
    ARG(struct wj_comment_create_args, guest_name,  "guestName",  "String",  WJ_ARG_STRING, 0),
    ARG(struct wj_comment_create_args, guest_email, "guestEmail", "String",  WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_comments_create = {
    OP("comments", "create", OP_ARGS(create_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .model = &wj_comment_created_model, .permission = "write:comments",
       .touches = "comments")
};

static const struct wj_arg update_args[] = {
    ARG(struct wj_comment_update_args, id,      "id",      "Int!",    WJ_ARG_INT,  WJ_ARG_REQUIRED),
    ARG(struct wj_comment_update_args, content, "content", "String!", WJ_ARG_TEXT, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_comments_update = {
    OP("comments", "update", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .model = &wj_comment_updated_model, .permission = "manage:comments",
       .touches = "comments")
};

const struct wj_op wj_op_comments_delete = {
    OP("comments", "delete", OP_ARGS(id_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = "manage:comments",
       .touches = "comments")
};

/* clang-format on */

const struct wj_op *const wj_comments_ops[] = {
    &wj_op_comments_providers, &wj_op_comments_list,   &wj_op_comments_single, &wj_op_comments_update_providers,
    &wj_op_comments_create,    &wj_op_comments_update, &wj_op_comments_delete, NULL,
};
