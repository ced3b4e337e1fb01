/* SPDX-License-Identifier: MIT */
/*
 * Messages on standard error: one line that says what is wrong, and where there
 * is one, a second line that begins with "try:". Nothing that a server said
 * reaches the terminal raw.
 */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "context.h"

/* Report the failure of a call (cli->error); returns the exit code that belongs to it. */
int report_status(struct cli *cli, int status);
/* Of a file, or of standard input, that could not be read; nothing is said of an interruption. Returns the exit code. */
int report_read_failure(const char *file, int error);
/* At the end of the program: its exit code after an interruption, which is told if it has not been; else `code`. */
int report_interruption(int code);
/* The same, about one of many things: "what: message", or the message alone where it names that thing itself. */
int report_status_of(struct cli *cli, int status, const char *what);
/* The same with an advice of the command's own, or NULL: the call was to something else than the wiki. */
int report_status_advised(struct cli *cli, int status, const char *what, const char *advice);
/* Report wrong usage; returns EXIT_USAGE. */
int report_usage(struct cli *cli, const char *format, ...) CLI_PRINTF(2, 3);
/* Report anything else; returns EXIT_FAILED. */
int report_failure(const char *format, ...) CLI_PRINTF(1, 2);
/* The second line. */
void report_advice(const char *format, ...) CLI_PRINTF(1, 2);
/* "wikijs: warning: …", unless --quiet. */
void report_warning(const struct cli *cli, const char *format, ...) CLI_PRINTF(2, 3);
/* A remark on what was done, unless --quiet. */
void report_note(const struct cli *cli, const char *format, ...) CLI_PRINTF(2, 3);

#endif
