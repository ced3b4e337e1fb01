/* SPDX-License-Identifier: MIT */
#ifndef CLI_TERMINAL_EDITOR_H
#define CLI_TERMINAL_EDITOR_H

#include "terminal/terminal.h"

#include <stdbool.h>

/* The user's editor: `configured` (may be NULL), WIKIJS_EDITOR, VISUAL, EDITOR, else "editor" or "vi". */
const char *editor_command(const char *configured);
/* Whether it can: one that nobody has named needs a terminal, and without one would wait for ever. */
bool editor_is_possible(const struct terminal *terminal, const char *configured);
/* Run it on a file and wait; false when it could not run or ended with a failure. */
bool editor_run(const char *command, const char *file);

#endif
