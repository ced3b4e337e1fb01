/* SPDX-License-Identifier: MIT */
/*
 * Settings of providers, engines, strategies, targets and loggers. The server gives each as JSON text
 * {"type":…,"enum":…,"default":…,"value":…}, takes {"v":…}, checks nothing, and replaces all settings by those that it is
 * sent. So who changes one sends the others back, and what is given is checked here.
 */
#ifndef WJ_API_SETTINGS_H
#define WJ_API_SETTINGS_H

#include <wikijs/key_value.h>

#include "client/request.h"

/* The settings of one thing. */
struct wj_settings {
    const char *noun, *key;         /* "storage target", "git": for messages */
    const wikijs_key_values *known; /* all that it has, as the server describes them */
    const wikijs_key_values
        *values; /* what they are set to; one that is not among these has its default. Often `known` */
};

/* Refuse changes without keys or values, before anything is sent. */
void wj_settings_check(struct wj_request *request, const wikijs_key_value_inputs *changes);

/*
 * All settings as they are to be sent, in the order of `known`: those of `changes`, and the others as they are. Memory
 * belongs to the call; strings that were given stay where they are. Returns 0, or a status with call->error set: WIKIJS_E_ARG
 * for a change of what is not there, or that is not JSON, of another type or none of the choices.
 */
int wj_settings_merge(struct wikijs_call *call, const struct wj_settings *settings,
                      const wikijs_key_value_inputs *changes, wikijs_key_value_inputs *merged);

/* The value in {"v":…} alone, as text: of a JSON string its content, else the JSON. Loggers are sent so. NULL: no memory. */
const char *wj_setting_text(struct wikijs_call *call, const char *wrapped);

#endif
