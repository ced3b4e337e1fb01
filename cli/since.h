/* SPDX-License-Identifier: MIT */
/* The value of --since and --until. */
#ifndef CLI_SINCE_H
#define CLI_SINCE_H

#include "context.h"

/*
 * "2026-11-23", "2026-11-23T08:00Z", or how long ago: "2h". A time without a zone is meant as times are shown on a
 * terminal, in the local one. NULL leaves `time_ms` alone. Returns 0, or the exit code of what was reported about `flag`.
 */
int since_read(struct cli *cli, const char *text, const char *flag, int64_t *time_ms);

#endif
