/* SPDX-License-Identifier: MIT */
/* Texts that cannot be what a value stands for: an empty path would select all of a wiki. */
#ifndef CLI_COMMAND_VALUE_H
#define CLI_COMMAND_VALUE_H

#include "command/command.h"

/* "en", "pt-br": whether there is one of that name, the wiki knows. */
bool value_is_locale(const char *text);
/* What a value of this kind has to be, such as "a tag"; NULL: it may be this one. */
const char *value_needed(enum completion kind, const char *text);

#endif
