/* SPDX-License-Identifier: MIT */
/*
 * Running a command for an event. It gets the event as JSON on its standard input and in variables WIKIJS_EVENT_...; what
 * a wiki says never becomes part of a command line. The command is started as it is, its words separated by blanks, with
 * quotes as in a shell; a shell reads it only when that is asked for.
 */
#ifndef CLI_EVENT_RUN_H
#define CLI_EVENT_RUN_H

#include "context.h"
#include "text/words.h"

#include <wikijs/event.h>

struct event_command {
    const char *text; /* as the user gave it */
    struct words words;
};

/* Take a command apart. Returns NULL, or what is wrong with it; free it. */
char *event_command_read(struct event_command *command, const char *text, bool shell);
void event_command_free(struct event_command *command);
/* Run it and wait. Returns its exit code, 127 when it could not be started, 128 + N when signal N ended it. */
int event_command_run(const struct event_command *command, const wikijs_event *event);

#endif
