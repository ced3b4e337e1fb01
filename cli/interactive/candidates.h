/* SPDX-License-Identifier: MIT */
/* From the candidates of a completion to what is put into the line, or shown below it. */
#ifndef CLI_INTERACTIVE_CANDIDATES_H
#define CLI_INTERACTIVE_CANDIDATES_H

#include "text/buffer.h"

struct insertion {
    char *text;     /* to put at the cursor; NULL: nothing more is certain. Free it */
    size_t erased;  /* so many characters before the cursor go first */
    bool is_choice; /* there are several candidates */
};

/*
 * What is certain: the common start of all candidates, with its blanks and quotes escaped, and a blank behind it when
 * there is only one. `line` is the text before the cursor.
 */
void candidates_decide(struct insertion *insertion, const char *line, const char *candidates);
/* A list for the eye, in as many columns as fit. */
void candidates_list(struct buffer *out, const char *candidates, size_t columns);

#endif
