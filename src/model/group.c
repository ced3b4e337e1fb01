/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/group.h. */
#include "model/models.h"

#include <wikijs/group.h>

/* Flags, short, so that a row stays a line. */
enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN, LOCAL = WIKIJS_FIELD_LOCAL };

/* clang-format off */

static const struct wj_field page_rule_fields[] = {
    [WIKIJS_PAGE_RULE_ID]      = FIELD(wikijs_page_rule, id, "id", "ID", DEF, NULL, "id, unique in its group"),
    [WIKIJS_PAGE_RULE_DENY]    = FIELD(wikijs_page_rule, deny, "deny", "DENY", DEF | COL, NULL, "whether it refuses instead of granting"),
    [WIKIJS_PAGE_RULE_MATCH]   = FIELD(wikijs_page_rule, match, "match", "MATCH", DEF | COL, NULL, "how the path is compared: START, EXACT, END, REGEX, TAG"),
    [WIKIJS_PAGE_RULE_ROLES]   = FIELD(wikijs_page_rule, roles, "roles", "ROLES", DEF | COL, NULL, "permissions that it is about"),
    [WIKIJS_PAGE_RULE_PATH]    = FIELD(wikijs_page_rule, path, "path", "PATH", DEF | COL, NULL, "path without leading slash, pattern or tag"),
    [WIKIJS_PAGE_RULE_LOCALES] = FIELD(wikijs_page_rule, locales, "locales", "LOCALES", DEF | COL, NULL, "locales that it holds for; empty: all"),
};
const struct wikijs_model wj_page_rule_model = MODEL(wikijs_page_rule, "PageRule", page_rule_fields);

static const struct wj_field group_fields[] = {
    [WIKIJS_GROUP_ID]                = FIELD(wikijs_group, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_GROUP_NAME]              = FIELD(wikijs_group, name, "name", "NAME", DEF | COL, NULL, "name"),
    [WIKIJS_GROUP_IS_SYSTEM]         = FIELD(wikijs_group, is_system, "isSystem", "SYSTEM", DEF | COL, NULL, "whether it is one of the server's own"),
    [WIKIJS_GROUP_REDIRECT_ON_LOGIN] = FIELD(wikijs_group, redirect_on_login, "redirectOnLogin", "REDIRECT", DEF | COL, NULL, "where its users get after the log-in"),
    [WIKIJS_GROUP_PERMISSIONS]       = FIELD(wikijs_group, permissions, "permissions", "PERMISSIONS", DEF | COL, NULL, "global permissions"),
    [WIKIJS_GROUP_PAGE_RULES]        = FIELD_OBJECTS(wikijs_group, page_rules, "pageRules", &wj_page_rule_model, "PAGE RULES", DEF, NULL, "rules for parts of the site"),
    [WIKIJS_GROUP_USERS]             = FIELD_OBJECTS(wikijs_group, users, "users", &wj_user_item_model, "USERS", 0, NULL, "its users"),
    [WIKIJS_GROUP_CREATED_AT]        = FIELD_TIME(wikijs_group, created_at, "createdAt", "CREATED", DEF, NULL, "when it was created"),
    [WIKIJS_GROUP_UPDATED_AT]        = FIELD_TIME(wikijs_group, updated_at, "updatedAt", "UPDATED", DEF | COL, NULL, "when it was last changed"),
};
const struct wikijs_model wj_group_model = MODEL(wikijs_group, "Group", group_fields);

static const struct wj_field group_item_fields[] = {
    [WIKIJS_GROUP_ITEM_ID]         = FIELD(wikijs_group_item, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_GROUP_ITEM_NAME]       = FIELD(wikijs_group_item, name, "name", "NAME", DEF | COL, NULL, "name"),
    [WIKIJS_GROUP_ITEM_IS_SYSTEM]  = FIELD(wikijs_group_item, is_system, "isSystem", "SYSTEM", DEF | COL, NULL, "whether it is one of the server's own"),
    [WIKIJS_GROUP_ITEM_USER_COUNT] = FIELD(wikijs_group_item, user_count, "userCount", "USERS", DEF | COL, NULL, "number of its users"),
    [WIKIJS_GROUP_ITEM_CREATED_AT] = FIELD_TIME(wikijs_group_item, created_at, "createdAt", "CREATED", DEF, NULL, "when it was created"),
    [WIKIJS_GROUP_ITEM_UPDATED_AT] = FIELD_TIME(wikijs_group_item, updated_at, "updatedAt", "UPDATED", DEF | COL, NULL, "when it was last changed"),
};
const struct wikijs_model wj_group_item_model = MODEL(wikijs_group_item, "GroupMinimal", group_item_fields);

static const struct wj_field group_change_fields[] = {
    [WIKIJS_GROUP_CHANGE_USER_ID] = FIELD(wikijs_group_change, user_id, "userId", "USER", LOCAL | COL, NULL, "user, when known"),
    [WIKIJS_GROUP_CHANGE_EMAIL]   = FIELD(wikijs_group_change, email, "email", "EMAIL", LOCAL | COL, NULL, "email address, when the user was named by it"),
    [WIKIJS_GROUP_CHANGE_CHANGED] = FIELD(wikijs_group_change, changed, "changed", "CHANGED", LOCAL | COL, NULL, "whether the membership is another now"),
    [WIKIJS_GROUP_CHANGE_STATUS]  = FIELD(wikijs_group_change, status, "status", NULL, LOCAL, NULL, "0, or the code of the failure"),
    [WIKIJS_GROUP_CHANGE_MESSAGE] = FIELD(wikijs_group_change, message, "message", "MESSAGE", LOCAL | COL, NULL, "what failed"),
};
const struct wikijs_model wj_group_change_model = MODEL(wikijs_group_change, "GroupChange", group_change_fields);

/* clang-format on */

const struct wikijs_model *const wj_group_models[] = {
    &wj_page_rule_model, &wj_group_model, &wj_group_item_model, &wj_group_change_model, NULL,
};
