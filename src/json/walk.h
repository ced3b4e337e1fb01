/* SPDX-License-Identifier: MIT */
/*
 * A walk over the tokens of a JSON text, as its index gives them.
 *
 * Between the place of one token and the place of the next lie this token and white space only. So the end of a string is
 * found by looking back from the next token, without a scan; and the NUL written over a closing quote is never read again,
 * because the walk only looks at the places of tokens and closing quotes are none.
 */
#ifndef WJ_JSON_WALK_H
#define WJ_JSON_WALK_H

#include <stdbool.h>
#include <string.h>

#include "json/decode.h"

struct wj_walk {
    char *text;
    const uint32_t *at;    /* place of the token that is looked at; behind the last one stands a sentinel */
    const char *backslash; /* the first one at or behind the last string that was asked about, or `end` */
    const char *end;       /* of the text; *end is NUL */
    struct wj_arena *arena;
    struct wj_json_parser *parser;
    struct wj_json_error *error; /* or NULL */
    int depth;
};

/* Begin to walk over `text`, which is as for wj_json_decode(); *end: behind its last token. 0 or a status. */
int wj_json_walk(struct wj_json_parser *parser, char *text, size_t length, struct wj_arena *arena,
                 struct wj_json_error *error, struct wj_walk *walk, const uint32_t **end);
void wj_json_walk_end(struct wj_json_parser *parser);

/* Fill the error of the walk; return the code. Syntax and type failures are about the token at w->at. */
int wj_walk_fail(struct wj_walk *w, int code, const char *message);
int wj_walk_fail_syntax(struct wj_walk *w);
int wj_walk_fail_type(struct wj_walk *w, uint8_t type);

/* Called while a failure travels outwards: put a name or "[3]" in front of the path. */
void wj_walk_add_name(struct wj_walk *w, const char *segment);
void wj_walk_add_index(struct wj_walk *w, size_t index);

/* Pass one value of any kind. Checks brackets, commas and keys, so that the text of a value that is kept is JSON. */
int wj_walk_skip(struct wj_walk *w);

static inline char wj_walk_peek(const struct wj_walk *w)
{
    return w->text[*w->at];
}

static inline bool wj_walk_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline bool wj_walk_ends_scalar(char c)
{
    return c == ',' || c == '}' || c == ']' || wj_walk_is_space(c);
}

/* The byte behind the token at w->at, white space left out. */
static inline char *wj_walk_token_end(const struct wj_walk *w)
{
    char *end = w->text + w->at[1];
    while (wj_walk_is_space(end[-1]))
        end--;
    return end;
}

static inline bool wj_walk_is_literal(const struct wj_walk *w, const char *word, size_t length)
{
    const char *at = w->text + *w->at;
    return memcmp(at, word, length) == 0 && wj_walk_ends_scalar(at[length]);
}

#endif
