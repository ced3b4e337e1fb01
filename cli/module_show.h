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

/* The `run` of a command that does nothing else. */
#define MODULE_GET(kind)                                                               \
    static int run(struct cli *cli, const void *args, const struct operands *operands) \
    {                                                                                  \
        (void)args;                                                                    \
        return module_show(cli, &(kind), operands);                                    \
    }

#endif
