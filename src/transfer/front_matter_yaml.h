/* SPDX-License-Identifier: MIT */
/* The inside of a header that a person wrote: a YAML mapping. */
#ifndef WJ_TRANSFER_FRONT_MATTER_YAML_H
#define WJ_TRANSFER_FRONT_MATTER_YAML_H

#include "transfer/front_matter.h"

/* `first_line`: of the header in its file, for messages. 0; 1 it is no YAML, and the message is set; WIKIJS_E_ARG; WIKIJS_E_NOMEM. */
int wj_front_matter_yaml(struct wj_front_matter *out, struct wj_arena *memory, wikijs_str header, size_t first_line,
                         wikijs_error *err);
/* Whether a key of this name says something about a page. */
bool wj_front_matter_knows(const char *name, size_t length);
/* Tags in one text, with commas between them. 0 or WIKIJS_E_NOMEM. */
int wj_front_matter_tags(struct wj_front_matter *out, struct wj_arena *memory, wikijs_str text);

#endif
