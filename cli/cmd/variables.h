/* SPDX-License-Identifier: MIT */
#ifndef CLI_CMD_VARIABLES_H
#define CLI_CMD_VARIABLES_H

#include "command/command.h"
#include "text/buffer.h"

#include <wikijs/operation.h>

/*
 * Make a JSON object of "name=value" texts; names may be nested, as in a[b]=1 and a[]=2. `strings` become JSON
 * strings, `typed` what they look like, or what the argument of `operation` (or NULL) is. Adds nothing when both are
 * empty. Returns NULL, or what is wrong; free it.
 */
char *variables_to_json(struct buffer *out, const struct opt_list *strings, const struct opt_list *typed,
                        const wikijs_operation *operation);

#endif
