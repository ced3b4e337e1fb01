/* SPDX-License-Identifier: MIT */
/*
 * The folder of an export or import, entered segment by segment so that nothing leads out of it: symbolic links inside
 * are not followed. A file is written beside (in the state folder) and renamed, so whoever looks sees the old one or the
 * new one, whole.
 *
 *     struct wj_folder folder;
 *     struct wj_folder_file file;
 *     wj_folder_open(&folder, "wiki", true, err)
 *     wj_folder_begin(&folder, &file, true, err) a new file without a name
 *     wj_folder_write(&file, bytes, size, err)   any number of times
 *     wj_folder_end(&file, err)                  all of it is written; hash and size are known
 *     wj_folder_sync_start(&folder)              all that is written goes to the disk, beside other work ...
 *     wj_folder_sync_wait(&folder, err)          ... and is there
 *     wj_folder_place(&folder, file.number, "docs/setup.md", err)
 *
 * Names are those of transfer/layout.h, and checked there; what would lead out of the folder is refused here, too.
 */
#ifndef WJ_TRANSFER_FOLDER_H
#define WJ_TRANSFER_FOLDER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#include "base/sha256.h"
#include "transfer/layout.h"

struct wj_folder {
    int fd;
    int state_fd;            /* of WJ_STATE_FOLDER; -1: not opened */
    const char *path;        /* the caller's, for messages */
    bool was_empty;          /* when it was opened */
    uint64_t next_number;    /* of files without names */
    int near_fd;             /* the folder that was entered last, for files come in groups; -1: none */
    char near[WJ_FILE_SIZE]; /* its name */
    bool broken;             /* the disk is full, or may not be written: what failed so fails for every file */
    bool syncing;            /* by a thread, `syncer` */
    pthread_t syncer;
    atomic_bool synced; /* the thread has done its work */
    int sync_errno;     /* the thread's until then; 0: all is on the disk */
};

struct wj_folder_file {
    int fd;
    uint64_t number;
    int64_t size;
    struct wj_sha256 *hash_state;
    char hash[WJ_SHA256_HEX]; /* after wj_folder_end(), if it is wanted */
    const char *folder_path;
};

/* `create`: make it, and the folders above it, when it is missing. `path` must stay. 0 or WIKIJS_E_IO. */
int wj_folder_open(struct wj_folder *folder, const char *path, bool create, wikijs_error *err);
void wj_folder_close(struct wj_folder *folder);
/* Open the state folder, made when it is missing. */
int wj_folder_open_state(struct wj_folder *folder, wikijs_error *err);
/* The path of a file in it, whoever opens that; refused when something else than a regular file has the name. */
int wj_folder_state_file(const struct wj_folder *folder, const char *name, char out[WJ_FILE_SIZE], wikijs_error *err);
/* Remove files without names that a killed process left. Only for whoever has the folder for himself. */
int wj_folder_clean(struct wj_folder *folder, wikijs_error *err);

int wj_folder_begin(struct wj_folder *folder, struct wj_folder_file *file, bool hashed, wikijs_error *err);
int wj_folder_write(struct wj_folder_file *file, const void *bytes, size_t size, wikijs_error *err);
int wj_folder_end(struct wj_folder_file *file, wikijs_error *err);
/* In the middle of writing. */
void wj_folder_abandon(struct wj_folder *folder, struct wj_folder_file *file);
/* What has been written and named so far goes to the disk; what comes later may, too. Not while it is under way. */
void wj_folder_sync_start(struct wj_folder *folder);
/* It is under way: to wait for it would take time. */
bool wj_folder_is_syncing(const struct wj_folder *folder);
/* 0: it is there, or none was started. WIKIJS_E_IO: the folder is broken. */
int wj_folder_sync_wait(struct wj_folder *folder, wikijs_error *err);
/* Give a file its name, in place of one that has it; folders on the way are made. */
int wj_folder_place(struct wj_folder *folder, uint64_t number, const char *name, wikijs_error *err);
/* Remove a file that has no name yet. */
void wj_folder_discard(const struct wj_folder *folder, uint64_t number);

/* Open a regular file for reading; the caller closes *fd. 1; 0 there is none; WIKIJS_E_IO. */
int wj_folder_read(struct wj_folder *folder, const char *name, int *fd, int64_t *size, wikijs_error *err);
/* Size and, with `hash` given, hash of a file: 1; 0 there is none; WIKIJS_E_IO. */
int wj_folder_look(struct wj_folder *folder, const char *name, int64_t *size, char hash[WJ_SHA256_HEX],
                   wikijs_error *err);
/* Remove a file, and the folders that are empty then. One that is gone is fine. */
int wj_folder_remove(struct wj_folder *folder, const char *name, wikijs_error *err);

#endif
