/* SPDX-License-Identifier: MIT */
#ifndef CLI_DISPATCH_H
#define CLI_DISPATCH_H

#include "context.h"
#include "text/words.h"

/*
 * Do what a command line says; `words` ends with NULL. What an alias stands for is put into `expanded`, which must
 * outlive the command line that was parsed. Returns the exit code.
 */
int dispatch(struct cli *cli, const char *const *words, size_t count, struct words *expanded);

#endif
