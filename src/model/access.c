/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/access.h. These are no types of the server. */
#include "model/models.h"

#include <wikijs/access.h>

/* Flags, short, so that a row stays a line. */
enum { COL = WIKIJS_FIELD_COLUMN, LOCAL = WIKIJS_FIELD_LOCAL };

/* clang-format off */

static const struct wj_field access_fields[] = {
    [WIKIJS_ACCESS_ALLOWED]    = FIELD(wikijs_access, allowed, "allowed", "ALLOWED", LOCAL | COL, NULL, "whether it is allowed"),
    [WIKIJS_ACCESS_PERMISSION] = FIELD(wikijs_access, permission, "permission", "PERMISSION", LOCAL | COL, NULL, "what was asked for"),
    [WIKIJS_ACCESS_USER_ID]    = FIELD(wikijs_access, user_id, "userId", "USER ID", LOCAL, NULL, "user who was asked about"),
    [WIKIJS_ACCESS_USER]       = FIELD(wikijs_access, user, "user", "USER", LOCAL | COL, NULL, "their name"),
    [WIKIJS_ACCESS_GROUP_ID]   = FIELD(wikijs_access, group_id, "groupId", "GROUP ID", LOCAL, NULL, "group that decides"),
    [WIKIJS_ACCESS_GROUP]      = FIELD(wikijs_access, group, "group", "GROUP", LOCAL | COL, NULL, "its name"),
    [WIKIJS_ACCESS_REASON]     = FIELD(wikijs_access, reason, "reason", "REASON", LOCAL | COL, NULL, "system, rule, global, denied, no-rule, no-permission or inactive"),
    [WIKIJS_ACCESS_RULE_ID]    = FIELD(wikijs_access, rule_id, "ruleId", "RULE ID", LOCAL, NULL, "page rule that decides"),
    [WIKIJS_ACCESS_DENY]       = FIELD(wikijs_access, deny, "deny", "DENY", LOCAL, NULL, "whether that rule refuses"),
    [WIKIJS_ACCESS_MATCH]      = FIELD(wikijs_access, match, "match", "MATCH", LOCAL | COL, NULL, "how that rule compares"),
    [WIKIJS_ACCESS_RULE_PATH]  = FIELD(wikijs_access, rule_path, "rulePath", "RULE", LOCAL | COL, NULL, "path, pattern or tag of that rule"),
};
const struct wikijs_model wj_access_model = MODEL(wikijs_access, "Access", access_fields);

static const struct wj_field permission_fields[] = {
    [WIKIJS_PERMISSION_NAME]     = FIELD(wikijs_permission, name, "name", "PERMISSION", LOCAL | COL, NULL, "as a group holds it"),
    [WIKIJS_PERMISSION_IN_RULES] = FIELD(wikijs_permission, in_rules, "inRules", "PAGE RULES", LOCAL | COL, NULL, "whether page rules grant or refuse it for a part of the site"),
    [WIKIJS_PERMISSION_DOC]      = FIELD(wikijs_permission, doc, "doc", "MEANING", LOCAL | COL, NULL, "what it allows"),
};
const struct wikijs_model wj_permission_model = MODEL(wikijs_permission, "Permission", permission_fields);

/* clang-format on */

const struct wikijs_model *const wj_access_models[] = {
    &wj_access_model,
    &wj_permission_model,
    NULL,
};
