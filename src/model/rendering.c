/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/rendering.h. */
#include "model/models.h"

#include <wikijs/rendering.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field renderer_fields[] = {
    [WIKIJS_RENDERER_IS_ENABLED]  = FIELD(wikijs_renderer, is_enabled, "isEnabled", "ENABLED", DEF | COL, NULL, "whether it is used"),
    [WIKIJS_RENDERER_KEY]         = FIELD(wikijs_renderer, key, "key", "KEY", DEF | COL, NULL, "its name"),
    [WIKIJS_RENDERER_TITLE]       = FIELD(wikijs_renderer, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_RENDERER_DESCRIPTION] = FIELD(wikijs_renderer, description, "description", "DESCRIPTION", DEF, NULL, "what it does"),
    [WIKIJS_RENDERER_ICON]        = FIELD(wikijs_renderer, icon, "icon", "ICON", DEF, NULL, "name of its icon"),
    [WIKIJS_RENDERER_DEPENDS_ON]  = FIELD(wikijs_renderer, depends_on, "dependsOn", "DEPENDS ON", DEF | COL, NULL, "renderer that it belongs to"),
    [WIKIJS_RENDERER_INPUT]       = FIELD(wikijs_renderer, input, "input", "INPUT", DEF, NULL, "what it takes, such as markdown"),
    [WIKIJS_RENDERER_OUTPUT]      = FIELD(wikijs_renderer, output, "output", "OUTPUT", DEF, NULL, "what it makes, such as html"),
    [WIKIJS_RENDERER_CONFIG]      = FIELD_OBJECTS(wikijs_renderer, config, "config", &wj_key_value_model, "SETTINGS", DEF, NULL, "settings"),
};
const struct wikijs_model wj_renderer_model = MODEL(wikijs_renderer, "Renderer", renderer_fields);

/* clang-format on */

const struct wikijs_model *const wj_rendering_models[] = {
    &wj_renderer_model,
    NULL,
};
