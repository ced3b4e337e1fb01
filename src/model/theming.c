/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/theming.h. */
#include "model/models.h"

#include <wikijs/theming.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field theme_fields[] = {
    [WIKIJS_THEME_KEY]    = FIELD(wikijs_theme, key, "key", "KEY", DEF | COL, NULL, "its name"),
    [WIKIJS_THEME_TITLE]  = FIELD(wikijs_theme, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_THEME_AUTHOR] = FIELD(wikijs_theme, author, "author", "AUTHOR", DEF | COL, NULL, "who made it"),
};
const struct wikijs_model wj_theme_model = MODEL(wikijs_theme, "ThemingTheme", theme_fields);

static const struct wj_field theming_config_fields[] = {
    [WIKIJS_THEMING_CONFIG_THEME]        = FIELD(wikijs_theming_config, theme, "theme", "THEME", DEF | COL, NULL, "key of the theme"),
    [WIKIJS_THEMING_CONFIG_ICONSET]      = FIELD(wikijs_theming_config, iconset, "iconset", "ICON SET", DEF | COL, NULL, "mdi, fa or fa4"),
    [WIKIJS_THEMING_CONFIG_DARK_MODE]    = FIELD(wikijs_theming_config, dark_mode, "darkMode", "DARK", DEF | COL, NULL, "dark by default"),
    [WIKIJS_THEMING_CONFIG_TOC_POSITION] = FIELD(wikijs_theming_config, toc_position, "tocPosition", "CONTENTS", DEF | COL, NULL, "where the table of contents is: left, right or off"),
    [WIKIJS_THEMING_CONFIG_INJECT_CSS]   = FIELD(wikijs_theming_config, inject_css, "injectCSS", "CSS", DEF, NULL, "style sheet put into every page"),
    [WIKIJS_THEMING_CONFIG_INJECT_HEAD]  = FIELD(wikijs_theming_config, inject_head, "injectHead", "HEAD", DEF, NULL, "HTML put at the end of every head"),
    [WIKIJS_THEMING_CONFIG_INJECT_BODY]  = FIELD(wikijs_theming_config, inject_body, "injectBody", "BODY", DEF, NULL, "HTML put at the end of every body"),
};
const struct wikijs_model wj_theming_config_model = MODEL(wikijs_theming_config, "ThemingConfig", theming_config_fields);

/* clang-format on */

const struct wikijs_model *const wj_theming_models[] = {
    &wj_theme_model,
    &wj_theming_config_model,
    NULL,
};
