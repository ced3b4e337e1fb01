/* SPDX-License-Identifier: MIT */
#include "api/input.h"

#include <string.h>

#include "base/sized.h"
#include "base/text.h"

enum { COLUMN_MAX = 255 }; /* of texts that are no contents */

void wj_read_struct(struct wj_request *request, const void *given, void *own, size_t own_size)
{
    if (!request->refused.code)
        wj_sized_take(own, own_size, given, &request->refused);
}

void wj_need(struct wj_request *request, const char *text, const char *what)
{
    if (!text)
        wj_request_refuse(request, "no %s was given", what);
}

void wj_check_length(struct wj_request *request, const char *text, const char *what)
{
    size_t characters = text ? wj_utf8_count(text, strlen(text)) : 0;
    if (characters > COLUMN_MAX)
        wj_request_refuse(request, "the %s has %zu characters; the server keeps %d", what, characters, COLUMN_MAX);
}

/* The server would find out when the page has been saved. */
void wj_check_tags(struct wj_request *request, wikijs_strings tags, const char *what)
{
    wj_check_strings(request, tags, what);
    for (size_t i = 0; !request->refused.code && i < tags.count; i++)
        wj_check_length(request, tags.items[i], "tag");
}

void wj_read_call_options(struct wj_request *request, const wikijs_call_options *given)
{
    wikijs_call_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    request->timeout_ms = options.timeout_ms;
}

void wj_read_read_options(struct wj_request *request, const wikijs_read_options *given)
{
    wikijs_read_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
}

void wj_check_strings(struct wj_request *request, wikijs_strings list, const char *what)
{
    if (!list.items && list.count > 0) {
        wj_request_refuse(request, "%s has a count but no items", what);
        return;
    }
    for (size_t i = 0; i < list.count; i++) {
        if (!list.items[i]) {
            wj_request_refuse(request, "item %zu of %s is NULL", i, what);
            return;
        }
    }
}

bool wj_keep_strings(struct wj_arena *memory, wikijs_strings *list)
{
    const char **items = list->count > 0 ? wj_arena_alloc(memory, list->count * sizeof *items) : NULL;
    for (size_t i = 0; items && i < list->count; i++) {
        items[i] = wj_arena_strdup(memory, list->items[i]);
        if (!items[i])
            return false;
    }
    list->items = items;
    return items || list->count == 0;
}

void wj_check_tristate(struct wj_request *request, wikijs_tristate choice, const char *what)
{
    if ((int)choice < WIKIJS_UNSET || choice > WIKIJS_NO)
        wj_request_refuse(request, "%s is neither yes nor no", what);
}

bool wj_is_space(int32_t c)
{
    return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
           c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

bool wj_is_blank(const char *text, size_t length)
{
    size_t size;
    for (size_t i = 0; i < length; i += size)
        if (!wj_is_space(wj_utf8_next(text + i, length - i, &size)))
            return false;
    return true;
}
