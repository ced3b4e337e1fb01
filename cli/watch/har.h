/* SPDX-License-Identifier: MIT */
/*
 * --trace FILE: the requests of a run as an HTTP archive (HAR 1.2), which browsers' developer tools open. The file is
 * correct after each request that has ended, so that a run which is killed leaves what it has done.
 */
#ifndef CLI_WATCH_HAR_H
#define CLI_WATCH_HAR_H

#include <stdbool.h>
#include <sys/types.h>
#include <wikijs/sys/plugin.h>

struct har {
    int fd; /* 0: no trace is wanted */
    int error;
    off_t end; /* where the next entry goes: what closes the text stands behind it */
    bool has_entries;
    bool has_credentials;
};

/* Make the file, mode 0600, with no entries in it. Returns 0 or an errno. */
int har_open(struct har *har, const char *path);
/* Returns 0, or the errno of the first thing that could not be written. */
int har_close(struct har *har);

/* Its state is the struct har. */
extern const wikijs_plugin har_plugin;

#endif
