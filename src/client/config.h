/* SPDX-License-Identifier: MIT */
/* The options of a client, checked and copied; counted, because clones share them. */
#ifndef WJ_CLIENT_CONFIG_H
#define WJ_CLIENT_CONFIG_H

#include "base/alloc.h"
#include "base/arena.h"
#include <stdatomic.h>
#include <wikijs/client.h>
#include <wikijs/sys/hooks.h>

struct wj_config {
    atomic_uint refs;
    wikijs_allocator allocator;
    struct wj_arena memory;
    wikijs_client_options options; /* defaults filled in; strings in `memory`; never the API key */
};

/* Check and copy. The API key is not part of it: wj_config_api_key(). */
int wj_config_new(struct wj_config **out, const wikijs_client_options *options, wikijs_error *err);
struct wj_config *wj_config_ref(struct wj_config *config);
void wj_config_unref(struct wj_config *config); /* NULL is fine */

/* Fetch the API key from wherever the options say; *key is NULL when they say nothing. Free with wj_free_secret. */
int wj_config_api_key(const wikijs_client_options *options, const wikijs_allocator *allocator, char **key,
                      wikijs_error *err);

#endif
