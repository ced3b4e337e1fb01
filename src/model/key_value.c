/* SPDX-License-Identifier: MIT */
/* The field table of wikijs/key_value.h. */
#include "model/models.h"

#include <wikijs/key_value.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field key_value_fields[] = {
    [WIKIJS_KEY_VALUE_KEY]   = FIELD(wikijs_key_value, key, "key", "KEY", DEF | COL, NULL, "name of the setting"),
    [WIKIJS_KEY_VALUE_VALUE] = FIELD(wikijs_key_value, value, "value", "VALUE", DEF | COL, NULL, "JSON text of the setting"),
};
const struct wikijs_model wj_key_value_model = MODEL(wikijs_key_value, "KeyValuePair", key_value_fields);

/* clang-format on */

const struct wikijs_model *const wj_key_value_models[] = {
    &wj_key_value_model,
    NULL,
};
