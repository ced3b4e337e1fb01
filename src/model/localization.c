/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/localization.h. */
#include "model/models.h"

#include <wikijs/localization.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field locale_fields[] = {
    [WIKIJS_LOCALE_AVAILABILITY] = FIELD(wikijs_locale, availability, "availability", "TRANSLATED", DEF | COL, NULL, "how much is translated, in percent"),
    [WIKIJS_LOCALE_CODE]         = FIELD(wikijs_locale, code, "code", "CODE", DEF | COL, NULL, "locale code"),
    [WIKIJS_LOCALE_CREATED_AT]   = FIELD_TIME(wikijs_locale, created_at, "createdAt", "CREATED", DEF, NULL, "when the server first knew it"),
    [WIKIJS_LOCALE_INSTALL_DATE] = FIELD_TIME(wikijs_locale, install_date, "installDate", "INSTALLED AT", DEF | COL, NULL, "when its strings were last fetched; none when not installed"),
    [WIKIJS_LOCALE_IS_INSTALLED] = FIELD(wikijs_locale, is_installed, "isInstalled", "INSTALLED", DEF | COL, NULL, "whether it is installed"),
    [WIKIJS_LOCALE_IS_RTL]       = FIELD(wikijs_locale, is_rtl, "isRTL", "RTL", DEF, NULL, "written from right to left"),
    [WIKIJS_LOCALE_NAME]         = FIELD(wikijs_locale, name, "name", "NAME", DEF | COL, NULL, "name in English"),
    [WIKIJS_LOCALE_NATIVE_NAME]  = FIELD(wikijs_locale, native_name, "nativeName", "NATIVE NAME", DEF | COL, NULL, "name in itself"),
    [WIKIJS_LOCALE_UPDATED_AT]   = FIELD_TIME(wikijs_locale, updated_at, "updatedAt", "UPDATED", DEF, NULL, "when its entry was last changed"),
};
const struct wikijs_model wj_locale_model = MODEL(wikijs_locale, "LocalizationLocale", locale_fields);

static const struct wj_field localization_config_fields[] = {
    [WIKIJS_LOCALIZATION_CONFIG_LOCALE]      = FIELD(wikijs_localization_config, locale, "locale", "LOCALE", DEF | COL, NULL, "locale of the site"),
    [WIKIJS_LOCALIZATION_CONFIG_AUTO_UPDATE] = FIELD(wikijs_localization_config, auto_update, "autoUpdate", "AUTO UPDATE", DEF | COL, NULL, "fetch new strings by itself"),
    [WIKIJS_LOCALIZATION_CONFIG_NAMESPACING] = FIELD(wikijs_localization_config, namespacing, "namespacing", "NAMESPACING", DEF | COL, NULL, "pages in several locales"),
    [WIKIJS_LOCALIZATION_CONFIG_NAMESPACES]  = FIELD(wikijs_localization_config, namespaces, "namespaces", "NAMESPACES", DEF | COL, NULL, "locales that pages may be in"),
};
const struct wikijs_model wj_localization_config_model = MODEL(wikijs_localization_config, "LocalizationConfig", localization_config_fields);

static const struct wj_field translation_fields[] = {
    [WIKIJS_TRANSLATION_KEY]   = FIELD(wikijs_translation, key, "key", "KEY", DEF | COL, NULL, "name of the string"),
    [WIKIJS_TRANSLATION_VALUE] = FIELD(wikijs_translation, value, "value", "VALUE", DEF | COL, NULL, "the string"),
};
const struct wikijs_model wj_translation_model = MODEL(wikijs_translation, "Translation", translation_fields);

/* clang-format on */

const struct wikijs_model *const wj_localization_models[] = {
    &wj_locale_model,
    &wj_localization_config_model,
    &wj_translation_model,
    NULL,
};
