/* SPDX-License-Identifier: MIT */
/* Questions before what cannot be taken back. */
#ifndef CLI_CONFIRM_H
#define CLI_CONFIRM_H

#include "context.h"

/* Whether there is nothing to ask: --yes was given, or this is a dry run. */
bool confirm_is_given(const struct cli *cli, bool yes);
/* Ask unless `yes`; where nobody can be asked, --yes is needed. Returns 0 or the exit code of what was reported. */
int confirm(struct cli *cli, bool yes, const char *question);

#endif
