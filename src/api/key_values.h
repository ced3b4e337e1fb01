/* SPDX-License-Identifier: MIT */
/* The rows of KeyValuePairInput, for the `config` of providers, engines and targets. */
#ifndef WJ_API_KEY_VALUES_H
#define WJ_API_KEY_VALUES_H

#include <wikijs/key_value.h>

#include "graphql/operation.h"

static const struct wj_arg wj_key_value_rows[] = {
    ARG(wikijs_key_value_input, key, "key", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(wikijs_key_value_input, value, "value", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};

#endif
