/* SPDX-License-Identifier: MIT */
/*
 * Commands that the user has named: `todo: pages list --tag todo` in the configuration file. A name of the program's
 * own comes first. What begins with '!' is run by /bin/sh.
 */
#ifndef CLI_ALIASES_H
#define CLI_ALIASES_H

#include "context.h"
#include "text/words.h"

/*
 * When the word that the parser did not know is an alias: parse again with what it stands for. The new words must
 * outlive the parsed command line; free them with words_free(). Returns whether it is one; *understood is what the
 * parser says then, and *code the exit code, or -1: there is something to run.
 */
bool alias_apply(struct cli *cli, const char *const *words, struct words *expanded, bool *understood, int *code);
/* NULL, or why this cannot be the name of an alias; free it. */
char *alias_name_problem(const char *name);
/* NULL, or what is wrong with what it would stand for; free it. */
char *alias_value_problem(const char *value);

#endif
