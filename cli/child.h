/* SPDX-License-Identifier: MIT */
/* Programs that this one starts and waits for. SIGTERM and SIGHUP, which end this one, end them as well. */
#ifndef CLI_CHILD_H
#define CLI_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * From here on until child_wait() it gets SIGTERM when this program is ended, and so does all that it has started: of
 * "sed | less" the shell alone would get it. child_wait() calls it where nothing was to be done before.
 */
void child_guard(pid_t pid);
/* Wait for it to end. Returns whether `status`, which may be NULL, is known. */
bool child_wait(pid_t pid, int *status);
/* In a signal handler: end those that are guarded. */
void child_end_all(void);

#endif
