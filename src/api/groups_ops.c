/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/groups_ops.h"

#include "api/ops.h"
#include "model/models.h"

#define LIST_GROUPS "write:users or write:groups"
#define WRITE_GROUPS "write:groups or manage:groups"
#define ASSIGN "manage:users or write:groups"

/* clang-format off */

static const struct wj_arg id_args[] = {
    ARG(struct wj_group_id_args, id, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};

/* --- queries --- */

/* The server's arguments filter and orderBy do nothing: never sent. */
const struct wj_op wj_op_groups_list = {
    OP("groups", "list", .answer = WJ_ANSWER_LIST, .model = &wj_group_item_model, .permission = LIST_GROUPS,
       .reads = "groups")
};

static const struct wj_arg choose_args[] = {
    ARG(struct wj_group_list_args, query, "query", "String", WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_groups_choose = {
    OP("groups", "list", OP_ARGS(choose_args), .answer = WJ_ANSWER_LIST, .model = &wj_group_item_model,
       .permission = LIST_GROUPS,
       .reads = "groups")
};

const struct wj_op wj_op_groups_single = {
    OP("groups", "single", OP_ARGS(id_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_group_model,
       .permission = WRITE_GROUPS,
       .reads = "groups")
};
const struct wj_op wj_op_groups_members = {
    OP("groups", "single", OP_ARGS(id_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_group_model,
       .permission = WRITE_GROUPS,
       .reads = "groups")
};

/* --- mutations --- */

static const char *const match_names[] = { NULL, "START", "EXACT", "END", "REGEX", "TAG" };
static const struct wj_arg rule_rows[] = {
    ARG(wikijs_page_rule_input, id,      "id",      "String!",         WJ_ARG_STRING,  WJ_ARG_REQUIRED),
    ARG(wikijs_page_rule_input, deny,    "deny",    "Boolean!",        WJ_ARG_FLAG,    WJ_ARG_REQUIRED),
    ARG_ENUM(wikijs_page_rule_input, match, "match", "PageRuleMatch!", match_names,    WJ_ARG_REQUIRED),
    ARG(wikijs_page_rule_input, roles,   "roles",   "[String]!",       WJ_ARG_STRINGS, WJ_ARG_REQUIRED),
    ARG(wikijs_page_rule_input, path,    "path",    "String!",         WJ_ARG_STRING,  WJ_ARG_REQUIRED),
    ARG(wikijs_page_rule_input, locales, "locales", "[String]!",       WJ_ARG_STRINGS, WJ_ARG_REQUIRED),
};

static const struct wj_arg create_args[] = {
    ARG(struct wj_group_create_args, name, "name", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_groups_create = {
    OP("groups", "create", OP_ARGS(create_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .model = &wj_group_model, .payload = "group", .permission = WRITE_GROUPS,
       .touches = "groups")
};

static const struct wj_arg found_args[] = {
    ARG(struct wj_group_create_args, name,              "name",            "String!",   WJ_ARG_STRING,  WJ_ARG_REQUIRED),
    ARG(struct wj_group_create_args, redirect_on_login, "redirectOnLogin", "String",    WJ_ARG_STRING,  0),
    ARG(struct wj_group_create_args, permissions,       "permissions",     "[String]",  WJ_ARG_STRINGS, 0),
    ARG_OBJECTS(struct wj_group_create_args, page_rules, "pageRules", "[PageRuleInput]", wikijs_page_rule_input, rule_rows, 0),
};
const struct wj_op wj_op_groups_found = {
    OP("groups", "create", OP_ARGS(found_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .model = &wj_group_model, .payload = "group", .permission = WRITE_GROUPS,
       .touches = "groups")
};

#define UPDATE_ARGS(flags)                                                                                             \
    ARG(struct wj_group_update_args, id,                "id",              "Int!",      WJ_ARG_INT,     WJ_ARG_REQUIRED), \
    ARG(struct wj_group_update_args, name,              "name",            "String!",   WJ_ARG_STRING,  flags),        \
    ARG(struct wj_group_update_args, redirect_on_login, "redirectOnLogin", "String!",   WJ_ARG_STRING,  flags),        \
    ARG(struct wj_group_update_args, permissions,       "permissions",     "[String]!", WJ_ARG_STRINGS, flags),        \
    ARG_OBJECTS(struct wj_group_update_args, page_rules, "pageRules", "[PageRuleInput]!", wikijs_page_rule_input,      \
                rule_rows, flags)

static const struct wj_arg update_args[] = { UPDATE_ARGS(WJ_ARG_REQUIRED) };
const struct wj_op wj_op_groups_update = {
    OP("groups", "update", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = WRITE_GROUPS,
       .touches = "*")
};

static const struct wj_arg merge_args[] = {
    UPDATE_ARGS(0),
    ARG(struct wj_group_update_args, add_permissions,    "addPermissions",    "[String]", WJ_ARG_STRINGS, 0),
    ARG(struct wj_group_update_args, remove_permissions, "removePermissions", "[String]", WJ_ARG_STRINGS, 0),
    ARG_OBJECTS(struct wj_group_update_args, add_page_rules, "addPageRules", "[PageRuleInput]", wikijs_page_rule_input,
                rule_rows, 0),
    ARG(struct wj_group_update_args, remove_page_rules,  "removePageRules",   "[String]", WJ_ARG_STRINGS, 0),
};
const struct wj_op wj_op_groups_merge = {
    OP("groups", "update", OP_ARGS(merge_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = WRITE_GROUPS,
       .touches = "*")
};

const struct wj_op wj_op_groups_delete = {
    OP("groups", "delete", OP_ARGS(id_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = WRITE_GROUPS,
       .touches = "*")
};

static const struct wj_arg user_args[] = {
    ARG(struct wj_group_user_args, group_id, "groupId", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
    ARG(struct wj_group_user_args, user_id,  "userId",  "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_groups_assign_user = {
    OP("groups", "assignUser", OP_ARGS(user_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = ASSIGN,
       .touches = "*")
};
const struct wj_op wj_op_groups_unassign_user = {
    OP("groups", "unassignUser", OP_ARGS(user_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = ASSIGN,
       .touches = "*")
};

/* --- of the library's own making --- */

static const struct wj_arg members_args[] = {
    ARG(struct wj_group_members_args, ids,    "ids",    "[Int]",    WJ_ARG_INTS,    0),
    ARG(struct wj_group_members_args, emails, "emails", "[String]", WJ_ARG_STRINGS, 0),
};
const struct wj_op wj_op_groups_add_users = {
    OP("groups", "assignUser", OP_ARGS(members_args), .flags = WJ_OP_WRITE, .permission = ASSIGN,
       .touches = "*")
};
const struct wj_op wj_op_groups_remove_users = {
    OP("groups", "unassignUser", OP_ARGS(members_args), .flags = WJ_OP_WRITE, .permission = ASSIGN,
       .touches = "*")
};

static const struct wj_arg access_args[] = {
    ARG(struct wj_access_args, email,       "email",       "String",   WJ_ARG_STRING,  0),
    ARG(struct wj_access_args, permissions, "permissions", "[String]", WJ_ARG_STRINGS, 0),
    ARG(struct wj_access_args, path,        "path",        "String",   WJ_ARG_STRING,  0),
    ARG(struct wj_access_args, locale,      "locale",      "String",   WJ_ARG_STRING,  0),
    ARG(struct wj_access_args, tags,        "tags",        "[String]", WJ_ARG_STRINGS, 0),
};
const struct wj_op wj_op_groups_can = {
    OP("groups", "single", OP_ARGS(access_args), .permission = WRITE_GROUPS,
       .reads = "groups")
};
const struct wj_op wj_op_groups_audit = {
    OP("groups", "single", OP_ARGS(access_args), .permission = WRITE_GROUPS,
       .reads = "groups")
};

/* clang-format on */

const struct wj_op *const wj_groups_ops[] = {
    &wj_op_groups_list,   &wj_op_groups_single,      &wj_op_groups_create,        &wj_op_groups_update,
    &wj_op_groups_delete, &wj_op_groups_assign_user, &wj_op_groups_unassign_user, NULL,
};
