/* SPDX-License-Identifier: MIT */
#ifndef CLI_TERMINAL_PAGER_H
#define CLI_TERMINAL_PAGER_H

#include <sys/types.h>

struct pager {
    pid_t pid; /* 0: none runs */
    int fd;    /* its standard input */
};

/* Start WIKIJS_PAGER, PAGER or less; leaves `pager` empty when it is switched off ("" or "cat") or cannot start. */
void pager_start(struct pager *pager);
/* End its input and wait until the user leaves it. */
void pager_stop(struct pager *pager);

#endif
