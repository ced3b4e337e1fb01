/* SPDX-License-Identifier: MIT */
/* Changing modules. Their settings say of what type they are, so each value is read by what is there already. */
#ifndef CLI_MODULE_SETTINGS_H
#define CLI_MODULE_SETTINGS_H

#include "module_kinds.h"

/* The options of a `set` that has no others. */
extern const struct opt module_set_options[];

/*
 * The work of a `set`: change the one that the first operand names by the <key>=<value> behind it and by the options, a
 * struct module_set_args. Returns the exit code.
 */
int module_set(struct cli *cli, const struct module_kind *kind, const void *arguments, const struct operands *operands);

#endif
