/* SPDX-License-Identifier: MIT */
/*
 * Settings of providers, strategies, targets and loggers. The server gives each as JSON text {"type":…,"value":…}, takes
 * {"v":…}, and replaces all settings by those that it is sent: who changes one sends the others back.
 */
#ifndef WJ_API_SETTINGS_H
#define WJ_API_SETTINGS_H

#include <wikijs/key_value.h>

#include "engine/call.h"

/* What of a described setting is sent where the caller sets nothing. */
enum wj_setting_base {
    WJ_SETTING_VALUE,  /* its value */
    WJ_SETTING_DEFAULT /* its default: it is set up for the first time */
};

/*
 * Merge `changes` into what is there: memory belongs to the call, strings that were given stay where they are. Returns 0,
 * or a status with call->error set: WIKIJS_E_ARG for a setting that `what` does not have, or that is no JSON.
 */
int wj_settings_merge(struct wikijs_call *call, const char *what, const wikijs_key_values *current,
                      enum wj_setting_base base, const wikijs_key_value_inputs *changes,
                      wikijs_key_value_inputs *merged);

/* The value alone, as text: of a JSON string its content, else the JSON. Loggers are sent so. NULL: out of memory. */
const char *wj_setting_text(struct wikijs_call *call, const char *wrapped);

#endif
