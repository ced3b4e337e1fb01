/* SPDX-License-Identifier: MIT */
/* What the walks over pages and over list items share. */
#ifndef WJ_API_ITER_PAGES_H
#define WJ_API_ITER_PAGES_H

#include "api/iter.h"
#include "api/pages_ops.h"

/* The caller's options, read and checked: which pages, what of them, in which pieces. */
struct wj_walk {
    struct wj_list_args list;
    uint64_t fields;
    size_t batch_size;
    int64_t timeout_ms;
    bool no_source_fallback;
    wikijs_ints ids; /* those and no others; count 0: all that the list shows */
    wikijs_strings places;
};

/* Read the options; refuses the request when they are wrong. */
void wj_walk_read(struct wj_request *request, const wikijs_pages_iter_options *given, struct wj_walk *walk);
/* Keep the walk's texts and ids in memory of its own, its tags in the server's form. false: out of memory. */
bool wj_walk_keep(struct wj_arena *memory, struct wj_walk *walk);

/* The server answered a read of pages, and what it refused was this page: others may be read. */
bool wj_page_error_is_its_own(const wikijs_error *error);

#endif
