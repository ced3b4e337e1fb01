/* SPDX-License-Identifier: MIT */
/*
 * JSON text straight into structs, by field tables. simdjson (On-Demand) behind a C face; no tree in between.
 * Strings are unescaped in place inside `text`, so results point into it: give it to the arena first.
 */
#ifndef WJ_JSON_DECODE_H
#define WJ_JSON_DECODE_H

#include "base/arena.h"
#include "json/shape.h"

#ifdef __cplusplus
extern "C" {
#endif

struct wj_json_parser; /* keeps its index memory from one text to the next; belongs to one thread */

struct wj_json_parser *wj_json_parser_new(const wikijs_allocator *allocator);
void wj_json_parser_free(struct wj_json_parser *parser);

/* Why a text was refused: one line, and the dotted JSON path where it was ("data.pages.list[3].id"). */
struct wj_json_error {
    char message[160];
    char path[96];
};

/*
 * Decode `text` (length bytes, followed by at least WJ_BUF_PAD allocated bytes) into `object`, a zeroed struct of `model`.
 *
 * Unknown names are skipped, null leaves the field unset and its present bit clear. Memory for lists and nested objects comes
 * from the arena. The text is changed and must live as long as the object.
 *
 * TIME fields accept the server's ISO 8601 texts; another text leaves the field not present. A \u0000 inside a STRING becomes
 * U+FFFD; in a TEXT it stays. STRINGS lists: a null element becomes "".
 *
 * Returns 0, WIKIJS_E_PROTOCOL (not JSON, cut off, nested too deeply, not UTF-8), WIKIJS_E_SCHEMA (another type than the
 * table says; error->path names the field), WIKIJS_E_NOMEM, WIKIJS_E_TOO_LARGE (arena limit).
 */
int wj_json_decode(struct wj_json_parser *parser, char *text, size_t length, const struct wikijs_model *model,
                   void *object, struct wj_arena *arena, struct wj_json_error *error);

#ifdef __cplusplus
}
#endif
#endif
