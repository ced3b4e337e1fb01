/* SPDX-License-Identifier: MIT */
/*
 * The reader: fills structs by their tables. Strings are ended and unescaped where they stand; whether one needs
 * unescaping is known from the position of the next backslash in the whole text, which moves forward only.
 */
#include "json/decode.h"

#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "json/index.h"
#include "json/string.h"
#include "json/walk.h"
#include <wikijs/error.h>

enum { MAX_MODEL_DEPTH = 64 };

union slot {
    const void *pointer;
    int64_t number;
};

/* Elements of the lists that are being read, inner lists above outer ones; copied out when a list is complete. */
struct slots {
    union slot *items;
    size_t count, cap;
};

struct wj_json_parser {
    const wikijs_allocator *allocator;
    struct wj_json_index *index;
    struct slots slots;
};

struct span {
    char *ptr;
    size_t len;
};

static int fail_arena(struct wj_walk *w)
{
    bool limit = w->arena->failed == WIKIJS_E_TOO_LARGE;
    return wj_walk_fail(w, limit ? WIKIJS_E_TOO_LARGE : WIKIJS_E_NOMEM,
                        limit ? "the answer is larger than the limit" : "out of memory");
}

/* ---- single values ---- */

/* The raw inside of the string at w->at, which is passed. */
static inline struct span take_raw_string(struct wj_walk *w)
{
    char *start = w->text + *w->at + 1;
    char *end = wj_walk_token_end(w) - 1;
    w->at++;
    return (struct span){ start, (size_t)(end - start) };
}

static bool has_backslash(struct wj_walk *w, struct span s)
{
    if (w->backslash < s.ptr) {
        const char *found = memchr(s.ptr, '\\', (size_t)(w->end - s.ptr));
        w->backslash = found ? found : w->end;
    }
    return w->backslash < s.ptr + s.len;
}

/* The string at w->at, unescaped and NUL-terminated where it stands. */
static int take_string(struct wj_walk *w, bool keep_nul, struct span *out)
{
    *out = take_raw_string(w);
    if (has_backslash(w, *out)) {
        long length = wj_json_unescape(out->ptr, out->len, (size_t)(w->backslash - out->ptr), keep_nul);
        if (length < 0)
            return wj_walk_fail(w, WIKIJS_E_PROTOCOL, "a JSON string holds a bad escape sequence");
        out->len = (size_t)length;
    }
    out->ptr[out->len] = '\0';
    return 0;
}

static int take_null(struct wj_walk *w)
{
    if (!wj_walk_is_literal(w, "null", 4))
        return wj_walk_fail_syntax(w);
    w->at++;
    return 0;
}

static int take_bool(struct wj_walk *w, bool *out)
{
    char c = wj_walk_peek(w);
    if (c != 't' && c != 'f')
        return wj_walk_fail_type(w, WIKIJS_TYPE_BOOL);
    if (!(c == 't' ? wj_walk_is_literal(w, "true", 4) : wj_walk_is_literal(w, "false", 5)))
        return wj_walk_fail_syntax(w);
    *out = c == 't';
    w->at++;
    return 0;
}

static int take_int(struct wj_walk *w, int64_t *out)
{
    const char *at = w->text + *w->at;
    bool negative = *at == '-';
    at += negative;
    const char *digits = at;
    uint64_t number = 0;
    for (unsigned digit; (digit = (unsigned char)*at - (unsigned)'0') <= 9 && at - digits < 19; at++)
        number = number * 10 + digit;
    /* 18 digits always fit; the sentinel stops the loop before the end of the text. */
    if (at == digits || at - digits > 18 || !wj_walk_ends_scalar(*at))
        return wj_walk_fail_type(w, WIKIJS_TYPE_INT);
    *out = negative ? -(int64_t)number : (int64_t)number;
    w->at++;
    return 0;
}

static int take_json(struct wj_walk *w, wikijs_str *out)
{
    const char *start = w->text + *w->at;
    int failed = wj_walk_skip(w);
    if (failed)
        return failed;
    w->at--;
    size_t length = (size_t)(wj_walk_token_end(w) - start);
    w->at++;
    /* Copied, because the byte behind it is a bracket or comma that is still needed. */
    out->ptr = wj_arena_strndup(w->arena, start, length);
    out->len = length;
    return out->ptr ? 0 : fail_arena(w);
}

