/* SPDX-License-Identifier: MIT */
#include "api/tags.h"

#include <string.h>

#include "api/letters.h"

bool wj_strings_hold(wikijs_strings list, const char *text)
{
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i] && strcmp(list.items[i], text) == 0)
            return true;
    return false;
}

bool wj_tags_init(struct wj_tags *tags, struct wikijs_call *call, size_t max)
{
    tags->count = 0;
    tags->items = wj_call_alloc(call, (max + 1) * sizeof *tags->items);
    return tags->items != NULL;
}

wikijs_strings wj_tags_strings(const struct wj_tags *tags)
{
    return (wikijs_strings){ .items = tags->items, .count = tags->count };
}

/* The server's form of a tag; "" for a blank one, NULL when out of memory. */
static const char *normal_form(struct wikijs_call *call, const char *tag)
{
    size_t length = strlen(tag);
    char *text = wj_call_alloc(call, 2 * length + 1);
    if (text)
        wj_lower_trimmed(tag, length, text);
    return text;
}

bool wj_tags_add(struct wj_tags *tags, struct wikijs_call *call, wikijs_strings list)
{
    for (size_t i = 0; i < list.count; i++) {
        const char *tag = list.items[i] ? normal_form(call, list.items[i]) : "";
        if (!tag)
            return false;
        if (tag[0] && !wj_strings_hold(wj_tags_strings(tags), tag))
            tags->items[tags->count++] = tag;
    }
    return true;
}

bool wj_tags_remove(struct wj_tags *tags, struct wikijs_call *call, wikijs_strings list)
{
    for (size_t i = 0; i < list.count; i++) {
        const char *tag = list.items[i] ? normal_form(call, list.items[i]) : "";
        if (!tag)
            return false;
        size_t kept = 0;
        for (size_t j = 0; j < tags->count; j++)
            if (strcmp(tags->items[j], tag) != 0)
                tags->items[kept++] = tags->items[j];
        tags->count = kept;
    }
    return true;
}
