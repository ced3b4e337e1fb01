/* SPDX-License-Identifier: MIT */
/* A value on the command line that may stand in a file: @FILE, or @- for standard input; @@ begins a value with @. */
#ifndef CLI_FILE_VALUE_H
#define CLI_FILE_VALUE_H

#include "context.h"

/* Returns 0 or the exit code of what was reported. A newline at the end of a file is not part of the value. */
int file_value_read(struct cli *cli, const char *text, struct buffer *value);
/* A whole file, or standard input for "-". Returns 0 or the exit code of what was reported. */
int file_read(const char *file, struct buffer *text);

#endif