/* ---- lists ---- */

static int push(struct wj_walk *w, union slot slot)
{
    struct slots *slots = &w->parser->slots;
    if (slots->count == slots->cap) {
        size_t cap = slots->cap ? 2 * slots->cap : 256;
        union slot *items = wj_realloc(w->parser->allocator, slots->items, slots->cap * sizeof *items,
                                       cap * sizeof *items);
        if (!items)
            return wj_walk_fail(w, WIKIJS_E_NOMEM, "out of memory");
        slots->items = items;
        slots->cap = cap;
    }
    slots->items[slots->count++] = slot;
    return 0;
}

static int decode_object(struct wj_walk *w, const struct wikijs_model *model, void *object);

/* One element; *kept is false for a null that the list leaves out. */
static int decode_element(struct wj_walk *w, const struct wj_field *f, union slot *slot, bool *kept)
{
    *kept = true;
    if (wj_walk_peek(w) == 'n') {
        *kept = f->type == WIKIJS_TYPE_STRINGS;
        slot->pointer = "";
        return take_null(w);
    }
    if (f->type == WIKIJS_TYPE_INTS)
        return take_int(w, &slot->number);
    if (f->type == WIKIJS_TYPE_STRINGS) {
        if (wj_walk_peek(w) != '"')
            return wj_walk_fail_type(w, WIKIJS_TYPE_STRING);
        struct span s;
        int failed = take_string(w, false, &s);
        slot->pointer = s.ptr;
        return failed;
    }
    void *object = wj_arena_zalloc(w->arena, f->model->size);
    slot->pointer = object;
    return object ? decode_object(w, f->model, object) : fail_arena(w);
}

static int decode_elements(struct wj_walk *w, const struct wj_field *f)
{
    if (wj_walk_peek(w) != '[')
        return wj_walk_fail_type(w, f->type);
    w->at++;
    if (wj_walk_peek(w) == ']') {
        w->at++;
        return 0;
    }
    for (size_t i = 0;; i++) {
        union slot slot;
        bool kept;
        int failed = decode_element(w, f, &slot, &kept);
        if (!failed && kept)
            failed = push(w, slot);
        if (failed) {
            wj_walk_add_index(w, i);
            return failed;
        }
        char c = wj_walk_peek(w);
        if (c != ',' && c != ']')
            return wj_walk_fail_syntax(w);
        w->at++;
        if (c == ']')
            return 0;
    }
}

/* Copy the slots above `base` into one array of the arena and store it in the member. */
static int store_list(struct wj_walk *w, const struct wj_field *f, size_t base, void *member)
{
    static const int64_t no_ints[1] = { 0 };
    static const void *const no_pointers[1] = { NULL };
    size_t count = w->parser->slots.count - base;
    const union slot *slots = count ? w->parser->slots.items + base : NULL;

    if (f->type == WIKIJS_TYPE_INTS) {
        wikijs_ints *list = member;
        int64_t *items = count ? wj_arena_alloc(w->arena, count * sizeof *items) : NULL;
        if (count && !items)
            return fail_arena(w);
        for (size_t i = 0; i < count; i++)
            items[i] = slots[i].number;
        *list = (wikijs_ints){ count ? items : no_ints, count };
        return 0;
    }
    const void **items = count ? wj_arena_alloc(w->arena, count * sizeof *items) : NULL;
    if (count && !items)
        return fail_arena(w);
    for (size_t i = 0; i < count; i++)
        items[i] = slots[i].pointer;
    /* wikijs_strings and every list of objects have this layout. */
    struct wj_objects list = { count ? (const void *const *)items : no_pointers, count };
    memcpy(member, &list, sizeof list);
    return 0;
}

_Static_assert(sizeof(wikijs_strings) == sizeof(struct wj_objects) &&
                   offsetof(wikijs_strings, count) == offsetof(struct wj_objects, count),
               "all lists of pointers share one layout");

