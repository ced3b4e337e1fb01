/* SPDX-License-Identifier: MIT */
/*
 * The files of a folder, and which page each of them is. Names are relative to the folder, with "/" between segments. What
 * begins with a dot is passed over; symbolic links count when they lead to a file in the folder.
 *
 * A file is the page of its name without the extension; README and index are the page of the folder they are in ("home" at
 * the top), except in a folder that a wiki has written, where a page has that name. Where several files stand for one
 * page the first of these counts, the others get a problem: the page's own name, index, README; md, html, adoc.
 */
#ifndef WJ_TRANSFER_SCAN_H
#define WJ_TRANSFER_SCAN_H

#include <stdint.h>

#include "api/path.h"
#include "base/arena.h"
#include "base/buf.h"
#include "transfer/folder.h"
#include "transfer/links.h"

/* Bytes that the server takes in a request, and of a buffer that finds out that a file has more. */
enum { WJ_SCAN_FILE_MAX = 5 * 1024 * 1024, WJ_SCAN_BUFFER_MAX = WJ_SCAN_FILE_MAX + 2 };

/* A file that is, or should be, a page. */
struct wj_scan_file {
    const char *name;
    const char *source; /* of the file to read: where the symbolic link `name` leads, else the same */
    const char *locale, *path;
    const char *content_type;
    enum wj_markup markup;
    int rank;            /* among files of the same page: the least counts */
    bool folder_page;    /* README or index that stands for its folder */
    const char *problem; /* why it is no page; NULL: it is one. `path` may be NULL then */
};

/* Any other file: pages may show it, or refer to it. */
struct wj_scan_other {
    const char *name, *source;
    bool used; /* a page refers to it */
};

struct wj_scan_options {
    const char *prefix;     /* "": none */
    const char *locale;     /* of files in no folder of a locale */
    wikijs_strings exclude; /* patterns of what is left out: it counts as if it were not there */
};

struct wj_scan {
    struct wj_arena memory;
    const char *root;           /* the folder's real path */
    struct wj_scan_file *files; /* sorted by name */
    size_t count;
    struct wj_scan_other *others; /* sorted by name */
    size_t other_count;
    struct wj_scan_file **pages; /* those without a problem, sorted by locale and path */
    size_t page_count;
    bool incomplete; /* something in it could not be looked at */
};

/* Read the folder. wj_scan_free() in any case. 0, WIKIJS_E_IO or WIKIJS_E_NOMEM. */
int wj_scan(struct wj_scan *scan, const wikijs_allocator *allocator, struct wj_folder *folder,
            const struct wj_scan_options *options, wikijs_error *err);
void wj_scan_free(struct wj_scan *scan);

/* Read a file whole. 0; WIKIJS_E_TOO_LARGE; WIKIJS_E_IO, also when it is gone; WIKIJS_E_NOMEM. */
int wj_scan_read(struct wj_folder *folder, const char *source, struct wj_buf *out, wikijs_error *err);

/* NULL: there is none. */
const struct wj_scan_file *wj_scan_find(const struct wj_scan *scan, const char *name);
struct wj_scan_other *wj_scan_find_other(const struct wj_scan *scan, const char *name);
const struct wj_scan_file *wj_scan_find_page(const struct wj_scan *scan, const char *locale, const char *path);

#endif
