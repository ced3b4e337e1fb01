/* SPDX-License-Identifier: MIT */
/* A sandbox of the test's own, with flags of its own. It ends when it is stopped or when the test program ends. */
#ifndef TEST_SANDBOX_H
#define TEST_SANDBOX_H

#include <stdio.h>
#include <sys/types.h>

struct sandbox {
    pid_t pid;
    int keep_alive; /* its standard input: it ends when this is closed */
    char url[64];
    char key[1024]; /* full rights */
};

/* Start one; `flags` ends with NULL. Fails the test when it does not come up. */
void sandbox_start(struct sandbox *sandbox, const char *const *flags);
void sandbox_stop(struct sandbox *sandbox);

#endif
