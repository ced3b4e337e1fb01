/* SPDX-License-Identifier: MIT */
/*
 * Several operations in one document, each a root field under an alias of its own, and its answer cut up again into what
 * each of them would have been answered alone:
 *
 *     query($r0_id:Int!,$r1_id:Int!){r0:pages{single(id:$r0_id){id}} r1:pages{single(id:$r1_id){id}}}
 *     {"data":{"r0":X,"r1":Y},"errors":[E]}  ->  {"data":{"pages":X},"errors":[E, its path beginning with "pages"]}, ...
 *
 * Root fields of a mutation run one after the other, those of a query in parallel. A null that spreads upwards in one of
 * them stops there.
 */
#ifndef WJ_GRAPHQL_COMBINED_H
#define WJ_GRAPHQL_COMBINED_H

#include "base/arena.h"
#include "base/buf.h"
#include "graphql/operation.h"
#include "json/decode.h"

/* One of the operations, and its share of the answer. */
struct wj_share {
    const struct wj_op *op;
    uint64_t fields;
    wikijs_str body; /* its own request, as wj_body() writes it */
    /* of the answer */
    bool answered; /* there is data under its alias, or an error that belongs to it */
    wikijs_str data;
    size_t first_error, error_count; /* of wj_shares.errors */
};

struct wj_shares {
    struct wj_share *items;
    size_t count;
    /* of the answer */
    struct wj_share_error *errors; /* in the order of the shares */
    bool probe_seen, probe_is_user;
};

/*
 * Write the body of the combined request. *probe_at as for wj_body(). `parser` reads the shares' own bodies.
 * 0, or a status.
 */
int wj_combined_body(struct wj_buf *out, struct wj_json_parser *parser, struct wj_shares *shares, size_t *probe_at);

/*
 * Cut an answer up; memory comes from the arena, and the shares point into `text`. WIKIJS_E_PROTOCOL: no GraphQL answer,
 * or one without data.
 */
int wj_combined_cut(struct wj_json_parser *parser, wikijs_str text, struct wj_arena *arena, struct wj_shares *shares);

/* The answer that one of them would have got alone. */
void wj_combined_answer(struct wj_buf *out, const struct wj_shares *shares, size_t index);

#endif