static int decode_list(struct wj_walk *w, const struct wj_field *f, void *member)
{
    size_t base = w->parser->slots.count;
    int failed = decode_elements(w, f);
    if (!failed)
        failed = store_list(w, f, base, member);
    w->parser->slots.count = base;
    return failed;
}

/* ---- objects ---- */

static int decode_nested(struct wj_walk *w, const struct wj_field *f, void *member)
{
    if (wj_walk_peek(w) != '{')
        return wj_walk_fail_type(w, WIKIJS_TYPE_OBJECT);
    void *object = wj_arena_zalloc(w->arena, f->model->size);
    if (!object)
        return fail_arena(w);
    memcpy(member, &object, sizeof object);
    return decode_object(w, f->model, object);
}

static int decode_text(struct wj_walk *w, const struct wj_field *f, void *member, bool *present)
{
    if (wj_walk_peek(w) != '"')
        return wj_walk_fail_type(w, f->type);
    struct span s;
    if (f->type == WIKIJS_TYPE_TIME) {
        s = take_raw_string(w);
        *present = wj_time_parse(s.ptr, s.len, member);
        return 0;
    }
    int failed = take_string(w, f->type == WIKIJS_TYPE_TEXT, &s);
    if (failed)
        return failed;
    if (f->type == WIKIJS_TYPE_TEXT)
        *(wikijs_str *)member = (wikijs_str){ s.ptr, s.len };
    else
        *(const char **)member = s.ptr;
    return 0;
}

/* The value of field f; *present is false for null and for a time that is none. */
static int decode_value(struct wj_walk *w, const struct wj_field *f, void *object, bool *present)
{
    void *member = (char *)object + f->offset;
    *present = true;
    if (wj_walk_peek(w) == 'n') {
        *present = false;
        return take_null(w);
    }
    switch (f->type) {
    case WIKIJS_TYPE_BOOL:
        return take_bool(w, member);
    case WIKIJS_TYPE_INT:
        return take_int(w, member);
    case WIKIJS_TYPE_JSON:
        return take_json(w, member);
    case WIKIJS_TYPE_OBJECT:
        return decode_nested(w, f, member);
    case WIKIJS_TYPE_STRINGS:
    case WIKIJS_TYPE_INTS:
    case WIKIJS_TYPE_OBJECTS:
        return decode_list(w, f, member);
    default:
        return decode_text(w, f, member, present);
    }
}

/* Names are short: two overlapping loads beat a call of memcmp. */
static inline bool same_name(const char *a, const char *b, size_t length)
{
    if (length >= 8 && length <= 16) {
        uint64_t a0, a1, b0, b1;
        memcpy(&a0, a, 8);
        memcpy(&b0, b, 8);
        memcpy(&a1, a + length - 8, 8);
        memcpy(&b1, b + length - 8, 8);
        return ((a0 ^ b0) | (a1 ^ b1)) == 0;
    }
    if (length >= 4 && length < 8) {
        uint32_t a0, a1, b0, b1;
        memcpy(&a0, a, 4);
        memcpy(&b0, b, 4);
        memcpy(&a1, a + length - 4, 4);
        memcpy(&b1, b + length - 4, 4);
        return ((a0 ^ b0) | (a1 ^ b1)) == 0;
    }
    if (length == 2)
        return a[0] == b[0] && a[1] == b[1];
    return memcmp(a, b, length) == 0;
}

static inline bool is_named(const struct wj_field *f, struct span key)
{
    return f->name_len == key.len && !(f->flags & WIKIJS_FIELD_LOCAL) && same_name(f->name, key.ptr, key.len);
}

/* Answers hold the fields in the order in which they were selected, which is table order: try the expected one first. */
static uint32_t find_field(const struct wikijs_model *model, struct span key, uint32_t expected)
{
    for (uint32_t i = expected; i < model->field_count; i++)
        if (is_named(&model->fields[i], key))
            return i;
    for (uint32_t i = 0; i < expected; i++)
        if (is_named(&model->fields[i], key))
            return i;
    return model->field_count;
}

