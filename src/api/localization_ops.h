/* SPDX-License-Identifier: MIT */
/* The operations of the server's localization namespace, and the argument structs that their rows describe. */
#ifndef WJ_API_LOCALIZATION_OPS_H
#define WJ_API_LOCALIZATION_OPS_H

#include <wikijs/localization.h>

#include "graphql/operation.h"

struct wj_translations_args {
    const char *locale, *name_space;
};

struct wj_download_locale_args {
    const char *locale;
};

struct wj_update_locale_args {
    const char *locale;
    int auto_update, namespacing; /* wikijs_tristate */
    wikijs_strings namespaces;
};

extern const struct wj_op wj_op_localization_locales, wj_op_localization_config, wj_op_localization_translations,
    wj_op_localization_download_locale, wj_op_localization_update_locale;

#endif
