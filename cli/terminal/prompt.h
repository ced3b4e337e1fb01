/* SPDX-License-Identifier: MIT */
/*
 * Questions to the user, on standard error. None is ever asked without a
 * terminal on both ends, nor when WIKIJS_PROMPT_DISABLED is set.
 */
#ifndef CLI_TERMINAL_PROMPT_H
#define CLI_TERMINAL_PROMPT_H

#include "terminal/terminal.h"

#include <stdio.h>

bool prompt_is_possible(const struct terminal *terminal);
/* One line without its newline; NULL at the end of input or when interrupted. Free it with xfree_secret(). */
char *prompt_line(const char *question);
/* The same with the question on `out`, whose line stays open when nothing comes. */
char *prompt_line_on(FILE *out, const char *question);
/* The same without showing what is typed. */
char *prompt_secret(const char *question);
/* True for "y" or "yes". */
bool prompt_confirm(const char *question);

#endif
