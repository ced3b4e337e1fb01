/* SPDX-License-Identifier: MIT */
/* Lists that users write with commas: "page.*, asset.deleted". A zeroed struct is empty. */
#ifndef CLI_TEXT_COMMA_LIST_H
#define CLI_TEXT_COMMA_LIST_H

#include <stddef.h>
#include <wikijs/types.h>

struct word_list {
    char **items;
    size_t count;
};

/* Add the words of a text; NULL has none. */
void word_list_add(struct word_list *list, const char *text);
/* Add one word, whatever is in it, and own it; NULL: none. */
void word_list_take(struct word_list *list, char *word);
/* As the library takes lists. */
wikijs_strings word_list_view(const struct word_list *list);
void word_list_free(struct word_list *list);

#endif