static int decode_members(struct wj_walk *w, const struct wikijs_model *model, void *object, uint64_t *present)
{
    for (uint32_t next = 0;;) {
        if (wj_walk_peek(w) != '"')
            return wj_walk_fail_syntax(w);
        struct span key = take_raw_string(w);
        if (wj_walk_peek(w) != ':')
            return wj_walk_fail_syntax(w);
        w->at++;

        uint32_t i = find_field(model, key, next);
        int failed;
        if (i < model->field_count) {
            bool here;
            failed = decode_value(w, &model->fields[i], object, &here);
            if (failed)
                wj_walk_add_name(w, model->fields[i].name);
            else
                *present = (*present & ~WIKIJS_BIT(i)) | (uint64_t)here << i;
            next = i + 1;
        } else {
            failed = wj_walk_skip(w);
        }
        if (failed)
            return failed;

        char c = wj_walk_peek(w);
        if (c != ',' && c != '}')
            return wj_walk_fail_syntax(w);
        w->at++;
        if (c == '}')
            return 0;
    }
}

static int decode_object(struct wj_walk *w, const struct wikijs_model *model, void *object)
{
    if (wj_walk_peek(w) != '{')
        return wj_walk_fail_type(w, WIKIJS_TYPE_OBJECT);
    if (w->depth == MAX_MODEL_DEPTH)
        return wj_walk_fail(w, WIKIJS_E_PROTOCOL, "the JSON text is nested too deeply");
    w->at++;
    if (wj_walk_peek(w) == '}') {
        w->at++;
        return 0;
    }
    uint64_t present = 0;
    w->depth++;
    int failed = decode_members(w, model, object, &present);
    w->depth--;
    memcpy(object, &present, sizeof present);
    return failed;
}

/* ---- the public face ---- */

struct wj_json_parser *wj_json_parser_new(const wikijs_allocator *allocator)
{
    struct wj_json_parser *parser = wj_calloc(allocator, 1, sizeof *parser);
    if (!parser)
        return NULL;
    parser->allocator = allocator;
    parser->index = wj_json_index_new();
    if (parser->index)
        return parser;
    wj_free(allocator, parser);
    return NULL;
}

void wj_json_parser_free(struct wj_json_parser *parser)
{
    if (!parser)
        return;
    wj_json_index_free(parser->index);
    wj_free(parser->allocator, parser->slots.items);
    wj_free(parser->allocator, parser);
}

int wj_json_walk(struct wj_json_parser *parser, char *text, size_t length, struct wj_arena *arena,
                 struct wj_json_error *error, struct wj_walk *walk, const uint32_t **end)
{
    const char *backslash = memchr(text, '\\', length);
    *walk = (struct wj_walk){
        .text = text,
        .backslash = backslash ? backslash : text + length,
        .end = text + length,
        .arena = arena,
        .parser = parser,
        .error = error,
    };
    if (error)
        *error = (struct wj_json_error){ 0 };
    parser->slots.count = 0;

    size_t count;
    const char *why;
    int failed = wj_json_index_text(parser->index, text, length, &walk->at, &count, &why);
    if (failed)
        return wj_walk_fail(walk, failed, why);
    *end = walk->at + count;
    text[length] = '\0'; /* what the sentinel points at */
    return 0;
}

void wj_json_walk_end(struct wj_json_parser *parser)
{
    wj_json_index_shrink(parser->index);
}

int wj_json_decode(struct wj_json_parser *parser, char *text, size_t length, const struct wikijs_model *model,
                   void *object, struct wj_arena *arena, struct wj_json_error *error)
{
    struct wj_walk w;
    const uint32_t *end = NULL;
    int failed = wj_json_walk(parser, text, length, arena, error, &w, &end);
    if (failed)
        return failed;
    if (wj_walk_peek(&w) != '{')
        failed = wj_walk_fail(&w, WIKIJS_E_PROTOCOL, "not a JSON object");
    else
        failed = decode_object(&w, model, object);
    if (!failed && w.at != end)
        failed = wj_walk_fail(&w, WIKIJS_E_PROTOCOL, "something follows the JSON text");
    wj_json_walk_end(parser);
    return failed;
}
