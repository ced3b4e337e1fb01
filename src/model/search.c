/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/search.h. */
#include "model/models.h"

#include <wikijs/search.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field search_engine_fields[] = {
    [WIKIJS_SEARCH_ENGINE_IS_ENABLED]   = FIELD(wikijs_search_engine, is_enabled, "isEnabled", "ENABLED", DEF | COL, NULL, "whether it is used"),
    [WIKIJS_SEARCH_ENGINE_KEY]          = FIELD(wikijs_search_engine, key, "key", "KEY", DEF | COL, NULL, "its name"),
    [WIKIJS_SEARCH_ENGINE_TITLE]        = FIELD(wikijs_search_engine, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_SEARCH_ENGINE_DESCRIPTION]  = FIELD(wikijs_search_engine, description, "description", "DESCRIPTION", DEF, NULL, "what it is"),
    [WIKIJS_SEARCH_ENGINE_LOGO]         = FIELD(wikijs_search_engine, logo, "logo", "LOGO", DEF, NULL, "address of its logo"),
    [WIKIJS_SEARCH_ENGINE_WEBSITE]      = FIELD(wikijs_search_engine, website, "website", "WEBSITE", DEF, NULL, "address of its maker"),
    [WIKIJS_SEARCH_ENGINE_IS_AVAILABLE] = FIELD(wikijs_search_engine, is_available, "isAvailable", "AVAILABLE", DEF | COL, NULL, "whether this version of the server can use it"),
    [WIKIJS_SEARCH_ENGINE_CONFIG]       = FIELD_OBJECTS(wikijs_search_engine, config, "config", &wj_key_value_model, "SETTINGS", DEF, NULL, "settings"),
};
const struct wikijs_model wj_search_engine_model = MODEL(wikijs_search_engine, "SearchEngine", search_engine_fields);

/* clang-format on */

const struct wikijs_model *const wj_search_models[] = {
    &wj_search_engine_model,
    NULL,
};
