/* SPDX-License-Identifier: MIT */
/*
 * Where a page's file is, as Wiki.js's disk and git storage have it: the page's path and an extension that tells its kind
 * (md, html, adoc, and txt for every other), below a folder named after its locale when that is not the wiki's own.
 *
 *     en:docs/setup, markdown     docs/setup.md
 *     de:docs/setup, html         de/docs/setup.html
 *
 * Names are relative, with "/" between segments. What a server sends is not trusted: a name that could leave the folder,
 * or that one of the usual file systems could not hold, is none.
 */
#ifndef WJ_TRANSFER_LAYOUT_H
#define WJ_TRANSFER_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <wikijs/error.h>

enum {
    WJ_FILE_SIZE = 4096,  /* a name with its NUL: what Linux takes */
    WJ_SEGMENT_MAX = 255, /* bytes between two slashes */
    WJ_FOLDED_SIZE = 2 * WJ_FILE_SIZE
};

/* The folder in which exports and imports keep what they know; no page or asset gets a name in it. */
#define WJ_STATE_FOLDER ".wikijs"

struct wj_layout {
    const char *locale;    /* the wiki's own: pages in it have no folder for it; NULL: "en" */
    bool always_namespace; /* pages in the wiki's own locale, too, are below a folder of its name */
    bool any_name;         /* names that only some systems can hold are fine: those that Windows keeps for itself */
};

/* A page by the name of its file; views into buffers of its own. */
struct wj_layout_page {
    char locale[8];
    char path[WJ_FILE_SIZE];
    const char *content_type; /* "markdown", "html" or "asciidoc" */
};

/* The file of a page. 0, or WIKIJS_E_ARG: there can be none, and the message says why. */
int wj_layout_page_file(const struct wj_layout *layout, const char *locale, const char *path, const char *content_type,
                        char out[WJ_FILE_SIZE], wikijs_error *err);
/* The file of an asset, "folder/name.png", has the asset's own name: whether it can. 0 or WIKIJS_E_ARG. */
int wj_layout_check(const struct wj_layout *layout, const char *name, wikijs_error *err);
/* The page whose file has this name; false: no page's file. The path is not yet one that the server would take. */
bool wj_layout_page_of(const struct wj_layout *layout, const char *name, struct wj_layout_page *page);
/* The page's kind by its file's extension: md, markdown, html, htm, adoc, asciidoc in any case; NULL: none. */
const char *wj_layout_content_type(const char *name);
/* The name in the form in which file systems that do not tell case apart compare names. */
void wj_layout_fold(const char *name, char out[WJ_FOLDED_SIZE]);

#endif
