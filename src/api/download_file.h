/* SPDX-License-Identifier: MIT */
/*
 * The local side of a download: FILE.part, which becomes FILE when it is complete, and FILE.part.state, which says of
 * which state of the asset those bytes are, so that they can be continued.
 */
#ifndef WJ_API_DOWNLOAD_FILE_H
#define WJ_API_DOWNLOAD_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wikijs/error.h>

enum { WJ_VALIDATOR_SIZE = 128 };

struct wj_download_file {
    int fd;                            /* -1: not open */
    const char *file, *part, *state;   /* paths */
    char validator[WJ_VALIDATOR_SIZE]; /* of the bytes in the part, for If-Range; "": they cannot be continued */
    int64_t have;                      /* bytes in the part */
};

/* Open the part; `resume`: with what it holds, else empty. */
int wj_download_file_open(struct wj_download_file *local, bool resume, wikijs_error *err);
/* From the start: what it held is of no use. `validator` NULL: what comes cannot be continued. */
int wj_download_file_restart(struct wj_download_file *local, const char *validator, wikijs_error *err);
int wj_download_file_write(struct wj_download_file *local, const char *bytes, size_t size, wikijs_error *err);
/* All is there: give it its name. */
int wj_download_file_complete(struct wj_download_file *local, wikijs_error *err);
/* It ends without being complete; `keep`: leave behind what can be continued. */
void wj_download_file_abandon(struct wj_download_file *local, bool keep);

#endif
