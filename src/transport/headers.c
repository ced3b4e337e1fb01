/* SPDX-License-Identifier: MIT */
/* Header lines that plugins set and look at. Nobody else pays for them. */
#include "base/arena.h"
#include "transport/internal.h"
#include <stdio.h>

/* "Name;" is how curl is told to send one without a value. */
bool wj_headers_add(const wikijs_allocator *allocator, struct curl_slist **list, const struct wj_header *header)
{
    for (; header; header = header->next) {
        size_t size = strlen(header->name) + strlen(header->value) + 3;
        char *line = wj_malloc(allocator, size);
        if (!line)
            return false;
        snprintf(line, size, *header->value ? "%s: %s" : "%s;", header->name, header->value);
        struct curl_slist *longer = curl_slist_append(*list, line);
        wj_free_secret(allocator, line);
        if (!longer)
            return false;
        *list = longer;
    }
    return true;
}

struct wj_header *wj_headers_copy(struct wj_arena *memory, CURL *easy)
{
    struct wj_header *first = NULL, **last = &first;
    struct curl_header *line = NULL;
    while ((line = curl_easy_nextheader(easy, CURLH_HEADER, -1, line))) {
        struct wj_header *header = wj_arena_zalloc(memory, sizeof *header);
        if (header) {
            header->name = wj_arena_strdup(memory, line->name);
            header->value = wj_arena_strdup(memory, line->value);
        }
        if (!header || !header->name || !header->value)
            break;
        *last = header;
        last = &header->next;
    }
    return first;
}
