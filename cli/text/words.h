/* SPDX-License-Identifier: MIT */
/* A line taken apart as a shell does it: blanks part words, quotes and backslashes keep them together. Nothing is expanded. */
#ifndef CLI_TEXT_WORDS_H
#define CLI_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct words {
    char **items; /* ends with NULL */
    size_t count;
    char open;          /* a quote that was not closed, or a backslash at the end; '\0': neither */
    size_t last_at;     /* where the last word begins in the line */
    const char *for_sh; /* the first "|", ">" or the like, alone and unquoted; NULL: there is none */
    bool in_word;       /* the line ends inside of a word: no blank follows it */
};

/* Free with words_free(), also when something is open at the end. A '#' at the start of a word begins a comment. */
void words_split(struct words *words, const char *line);
void words_add(struct words *words, const char *word);
void words_free(struct words *words);

#endif
