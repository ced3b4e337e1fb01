/* SPDX-License-Identifier: MIT */
/*
 * `wikijs interactive`: lines are command lines without "wikijs" at their start. All of them use one client, with its
 * connection and its cache, and are run by the program's own table in this process.
 */
#ifndef CLI_INTERACTIVE_SHELL_H
#define CLI_INTERACTIVE_SHELL_H

#include "context.h"
#include "interactive/line_editor.h"
#include "interactive/place.h"
#include "text/words.h"

struct shell {
    struct cli *cli;
    struct line_editor *editor; /* NULL: a script on standard input */
    struct words session;       /* the flags that the shell was started with; they hold for every line */
    struct place place;
    bool stops; /* at the first line that fails */
    bool is_over;
    int first_failure; /* its exit code; 0: none */
};

/* Read and do lines until there are no more. Returns the exit code. */
int shell_run(struct shell *shell);

/* Do what a line of words says, as a command line of the program. Returns the exit code. */
int shell_run_words(struct shell *shell, const struct words *given);
/* cd, ls and the others that only a shell has. */
bool shell_is_builtin(const char *name);
/* False: it is none of them. */
bool shell_run_builtin(struct shell *shell, const struct words *line, int *code);
/* Their names, with what they do: name, text, name, text, ..., NULL. */
extern const char *const shell_builtins[];
/* A line_editor_uses.complete; its context is the shell. */
void shell_complete(void *context, const char *text, struct buffer *candidates);

#endif
