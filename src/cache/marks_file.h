/* SPDX-License-Identifier: MIT */
/*
 * Marks (marks.h) in a file that all processes which share a folder have mapped: a drop is seen by all of them at once,
 * needs no lock and no room on the disk, and cannot fail.
 *
 * The file names the database whose answers its marks are of. Beginning anew means a new file under the old name; whoever
 * has the old one mapped finds that out by wj_marks_file_is_current(). What a machine wrote before it was last started is
 * not believed: nothing here is ever flushed to the disk, so a power cut may have kept some of it and lost the rest.
 */
#ifndef WJ_CACHE_MARKS_FILE_H
#define WJ_CACHE_MARKS_FILE_H

#include "cache/marks.h"
#include <sys/types.h>

enum { WJ_GENERATION_SIZE = 17 }; /* sixteen hexadecimal digits and a NUL */

struct wj_marks_page; /* as it is in the file */

struct wj_marks_file {
    struct wj_marks_page *page; /* NULL: not open */
    dev_t device;
    ino_t inode;
};

enum { WJ_MARKS_UNUSABLE = 1 }; /* a status beside those of wikijs/error.h */

/* 0; WIKIJS_E_NOT_FOUND; WJ_MARKS_UNUSABLE: damaged, or of an earlier start of the machine; WIKIJS_E_IO with errno. */
int wj_marks_file_open(struct wj_marks_file *file, const char *path);
void wj_marks_file_close(struct wj_marks_file *file);
bool wj_marks_file_is_current(const struct wj_marks_file *file, const char *path);

struct wj_marks *wj_marks_file_marks(const struct wj_marks_file *file);
const char *wj_marks_file_generation(const struct wj_marks_file *file);

/*
 * Put a fresh file in place: nothing that was asked for before is put in after it. `before`: what is there, or NULL; `instead`: it
 * replaces whatever is there. WIKIJS_E_EXISTS: another process was faster, or has cleared this one away. 0 or WIKIJS_E_IO with errno.
 */
int wj_marks_file_publish(const char *path, const char *generation, const struct wj_marks_file *before, bool instead);

#endif
