/* SPDX-License-Identifier: MIT */
#ifndef CLI_CMD_HEALTH_FINDINGS_H
#define CLI_CMD_HEALTH_FINDINGS_H

#include "call.h"
#include "context.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/health.h>

/* Look at the wiki; `*health` is set even when a status below 0 is returned, unless nothing could be started. */
int health_look(struct cli *cli, wikijs_health **health);
/* The checks with what to do about them, one below the other on a terminal, lines with tabs in a pipe. */
void health_print_checks(struct cli *cli, const wikijs_health *health);
/* Say on standard error what the first problem is, if there is one; returns the exit code. */
int health_report(struct cli *cli, const wikijs_health *health, int status);

#endif
