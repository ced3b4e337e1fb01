/* SPDX-License-Identifier: MIT */
/*
 * Links between files, made links between pages. A scanner for each markup finds the targets of links and images; what is
 * not such a target stays as it is, byte by byte. Texts are UTF-8 without NUL characters.
 */
#ifndef WJ_TRANSFER_LINKS_H
#define WJ_TRANSFER_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum wj_markup { WJ_MARKUP_MARKDOWN, WJ_MARKUP_HTML, WJ_MARKUP_ASCIIDOC };

/* How a target is written. */
enum wj_link_form {
    WJ_LINK_MARKDOWN,       /* [text](target), [label]: target */
    WJ_LINK_MARKDOWN_ANGLE, /* [text](<target>): what is between the angles */
    WJ_LINK_HTML,           /* href="target" */
    WJ_LINK_ASCIIDOC,       /* link:target[text] */
    WJ_LINK_ASCIIDOC_IMAGE, /* image:target[], relative to :imagesdir: */
    WJ_LINK_XREF,           /* xref:target[text]: the whole of `xref:target`, which becomes `link:...` */
    WJ_LINK_CROSS           /* <<target,text>>: the whole of it */
};

/* start..end is replaced, target_start..target_end lies within. */
struct wj_link {
    enum wj_link_form form;
    size_t start, end;
    size_t target_start, target_end;
    wikijs_str folder; /* what the target is relative to, seen from the file's own folder; empty: to that */
};

/* Takes the links in the order in which they stand; they do not overlap. */
typedef void (*wj_link_fn)(const struct wj_link *link, void *payload);

void wj_links_markdown(const char *text, size_t length, wj_link_fn found, void *payload);
/* A part of a text that is HTML. */
void wj_links_html(const char *text, size_t start, size_t end, wj_link_fn found, void *payload);
/* The tag at text[at] == '<': its links are reported. Returns where it ends, or `at` when it is none. */
size_t wj_links_html_tag(const char *text, size_t at, size_t end, wj_link_fn found, void *payload);
void wj_links_asciidoc(const char *text, size_t length, wj_link_fn found, void *payload);

enum { WJ_LINK_SIZE = 4096 };

/*
 * Where a target leads that is relative, or a place on the wiki, which begins with a slash. `path` has neither anchor nor
 * query and is not encoded. Writes what takes its place, not encoded either; false: it stays.
 */
typedef bool (*wj_link_resolve_fn)(const char *path, char out[WJ_LINK_SIZE], void *payload);

/* Append the text with its links resolved. 0, or the buffer's status. */
int wj_links_rewrite(struct wj_buf *out, enum wj_markup markup, const char *text, size_t length,
                     wj_link_resolve_fn resolve, void *payload);

#endif
