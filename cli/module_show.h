/* SPDX-License-Identifier: MIT */
/* Showing modules with their settings, under the names that `set` takes. */
#ifndef CLI_MODULE_SHOW_H
#define CLI_MODULE_SHOW_H

#include "module_kinds.h"

/*
 * The work of a `get`: show those that the operands name. JSON, CSV and TSV have the objects; else there is a table of
 * settings, secrets masked. Returns the exit code.
 */
int module_show(struct cli *cli, const struct module_kind *kind, const struct operands *operands);

#endif
