/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/health.h. The library makes these objects: no type of the server stands behind them. */
#include "model/models.h"

#include <wikijs/health.h>

enum { DEF = WIKIJS_FIELD_DEFAULT | WIKIJS_FIELD_LOCAL, COL = DEF | WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field item_fields[] = {
    [WIKIJS_HEALTH_ITEM_NAME]    = FIELD(wikijs_health_item, name, "name", "CHECK", COL, NULL, "what was looked at"),
    [WIKIJS_HEALTH_ITEM_STATUS]  = FIELD(wikijs_health_item, status, "status", "STATUS", COL, NULL, "ok, warning, error or unknown"),
    [WIKIJS_HEALTH_ITEM_MESSAGE] = FIELD(wikijs_health_item, message, "message", "MESSAGE", COL, NULL, "what was found"),
    [WIKIJS_HEALTH_ITEM_ADVICE]  = FIELD(wikijs_health_item, advice, "advice", "ADVICE", DEF, NULL, "what to do"),
};
const struct wikijs_model wj_health_item_model = MODEL(wikijs_health_item, "HealthItem", item_fields);

static const struct wj_field health_fields[] = {
    [WIKIJS_HEALTH_URL]           = FIELD(wikijs_health, url, "url", "URL", COL, NULL, "the wiki"),
    [WIKIJS_HEALTH_LATENCY_US]    = FIELD(wikijs_health, latency_us, "latencyUs", "LATENCY US", DEF, NULL, "time of one small request on an open connection, in microseconds"),
    [WIKIJS_HEALTH_VERSION]       = FIELD(wikijs_health, version, "version", "VERSION", COL, "manage:system", "version of the server"),
    [WIKIJS_HEALTH_IDENTITY]      = FIELD(wikijs_health, identity, "identity", "IDENTITY", COL, NULL, "guest, api key or user"),
    [WIKIJS_HEALTH_USER_ID]       = FIELD(wikijs_health, user_id, "userId", "USER ID", DEF, NULL, "the account that is acted for"),
    [WIKIJS_HEALTH_USER_NAME]     = FIELD(wikijs_health, user_name, "userName", "USER", COL, NULL, "its name"),
    [WIKIJS_HEALTH_USER_EMAIL]    = FIELD(wikijs_health, user_email, "userEmail", "EMAIL", DEF, NULL, "its email"),
    [WIKIJS_HEALTH_EXPIRES_AT]    = FIELD_TIME(wikijs_health, expires_at, "expiresAt", "EXPIRES", DEF, NULL, "when the token expires"),
    [WIKIJS_HEALTH_PERMISSIONS]   = FIELD(wikijs_health, permissions, "permissions", "PERMISSIONS", DEF, NULL, "what the credentials may do, as far as it could be found out"),
    [WIKIJS_HEALTH_SEARCH_ENGINE] = FIELD(wikijs_health, search_engine, "searchEngine", "SEARCH", DEF, "manage:system", "search engine of the site"),
    [WIKIJS_HEALTH_PAGES_TOTAL]   = FIELD(wikijs_health, pages_total, "pagesTotal", "PAGES", DEF, "manage:pages or delete:pages", "number of pages"),
    [WIKIJS_HEALTH_USERS_TOTAL]   = FIELD(wikijs_health, users_total, "usersTotal", "USERS", DEF, "manage:users or manage:groups", "number of users"),
    [WIKIJS_HEALTH_GROUPS_TOTAL]  = FIELD(wikijs_health, groups_total, "groupsTotal", "GROUPS", DEF, "manage:users or manage:groups", "number of groups"),
    [WIKIJS_HEALTH_TAGS_TOTAL]    = FIELD(wikijs_health, tags_total, "tagsTotal", "TAGS", DEF, "manage:pages or delete:pages", "number of tags"),
    [WIKIJS_HEALTH_CHECKS]        = FIELD_OBJECTS(wikijs_health, checks, "checks", &wj_health_item_model, NULL, DEF, NULL, "the things that were looked at"),
    [WIKIJS_HEALTH_STATUS]        = FIELD(wikijs_health, status, "status", "STATUS", COL, NULL, "the worst of the checks"),
};
const struct wikijs_model wj_health_model = MODEL(wikijs_health, "Health", health_fields);

const struct wikijs_model *const wj_health_models[] = {
    &wj_health_model,
    &wj_health_item_model,
    NULL,
};
