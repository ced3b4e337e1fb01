/* SPDX-License-Identifier: MIT */
#ifndef CLI_ADVICE_H
#define CLI_ADVICE_H

#include "context.h"

/* What the user can do about a failed call (cli->error), without "try:"; NULL when there is nothing to say. Free it. */
char *advice_for(const struct cli *cli, int status);

#endif
