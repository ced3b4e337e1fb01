/* SPDX-License-Identifier: MIT */
/*
 * A line on standard error that says how far work is: bytes or things, rate, time left. Only on a terminal. Where nothing
 * may be drawn over, it is a new line every few seconds.
 */
#ifndef CLI_TERMINAL_PROGRESS_H
#define CLI_TERMINAL_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct cli;

struct progress {
    const char *what;   /* is transferred; made harmless */
    const char *things; /* that are counted; NULL: bytes */
    bool shown;         /* draw at all */
    bool redraws;       /* one line, over and over */
    bool drawn;         /* there is something to wipe away */
    int64_t first;      /* were there when it began */
    struct timespec began, newest;
};

/* `what` must outlive the transfer. */
void progress_begin(struct progress *progress, const struct cli *cli, const char *what);
/* The same for work that counts things, such as "pages". */
void progress_begin_count(struct progress *progress, const struct cli *cli, const char *what, const char *things);
/* A wikijs_progress_fn; its payload is the struct progress. False once the user has interrupted. */
bool progress_update(int64_t done, int64_t total, void *payload);
/* Wipe the line away: at the end, or before something else is printed. */
void progress_end(struct progress *progress);

#endif
