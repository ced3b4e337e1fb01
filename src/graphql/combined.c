/* SPDX-License-Identifier: MIT */
#include "graphql/combined.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "graphql/document.h"
#include "json/members.h"
#include <wikijs/error.h>

enum { ALIAS_SIZE = 12 };

struct wj_share_error {
    size_t share; /* SIZE_MAX: nobody's */
    wikijs_str message, path_rest, extensions;
};

static bool is_named(wikijs_str name, const char *text)
{
    return name.len == strlen(text) && memcmp(name.ptr, text, name.len) == 0;
}

static void write_alias(char out[ALIAS_SIZE], size_t index)
{
    snprintf(out, ALIAS_SIZE, "r%u", (unsigned)index);
}

/* The share that an alias names; SIZE_MAX: none. */
static size_t read_alias(wikijs_str name, const struct wj_shares *shares)
{
    int64_t number;
    if (name.len < 2 || name.ptr[0] != 'r' || !wj_int_parse(name.ptr + 1, name.len - 1, &number) || number < 0 ||
        (uint64_t)number >= shares->count)
        return SIZE_MAX;
    return (size_t)number;
}

/* --- the request --- */

static wikijs_str member_of(const struct wj_json_members *object, const char *name)
{
    for (size_t i = 0; i < object->count; i++)
        if (is_named(object->items[i].name, name))
            return object->items[i].value;
    return (wikijs_str){ 0 };
}

/* The variables of a share's own request, under their new names. */
static int put_variables(struct wj_buf *out, struct wj_json_parser *parser, struct wj_arena *arena,
                         const struct wj_share *share, const char *alias)
{
    struct wj_json_members body, variables;
    if (!share->op->arg_count)
        return 0;
    int failed = wj_json_cut(parser, share->body, arena, &body, NULL);
    if (!failed)
        failed = wj_json_cut(parser, member_of(&body, "variables"), arena, &variables, NULL);
    if (failed)
        return failed;
    for (size_t i = 0; i < variables.count; i++) {
        if (out->len)
            wj_buf_char(out, ',');
        wj_buf_char(out, '"');
        wj_buf_str(out, alias);
        wj_buf_char(out, '_');
        wj_buf_append(out, variables.items[i].name.ptr, variables.items[i].name.len);
        wj_buf_append(out, "\":", 2);
        wj_buf_append(out, variables.items[i].value.ptr, variables.items[i].value.len);
    }
    return out->failed;
}

static int put_shares(const struct wj_shares *shares, struct wj_json_parser *parser, struct wj_buf *declarations,
                      struct wj_buf *fields, struct wj_buf *variables)
{
    struct wj_arena arena;
    wj_arena_init(&arena, fields->allocator, 0);
    int failed = 0;
    for (size_t i = 0; i < shares->count && !failed; i++) {
        char alias[ALIAS_SIZE];
        write_alias(alias, i);
        wj_document_part(declarations, fields, shares->items[i].op, shares->items[i].fields, alias);
        failed = put_variables(variables, parser, &arena, &shares->items[i], alias);
    }
    wj_arena_clear(&arena);
    return failed ? failed : declarations->failed ? declarations->failed : fields->failed;
}

static void put_body(struct wj_buf *out, bool write, const struct wj_buf *declarations, const struct wj_buf *fields,
                     const struct wj_buf *variables, size_t *probe_at)
{
    wj_buf_str(out, write ? "{\"query\":\"mutation" : "{\"query\":\"query");
    if (declarations->len) {
        wj_buf_char(out, '(');
        wj_buf_append(out, declarations->data, declarations->len);
        wj_buf_char(out, ')');
    }
    wj_buf_char(out, '{');
    wj_buf_append(out, fields->data, fields->len);
    *probe_at = out->len;
    wj_buf_str(out, "}\"");
    if (variables->len) {
        wj_buf_str(out, ",\"variables\":{");
        wj_buf_append(out, variables->data, variables->len);
        wj_buf_char(out, '}');
    }
    wj_buf_char(out, '}');
}

int wj_combined_body(struct wj_buf *out, struct wj_json_parser *parser, struct wj_shares *shares, size_t *probe_at)
{
    struct wj_buf declarations, fields, variables;
    wj_buf_init(&declarations, out->allocator, out->max);
    wj_buf_init(&fields, out->allocator, out->max);
    wj_buf_init(&variables, out->allocator, out->max);
    variables.secret = out->secret;
    int failed = put_shares(shares, parser, &declarations, &fields, &variables);
    if (!failed) {
        put_body(out, shares->items[0].op->flags & WJ_OP_WRITE, &declarations, &fields, &variables, probe_at);
        failed = out->failed;
    }
    wj_buf_free(&declarations);
    wj_buf_free(&fields);
    wj_buf_free(&variables);
    return failed;
}

/* --- the answer --- */

