/* SPDX-License-Identifier: MIT */
/*
 * What could stand in the place of the last word of a command line: for the completion scripts (`wikijs __complete`) and
 * for the shell of `wikijs interactive`.
 */
#ifndef CLI_COMPLETE_COMPLETE_H
#define CLI_COMPLETE_COMPLETE_H

#include "context.h"
#include "text/buffer.h"

/*
 * Add one candidate a line, with a tab and an explanation where there is one. ":files" stands for the names of files,
 * ":nospace" says that a candidate is not the end of its word. Nothing is ever reported, and the wiki has a second.
 */
void complete_words(struct cli *cli, const struct operands *words, struct buffer *out);

/* A completion that is under way. */
struct completing {
    struct cli *cli;
    struct buffer *out;
    struct parsed typed; /* the words before the last one */
    const char *prefix;  /* the last word, or its part behind "--flag=" */
    const char *lead;    /* that part with the equals sign, or "" */
};

/* Add a candidate if it begins as what is typed does. */
void complete_offer(struct completing *request, const char *value, const char *text);
/* Those that only the wiki knows: pages, tags, locales, users, groups, assets. */
void complete_from_wiki(struct completing *request, enum completion kind);

#endif
