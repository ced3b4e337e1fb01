/* SPDX-License-Identifier: MIT */
/*
 * The lines of earlier shells, in $XDG_STATE_HOME/wikijs/history, mode 0600. What looks like a secret is never put there,
 * nor what begins with a blank.
 */
#ifndef CLI_INTERACTIVE_HISTORY_H
#define CLI_INTERACTIVE_HISTORY_H

#include <stdbool.h>

/* Call `line` for each line, oldest first. */
void history_load(void (*line)(void *context, const char *text), void *context);
/* Whether a line is to be remembered at all. */
bool history_takes(const char *line);
/* Put a line at the end of the file. That it fails is no reason to disturb anybody. */
void history_append(const char *line);

#endif
