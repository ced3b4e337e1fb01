/* SPDX-License-Identifier: MIT */
/* KEY=VALUE operands for search engines, renderers and comment providers, whose settings say of what type they are. */
#ifndef CLI_MODULE_SETTINGS_H
#define CLI_MODULE_SETTINGS_H

#include "context.h"

#include <wikijs/module.h>

/* Whether there is anything to change: the operands are a key and settings. Returns 0 or the exit code. */
int module_settings_check(struct cli *cli, const struct operands *operands, int enabled);
/*
 * The change that the operands describe; `known` has the settings as they are, or is NULL. Returns 0 or the exit code of
 * what was reported; free it in either case.
 */
int module_settings_read(struct cli *cli, const wikijs_key_values *known, const struct operands *operands,
                         wikijs_module_input *change);
void module_settings_free(wikijs_module_input *change);

#endif
