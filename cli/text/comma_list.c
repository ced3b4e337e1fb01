/* SPDX-License-Identifier: MIT */
#include "text/comma_list.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

void word_list_take(struct word_list *list, char *word)
{
    if (!word)
        return;
    list->items = xreallocarray(list->items, list->count + 1, sizeof *list->items);
    list->items[list->count++] = word;
}

void word_list_add(struct word_list *list, const char *text)
{
    static const char between[] = ", \t";
    while (text && *(text += strspn(text, between))) {
        size_t length = strcspn(text, between);
        word_list_take(list, xstrndup(text, length));
        text += length;
    }
}

wikijs_strings word_list_view(const struct word_list *list)
{
    return (wikijs_strings){ (const char *const *)list->items, list->count };
}

void word_list_free(struct word_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        xfree_secret(list->items[i]);
    free(list->items);
    *list = (struct word_list){ 0 };
}
