/* SPDX-License-Identifier: MIT */
/* Sources of pages, made readable in a terminal. */
#ifndef CLI_MARKUP_MARKUP_H
#define CLI_MARKUP_MARKUP_H

#include "markup/flow.h"

/* Markdown as Wiki.js takes it. Returns NULL, or why it cannot be read (no libmd4c); free it. */
char *markdown_render(struct flow *flow, const char *text, size_t length);
/* HTML without its tags: paragraphs, headings, lists, links. */
void html_render(struct flow *flow, const char *text, size_t length);
/* "# ", "## ": headings are told by more than a colour. */
void heading_mark(struct flow_text *text, unsigned level);
/* " (https://...)" behind a text that does not say it itself. */
void link_target(struct flow_text *text, size_t label, const char *target, size_t length);

#endif
