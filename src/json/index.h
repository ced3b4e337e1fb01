/* SPDX-License-Identifier: MIT */
/*
 * Where the tokens of a JSON text are: simdjson's first stage behind a C face. It checks UTF-8, that strings end and that
 * they hold no control characters; everything else is for the reader of the index.
 */
#ifndef WJ_JSON_INDEX_H
#define WJ_JSON_INDEX_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct wj_json_index; /* keeps its memory from one text to the next */

/* NULL when out of memory. Its memory comes from operator new(nothrow): simdjson offers no other way. */
struct wj_json_index *wj_json_index_new(void);
void wj_json_index_free(struct wj_json_index *index);

/*
 * Find the places in `text` (length bytes, WJ_BUF_PAD readable ones behind them) where a bracket, colon, comma, string,
 * number or literal begins. *places receives them in ascending order, followed by `length` as a sentinel; they are valid
 * until the next text. 0, WIKIJS_E_PROTOCOL, WIKIJS_E_TOO_LARGE or WIKIJS_E_NOMEM; *why then says what is wrong.
 */
int wj_json_index_text(struct wj_json_index *index, const char *text, size_t length, const uint32_t **places,
                       size_t *count, const char **why);

/* Give back memory that only an unusually large text needed. */
void wj_json_index_shrink(struct wj_json_index *index);

#ifdef __cplusplus
}
#endif
#endif
