/* SPDX-License-Identifier: MIT */
#ifndef CLI_CONFIG_CHECK_H
#define CLI_CONFIG_CHECK_H

#include "config/file.h"

/*
 * Look for what a correct file can still have wrong: profiles without an address, files that are not there, keys that
 * are expired or that others can read. What is found is added to the problems of the configuration.
 */
void config_check(struct config *config);

/* What is wrong with a value of a known key, as far as that shows without asking a wiki; NULL: nothing. Free it. */
char *config_setting_problem(const char *name, const char *value);

#endif
