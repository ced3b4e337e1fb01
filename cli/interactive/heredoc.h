/* SPDX-License-Identifier: MIT */
/* What a command of the shell reads from standard input: the lines behind `<<WORD`, up to one that is WORD. */
#ifndef CLI_INTERACTIVE_HEREDOC_H
#define CLI_INTERACTIVE_HEREDOC_H

#include "interactive/line_editor.h"
#include "interactive/shell.h"

struct heredoc {
    int kept; /* the standard input of the shell; -1: it was left as it is */
};

/* Read a line that is no command. */
typedef enum line_outcome read_line_fn(struct shell *shell, char **line);

/*
 * If the last words are `<<WORD`, take them away and put the lines that follow in the place of standard input. Without
 * them a command of a script has no input: the script is not its to read. Returns 0 or the exit code of what was
 * reported; heredoc_close() in both cases.
 */
int heredoc_open(struct heredoc *heredoc, struct words *words, bool is_script, read_line_fn *read, struct shell *shell);
void heredoc_close(struct heredoc *heredoc);

#endif
