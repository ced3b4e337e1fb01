/* SPDX-License-Identifier: MIT */
/*
 * An object cut into its members, a list into its elements, without a look at what the values are. Needs no table, and
 * changes nothing in the text.
 */
#ifndef WJ_JSON_MEMBERS_H
#define WJ_JSON_MEMBERS_H

#include "json/decode.h"

struct wj_json_member {
    wikijs_str name;  /* without quotes, still escaped; of an element: empty */
    wikijs_str value; /* JSON */
};

struct wj_json_members {
    struct wj_json_member *items; /* in the arena */
    size_t count;
};

/*
 * Cut `text`, JSON with WJ_BUF_PAD readable bytes behind it, which may be a value that was cut out of a larger text.
 * 0, WIKIJS_E_PROTOCOL (not JSON, or neither object nor list), WIKIJS_E_NOMEM, WIKIJS_E_TOO_LARGE.
 */
int wj_json_cut(struct wj_json_parser *parser, wikijs_str text, struct wj_arena *arena, struct wj_json_members *out,
                struct wj_json_error *error);

#endif