/* Whose error it is: its path begins with the alias. */
static int read_error(struct wj_json_parser *parser, wikijs_str text, struct wj_arena *arena, struct wj_shares *shares,
                      struct wj_share_error *out)
{
    struct wj_json_members error, path = { 0 };
    int failed = wj_json_cut(parser, text, arena, &error, NULL);
    if (failed)
        return failed;
    wikijs_str where = member_of(&error, "path");
    if (where.len && where.ptr[0] == '[')
        failed = wj_json_cut(parser, where, arena, &path, NULL);
    if (failed)
        return failed;
    *out = (struct wj_share_error){ SIZE_MAX, member_of(&error, "message"), { 0 }, member_of(&error, "extensions") };
    if (!path.count || path.items[0].value.ptr[0] != '"')
        return 0;
    wikijs_str first = path.items[0].value;
    wikijs_str name = { first.ptr + 1, first.len - 2 };
    shares->probe_seen |= is_named(name, "wj_probe");
    out->share = read_alias(name, shares);
    const char *behind = first.ptr + first.len;
    out->path_rest = (wikijs_str){ behind, (size_t)(where.ptr + where.len - behind) };
    return 0;
}

/* Errors in the order of the shares that they belong to. */
static int take_errors(struct wj_json_parser *parser, wikijs_str text, struct wj_arena *arena, struct wj_shares *shares)
{
    struct wj_json_members list;
    int failed = wj_json_cut(parser, text, arena, &list, NULL);
    if (failed)
        return failed;
    struct wj_share_error *read = wj_arena_alloc(arena, (list.count + 1) * sizeof *read);
    shares->errors = wj_arena_alloc(arena, (list.count + 1) * sizeof *read);
    if (!read || !shares->errors)
        return arena->failed;
    for (size_t i = 0; i < list.count && !failed; i++) {
        failed = read_error(parser, list.items[i].value, arena, shares, &read[i]);
        if (!failed && read[i].share != SIZE_MAX) {
            shares->items[read[i].share].error_count++;
            shares->items[read[i].share].answered = true;
        }
    }
    size_t next = 0;
    for (size_t i = 0; i < shares->count; i++) {
        shares->items[i].first_error = next;
        next += shares->items[i].error_count;
        shares->items[i].error_count = 0; /* counted again */
    }
    for (size_t i = 0; i < list.count && !failed; i++) {
        if (read[i].share == SIZE_MAX)
            continue;
        struct wj_share *share = &shares->items[read[i].share];
        shares->errors[share->first_error + share->error_count++] = read[i];
    }
    return failed;
}

static int take_data(struct wj_json_parser *parser, wikijs_str text, struct wj_arena *arena, struct wj_shares *shares)
{
    struct wj_json_members data;
    int failed = wj_json_cut(parser, text, arena, &data, NULL);
    for (size_t i = 0; i < data.count && !failed; i++) {
        const struct wj_json_member *m = &data.items[i];
        size_t share = read_alias(m->name, shares);
        bool null = is_named(m->value, "null");
        if (share != SIZE_MAX) {
            shares->items[share].data = m->value;
            shares->items[share].answered |= !null;
        } else if (is_named(m->name, "wj_probe") && !null) {
            shares->probe_seen = true;
            shares->probe_is_user = !memmem(m->value.ptr, m->value.len, "null", 4);
        }
    }
    return failed;
}

int wj_combined_cut(struct wj_json_parser *parser, wikijs_str text, struct wj_arena *arena, struct wj_shares *shares)
{
    for (size_t i = 0; i < shares->count; i++) {
        shares->items[i].answered = false;
        shares->items[i].data = (wikijs_str){ 0 };
        shares->items[i].error_count = 0;
    }
    shares->errors = NULL;
    shares->probe_seen = shares->probe_is_user = false;
    struct wj_json_members root;
    int failed = wj_json_cut(parser, text, arena, &root, NULL);
    if (failed)
        return failed;
    wikijs_str data = member_of(&root, "data"), errors = member_of(&root, "errors");
    if (!data.len || data.ptr[0] != '{')
        return WIKIJS_E_PROTOCOL;
    failed = errors.len && errors.ptr[0] == '[' ? take_errors(parser, errors, arena, shares) : 0;
    return failed ? failed : take_data(parser, data, arena, shares);
}

static void put(struct wj_buf *out, wikijs_str text)
{
    wj_buf_append(out, text.ptr, text.len);
}

void wj_combined_answer(struct wj_buf *out, const struct wj_shares *shares, size_t index)
{
    const struct wj_share *share = &shares->items[index];
    wj_buf_str(out, "{\"data\":{\"");
    wj_buf_str(out, share->op->namespace_);
    wj_buf_str(out, "\":");
    put(out, share->data.len ? share->data : (wikijs_str){ "null", 4 });
    wj_buf_char(out, '}');
    for (size_t i = 0; i < share->error_count; i++) {
        const struct wj_share_error *error = &shares->errors[share->first_error + i];
        wj_buf_str(out, i ? ",{\"message\":" : ",\"errors\":[{\"message\":");
        put(out, error->message.len ? error->message : (wikijs_str){ "\"\"", 2 });
        wj_buf_str(out, ",\"path\":[\"");
        wj_buf_str(out, share->op->namespace_);
        wj_buf_char(out, '"');
        put(out, error->path_rest);
        if (error->extensions.len) {
            wj_buf_str(out, ",\"extensions\":");
            put(out, error->extensions);
        }
        wj_buf_char(out, '}');
    }
    wj_buf_str(out, share->error_count ? "]}" : "}");
}
