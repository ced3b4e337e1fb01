/* SPDX-License-Identifier: MIT */
#ifndef CLI_EVENT_PRINT_H
#define CLI_EVENT_PRINT_H

#include "context.h"

#include <wikijs/event.h>

/*
 * Print one event of a stream of them: a line for people on a terminal, a line with tabs in a pipe (time, type, locale,
 * path or name, what changed), or what --json, --jq and --format ask for, one object a line. With
 * names_profile lines begin with the name of the wiki's profile. Returns the exit code.
 */
int event_print(struct cli *cli, const wikijs_event *event, bool names_profile);

#endif
