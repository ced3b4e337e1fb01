/* SPDX-License-Identifier: MIT */
/*
 * The tokens that `wikijs login` got, in $XDG_STATE_HOME/wikijs/tokens: a line
 * for each wiki with its address, the account and the token, separated by
 * tabs. The file has mode 0600 and is written beside and renamed, under a
 * lock, so that it is never half there. In the place of a token that the desktop's secret service keeps stands a word.
 */
#ifndef CLI_CONFIG_TOKENS_H
#define CLI_CONFIG_TOKENS_H

#include <stdbool.h>

struct stored_token {
    char *user;
    char *token;     /* NULL: none is kept */
    bool in_service; /* of the desktop, not in the file */
};

/* Look a token up by the address of its wiki. Returns NULL, or what went wrong; free it. */
char *tokens_find(const char *url, struct stored_token *found);
void stored_token_free(struct stored_token *token);
/*
 * Keep a token, in the desktop's secret service or in the file, or forget the one that is kept when `token` is NULL.
 * Returns NULL, or what went wrong; free it.
 */
char *tokens_store(const char *url, const char *user, const char *token, bool in_service);
/* Where they are kept; NULL without a home. Free it. */
char *tokens_path(void);

#endif
