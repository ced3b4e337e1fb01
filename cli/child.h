/* SPDX-License-Identifier: MIT */
/* Waiting for a program that has been started: an editor, a pager, a command of the shell. */
#ifndef CLI_CHILD_H
#define CLI_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

/* Until it has ended. SIGTERM and SIGHUP, which end this program, end it too. `status` is that of waitpid(), or NULL. */
bool child_wait(pid_t pid, int *status);

#endif
