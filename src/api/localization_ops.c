/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/localization_ops.h"

#include "api/ops.h"
#include "model/models.h"

/* clang-format off */

const struct wj_op wj_op_localization_locales = {
    OP("localization", "locales", .answer = WJ_ANSWER_LIST, .model = &wj_locale_model,
       .reads = "locales")
};

const struct wj_op wj_op_localization_config = {
    OP("localization", "config", .answer = WJ_ANSWER_OBJECT, .model = &wj_localization_config_model,
       .reads = "locales")
};

static const struct wj_arg translations_args[] = {
    ARG(struct wj_translations_args, locale,     "locale",    "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_translations_args, name_space, "namespace", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_localization_translations = {
    OP("localization", "translations", OP_ARGS(translations_args), .answer = WJ_ANSWER_LIST,
       .model = &wj_translation_model,
       .reads = "locales")
};

static const struct wj_arg download_args[] = {
    ARG(struct wj_download_locale_args, locale, "locale", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_localization_download_locale = {
    OP("localization", "downloadLocale", OP_ARGS(download_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:system",
       .touches = "locales")
};

static const struct wj_arg update_args[] = {
    ARG(struct wj_update_locale_args, locale,      "locale",      "String!",   WJ_ARG_STRING,  WJ_ARG_REQUIRED),
    ARG(struct wj_update_locale_args, auto_update, "autoUpdate",  "Boolean!",  WJ_ARG_BOOL,    WJ_ARG_REQUIRED),
    ARG(struct wj_update_locale_args, namespacing, "namespacing", "Boolean!",  WJ_ARG_BOOL,    WJ_ARG_REQUIRED),
    ARG(struct wj_update_locale_args, namespaces,  "namespaces",  "[String]!", WJ_ARG_STRINGS, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_localization_update_locale = {
    OP("localization", "updateLocale", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:system",
       .touches = "*")
};

/* clang-format on */

const struct wj_op *const wj_localization_ops[] = {
    &wj_op_localization_locales,         &wj_op_localization_config,        &wj_op_localization_translations,
    &wj_op_localization_download_locale, &wj_op_localization_update_locale, NULL,
};
