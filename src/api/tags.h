/* SPDX-License-Identifier: MIT */
/* Tags as the server keeps them: trimmed, lower case, each once. */
#ifndef WJ_API_TAGS_H
#define WJ_API_TAGS_H

#include "engine/call.h"

/* A list of tags that can grow; memory comes from the call. */
struct wj_tags {
    const char **items;
    size_t count;
};

/* Room for `max` tags. false: out of memory. */
bool wj_tags_init(struct wj_tags *tags, struct wikijs_call *call, size_t max);
/* Add all of a list, in the server's form, without blank ones (the server would make a tag "" of them). */
bool wj_tags_add(struct wj_tags *tags, struct wikijs_call *call, wikijs_strings list);
/* Take all of a list out. */
bool wj_tags_remove(struct wj_tags *tags, struct wikijs_call *call, wikijs_strings list);
wikijs_strings wj_tags_strings(const struct wj_tags *tags);
bool wj_strings_hold(wikijs_strings list, const char *text);

#endif
