/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/logging.h. */
#include "model/models.h"

#include <wikijs/logging.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN, BIG = WIKIJS_FIELD_BIG, SECRET = WIKIJS_FIELD_SECRET };

/* clang-format off */

static const struct wj_field logger_fields[] = {
    [WIKIJS_LOGGER_IS_ENABLED]  = FIELD(wikijs_logger, is_enabled, "isEnabled", "ENABLED", DEF | COL, NULL, "whether it is in use"),
    [WIKIJS_LOGGER_KEY]         = FIELD(wikijs_logger, key, "key", "KEY", DEF | COL, NULL, "name"),
    [WIKIJS_LOGGER_TITLE]       = FIELD(wikijs_logger, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_LOGGER_DESCRIPTION] = FIELD(wikijs_logger, description, "description", "DESCRIPTION", DEF, NULL, "what it is"),
    [WIKIJS_LOGGER_LOGO]        = FIELD(wikijs_logger, logo, "logo", "LOGO", DEF, NULL, "address of its picture"),
    [WIKIJS_LOGGER_WEBSITE]     = FIELD(wikijs_logger, website, "website", "WEBSITE", DEF, NULL, "address"),
    [WIKIJS_LOGGER_LEVEL]       = FIELD(wikijs_logger, level, "level", "LEVEL", DEF | COL, NULL, "from which level on: error, warn, info, verbose, debug or silly"),
    [WIKIJS_LOGGER_CONFIG]      = FIELD_OBJECTS(wikijs_logger, config, "config", &wj_key_value_model, NULL, BIG | SECRET, NULL, "settings, with tokens in clear"),
};
const struct wikijs_model wj_logger_model = MODEL(wikijs_logger, "Logger", logger_fields);

/* clang-format on */

const struct wikijs_model *const wj_logging_models[] = {
    &wj_logger_model,
    NULL,
};
