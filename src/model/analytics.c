/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/analytics.h. */
#include "model/models.h"

#include <wikijs/analytics.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN, BIG = WIKIJS_FIELD_BIG, BROKEN = WIKIJS_FIELD_BROKEN };

/* clang-format off */

static const struct wj_field analytics_provider_fields[] = {
    [WIKIJS_ANALYTICS_PROVIDER_IS_ENABLED]   = FIELD(wikijs_analytics_provider, is_enabled, "isEnabled", "ENABLED", DEF | COL, NULL, "whether it is in use"),
    [WIKIJS_ANALYTICS_PROVIDER_KEY]          = FIELD(wikijs_analytics_provider, key, "key", "KEY", DEF | COL, NULL, "name"),
    [WIKIJS_ANALYTICS_PROVIDER_PROPS]        = FIELD(wikijs_analytics_provider, props, "props", NULL, BIG | BROKEN, NULL, "the server fails on it: config describes the settings"),
    [WIKIJS_ANALYTICS_PROVIDER_TITLE]        = FIELD(wikijs_analytics_provider, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_ANALYTICS_PROVIDER_DESCRIPTION]  = FIELD(wikijs_analytics_provider, description, "description", "DESCRIPTION", DEF, NULL, "what it is"),
    [WIKIJS_ANALYTICS_PROVIDER_LOGO]         = FIELD(wikijs_analytics_provider, logo, "logo", "LOGO", DEF, NULL, "address of its picture"),
    [WIKIJS_ANALYTICS_PROVIDER_WEBSITE]      = FIELD(wikijs_analytics_provider, website, "website", "WEBSITE", DEF, NULL, "address"),
    [WIKIJS_ANALYTICS_PROVIDER_IS_AVAILABLE] = FIELD(wikijs_analytics_provider, is_available, "isAvailable", "AVAILABLE", DEF, NULL, "whether this version of the server can use it"),
    [WIKIJS_ANALYTICS_PROVIDER_CONFIG]       = FIELD_OBJECTS(wikijs_analytics_provider, config, "config", &wj_key_value_model, NULL, DEF, NULL, "settings"),
};
const struct wikijs_model wj_analytics_provider_model = MODEL(wikijs_analytics_provider, "AnalyticsProvider", analytics_provider_fields);

/* clang-format on */

const struct wikijs_model *const wj_analytics_models[] = {
    &wj_analytics_provider_model,
    NULL,
};
