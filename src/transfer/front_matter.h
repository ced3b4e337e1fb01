/* SPDX-License-Identifier: MIT */
/*
 * What stands at the head of a page's file. Three kinds of headers are read, the first that fits:
 *
 *   1. the server's own, as its git and disk storage write it (api/source.h): seven lines whose values are as they are,
 *      without quotes or escapes. Written again it is the same bytes.
 *   2. YAML as people write it: between lines "---", or, for HTML, in a comment whose marks have lines of their own.
 *      Keys, in any case of their letters: title, description, tags (a list, or text with commas), published, draft,
 *      date, dateCreated, editor. Others are passed over.
 *   3. lines that would be the server's own if they were all there (older servers wrote fewer), where they are no YAML.
 *
 * A file without any is all content.
 */
#ifndef WJ_TRANSFER_FRONT_MATTER_H
#define WJ_TRANSFER_FRONT_MATTER_H

#include <wikijs/page.h>

#include "base/arena.h"
#include "base/buf.h"

enum { WJ_FRONT_MATTER_MAX = 64 * 1024 }; /* bytes; what is longer is content */

struct wj_front_matter {
    const char *title, *description, *editor; /* NULL: the header does not say */
    wikijs_strings tags;                      /* items NULL: the header does not say */
    wikijs_tristate published;
    int64_t date, created; /* Unix milliseconds; 0: the header does not say, or not in ISO 8601 */
    bool found;            /* there is a header */
    bool from_wiki;        /* a wiki, or an export, has written it */
    size_t lines;          /* in front of the content */
    wikijs_str content;    /* a view into the text */
};

/*
 * Read the head of a file. `content_type` is the page's ("markdown"); strings go into `memory`. 0; WIKIJS_E_ARG the text
 * is not UTF-8 or the header is wrong: the message begins with "line N: "; WIKIJS_E_NOMEM.
 */
int wj_front_matter_read(struct wj_front_matter *out, struct wj_arena *memory, const char *text, size_t length,
                         const char *content_type, wikijs_error *err);

/* Append a page as the server's storage writes it. Failure stays in out->failed. */
void wj_front_matter_write(struct wj_buf *out, const wikijs_page *page);

#endif
