/* SPDX-License-Identifier: MIT */
/*
 * Tags: names of what an answer tells of, such as "page:12", and so of what a write puts out of date. The operation rows
 * give them as words, in which "{id}" is an argument and "{.id}" a member of the answer:
 *
 *     pages.singleByPath reads    page page:{.id} path:{locale}/{path}
 *     pages.update       touches  page:{id} pages tags tree links search
 *
 * An answer that lacks the member gets "page:?", and whatever drops "page:12" drops "page:?" with it. A write whose
 * argument is missing touches everything.
 */
#ifndef WJ_GRAPHQL_TAGS_H
#define WJ_GRAPHQL_TAGS_H

#include "base/arena.h"
#include "graphql/operation.h"
#include "json/decode.h"

struct wj_tags {
    const char **items; /* in the arena; NUL-terminated */
    size_t count;
    bool all; /* of a write: everything */
};

/* Whether a row's words are tags at all: not NULL and not "-why not". */
bool wj_tags_given(const char *words);

/*
 * The tags of a call. `request` is the body that was sent, or empty; `answer` the body that came, or empty: both with
 * WJ_BUF_PAD readable bytes behind them. 0, WIKIJS_E_NOMEM, WIKIJS_E_TOO_LARGE, or WIKIJS_E_PROTOCOL: a body is not as
 * this library writes or reads it.
 */
int wj_tags_read(const struct wj_op *op, wikijs_str request, wikijs_str answer, struct wj_json_parser *parser,
                 struct wj_arena *arena, struct wj_tags *tags);

#endif
