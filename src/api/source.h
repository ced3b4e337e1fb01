/* SPDX-License-Identifier: MIT */
/*
 * The text of a page as the server hands it out (`/d/...`) and as its git storage keeps it: a header of seven lines,
 * "title: ..." to "dateCreated: ...", between "---" lines for Markdown or in an HTML comment for HTML, a blank line, the
 * content. Other kinds of content have no header. Values are written as they are, without quotes or escapes, so only the
 * fixed order of the names says where a value ends.
 */
#ifndef WJ_API_SOURCE_H
#define WJ_API_SOURCE_H

#include <wikijs/types.h>

#include "base/buf.h"

enum wj_source_form { WJ_SOURCE_PLAIN, WJ_SOURCE_MARKDOWN, WJ_SOURCE_HTML };

enum {
    WJ_SOURCE_TITLE,
    WJ_SOURCE_DESCRIPTION,
    WJ_SOURCE_PUBLISHED,
    WJ_SOURCE_DATE,
    WJ_SOURCE_TAGS,
    WJ_SOURCE_EDITOR,
    WJ_SOURCE_CREATED,
    WJ_SOURCE_KEYS
};

/* Views into the text that was parsed. */
struct wj_source {
    enum wj_source_form form; /* PLAIN: there is no header, and no value */
    wikijs_str values[WJ_SOURCE_KEYS];
    wikijs_str content;
};

/* The form that the server uses for a content type, "markdown" or "html"; NULL and others have none. */
enum wj_source_form wj_source_form_of(const char *content_type);
/* Split a text. A text whose header is not the server's is all content. */
void wj_source_parse(const char *text, size_t length, enum wj_source_form form, struct wj_source *source);
void wj_source_write(struct wj_buf *out, const struct wj_source *source);
/* The name of a header line, such as "title". */
const char *wj_source_key(int key);

#endif
