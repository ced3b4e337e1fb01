/* SPDX-License-Identifier: MIT */
/* Names of events on the command line. */
#ifndef CLI_EVENT_TYPE_H
#define CLI_EVENT_TYPE_H

#include "context.h"

/* Whether there is such an event. Returns 0, or the exit code of what was reported, the nearest name with it. */
int event_type_check(struct cli *cli, const char *type);
/* The same for a type or what such patterns as "page.*" and "*" stand for. */
int event_pattern_check(struct cli *cli, const char *pattern);

#endif
