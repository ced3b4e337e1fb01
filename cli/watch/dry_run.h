/* SPDX-License-Identifier: MIT */
/*
 * --dry-run: what would change something at the wiki is printed instead of sent. Reads go out, so that what is printed
 * is what would have been sent. The calls end with WIKIJS_E_READ_ONLY, which dry_run_ended() tells from a failure.
 */
#ifndef CLI_WATCH_DRY_RUN_H
#define CLI_WATCH_DRY_RUN_H

#include "context.h"

/* Its state is the struct cli. */
extern const wikijs_plugin dry_run_plugin;

/* Whether a call ended with this status because it was printed instead of sent. */
bool dry_run_ended(const struct cli *cli, int status);
/* For what the program itself would change, on this machine: print it and return true when this is a dry run. */
bool dry_run_skips(struct cli *cli, const char *format, ...) CLI_PRINTF(2, 3);

#endif
