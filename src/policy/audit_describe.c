/* SPDX-License-Identifier: MIT */
/*
 * What a call is about to do, for the audit log. Its arguments are read from the body, which every kind of call has. What a
 * row calls a secret is masked; in documents of the program, which have no rows, what is named like one. Long texts are
 * told by their size and hash.
 */
#include "policy/audit.h"
#include "json/members.h"
#include "json/string.h"
#include "json/write.h"
#include <string.h>
#include <strings.h>

enum { LONGEST_TEXT = 256, LONGEST_IDENTITY = 128, DEEPEST = 8, ARGUMENTS_MAX = WJ_AUDIT_LINE_MAX / 2 };

static const char masked[] = "\"***\"";

struct describer {
    struct wj_json_parser *parser;
    struct wj_arena arena; /* what is cut out of the body */
    struct wj_buf *out;
    bool guess; /* there are no rows */
};

/* --- names --- */

static bool is_named(wikijs_str name, const char *text)
{
    return name.len == strlen(text) && memcmp(name.ptr, text, name.len) == 0;
}

static bool holds(wikijs_str name, const char *part)
{
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= name.len; i++)
        if (strncasecmp(name.ptr + i, part, length) == 0)
            return true;
    return false;
}

static bool sounds_secret(wikijs_str name)
{
    static const char *const parts[] = { "password", "passwd",     "secret",       "token",
                                         "apikey",   "privatekey", "securitycode", "credential" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (holds(name, parts[i]))
            return true;
    return false;
}

/* Arguments that say which thing it is about. */
static bool identifies(wikijs_str name)
{
    static const char *const names[] = {
        "path", "locale", "destinationPath", "destinationLocale", "key", "name", "filename", "slug", "email",
        "tag",  "code",   "provider"
    };
    if (is_named(name, "id") || (name.len > 2 && memcmp(name.ptr + name.len - 2, "Id", 2) == 0))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_named(name, names[i]))
            return true;
    return false;
}

static const struct wj_json_member *find(const struct wj_json_members *members, const char *name)
{
    for (size_t i = 0; i < members->count; i++)
        if (is_named(members->items[i].name, name))
            return &members->items[i];
    return NULL;
}

static const struct wj_arg *find_row(const struct wj_arg *rows, size_t count, wikijs_str name)
{
    for (size_t i = 0; i < count; i++)
        if (is_named(name, rows[i].name))
            return &rows[i];
    return NULL;
}

/* --- values --- */

/* The text of a JSON string, unescaped, in the arena. */
static wikijs_str read_text(struct describer *d, wikijs_str value)
{
    size_t length = value.len - 2;
    char *text = wj_arena_strndup(&d->arena, value.ptr + 1, length);
    long size = text ? wj_json_unescape(text, length, 0, true) : -1;
    wikijs_str unescaped = { 0 };
    if (size >= 0)
        unescaped = (wikijs_str){ text, (size_t)size };
    return unescaped;
}

static void write_size(struct wj_buf *out, wikijs_str text)
{
    char hash[WJ_SHA256_HEX];
    wj_sha256_hex(text.ptr, text.len, hash);
    wj_buf_printf(out, "{\"bytes\":%zu,\"sha256\":\"%s\"}", text.len, hash);
}

static void write_value(struct describer *d, wikijs_str value, const struct wj_arg *row, int depth);

static void write_member(struct describer *d, const struct wj_json_member *member, const struct wj_arg *rows,
                         size_t count, bool is_pair, int depth)
{
    const struct wj_arg *row = find_row(rows, count, member->name);
    bool secret = row ? row->flags & WJ_ARG_SECRET
                      : d->guess && (sounds_secret(member->name) || (is_pair && is_named(member->name, "value")));
    wj_buf_printf(d->out, "\"%.*s\":", (int)member->name.len, member->name.ptr);
    if (secret && !is_named(member->value, "null"))
        wj_buf_str(d->out, masked);
    else
        write_value(d, member->value, row, depth);
}

/* An object or a list: `row` is of the argument that it is, or that it is an item of. */
static void write_members(struct describer *d, wikijs_str value, const struct wj_arg *row, int depth)
{
    struct wj_json_members members;
    if (depth >= DEEPEST || wj_json_cut(d->parser, value, &d->arena, &members, NULL) < 0) {
        write_size(d->out, value);
        return;
    }
    bool is_object = *value.ptr == '{';
    bool is_pair = is_object && find(&members, "key") && find(&members, "value");
    wj_buf_char(d->out, is_object ? '{' : '[');
    for (size_t i = 0; i < members.count; i++) {
        if (i)
            wj_buf_char(d->out, ',');
        if (is_object)
            write_member(d, &members.items[i], row ? row->rows : NULL, row ? row->row_count : 0, is_pair, depth + 1);
        else
            write_value(d, members.items[i].value, row, depth + 1);
    }
    wj_buf_char(d->out, is_object ? '}' : ']');
}

static void write_value(struct describer *d, wikijs_str value, const struct wj_arg *row, int depth)
{
    if (*value.ptr == '{' || *value.ptr == '[')
        write_members(d, value, row, depth);
    else if (*value.ptr == '"' && value.len > LONGEST_TEXT)
        write_size(d->out, read_text(d, value));
    else
        wj_buf_append(d->out, value.ptr, value.len);
}

/* --- arguments --- */

static void write_target(struct describer *d, const struct wj_op *op, const struct wj_json_members *arguments)
{
    const char *separator = "";
    wj_buf_str(d->out, ",\"target\":\"");
    for (size_t i = 0; i < arguments->count; i++) {
        const struct wj_json_member *member = &arguments->items[i];
        const struct wj_arg *row = find_row(op->args, op->arg_count, member->name);
        wikijs_str value = member->value;
        char first = *value.ptr;
        bool is_secret = row && row->flags & WJ_ARG_SECRET;
        if (!identifies(member->name) || is_secret || first == '{' || first == '[' || first == 'n')
            continue;
        if (first == '"')
            value = (wikijs_str){ value.ptr + 1, value.len - 2 };
        if (!value.len || value.len > LONGEST_IDENTITY)
            continue;
        wj_buf_printf(d->out, "%s%.*s=", separator, (int)member->name.len, member->name.ptr);
        wj_buf_append(d->out, value.ptr, value.len); /* escaped as it has to be */
        separator = " ";
    }
    wj_buf_char(d->out, '"');
}

static void write_arguments(struct describer *d, const struct wj_op *op, const struct wj_json_members *arguments)
{
    size_t before = d->out->len;
    wj_buf_str(d->out, ",\"arguments\":{");
    for (size_t i = 0; i < arguments->count; i++) {
        if (i)
            wj_buf_char(d->out, ',');
        write_member(d, &arguments->items[i], op->args, op->arg_count, false, 0);
    }
    wj_buf_char(d->out, '}');
    if (d->out->failed == WIKIJS_E_NOMEM || (!d->out->failed && d->out->len - before <= ARGUMENTS_MAX))
        return;
    d->out->failed = 0; /* too many of them: how many is told */
    d->out->len = before;
    wj_buf_printf(d->out, ",\"arguments\":{\"omitted\":%zu}", arguments->count);
}

/* --- documents of the program --- */

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Behind a comment or a string. */
static const char *skip_text(const char *at)
{
    if (*at == '#')
        return at + strcspn(at, "\n");
    bool block = strncmp(at, "\"\"\"", 3) == 0;
    for (at += block ? 3 : 1; *at; at++) {
        if (block ? strncmp(at, "\"\"\"", 3) == 0 : *at == '"')
            return at + (block ? 3 : 1);
        if (*at == '\\' && at[1])
            at++;
    }
    return at;
}

/* Behind what is no part of the selection: a comment, a string, a list of arguments. */
static const char *skip_aside(const char *at)
{
    size_t open = 0;
    do {
        if (*at == '#' || *at == '"') {
            at = skip_text(at);
            continue;
        }
        open += (*at == '(');
        open -= (*at == ')');
        at++;
    } while (*at && open > 0);
    return at;
}

/* "users.create pages.delete": the fields at the first two levels, by their own names. */
static void write_fields(struct wj_buf *out, const char *at)
{
    const char *outer = NULL, *separator = "";
    int outer_length = 0, depth = 0;
    while (*at && out->len < ARGUMENTS_MAX) {
        if (strchr("#\"(", *at)) {
            at = skip_aside(at);
            continue;
        }
        size_t length = 0;
        while (is_name_char(at[length]))
            length++;
        size_t blanks = length ? strspn(at + length, " \t\r\n,") : 0;
        bool is_alias = length && at[length + blanks] == ':';
        if (length && depth == 1 && !is_alias) {
            outer = at;
            outer_length = (int)length;
        } else if (length && depth == 2 && !is_alias && outer) {
            wj_buf_printf(out, "%s%.*s.%.*s", separator, outer_length, outer, (int)length, at);
            separator = " ";
        }
        depth += (*at == '{') - (*at == '}');
        at += length ? length : 1;
    }
}

static void describe_document(struct describer *d, const struct wj_json_members *body)
{
    const struct wj_json_member *query = find(body, "query"), *variables = find(body, "variables");
    wikijs_str document = query && *query->value.ptr == '"' ? read_text(d, query->value) : (wikijs_str){ 0 };
    wj_buf_str(d->out, ",\"target\":\"");
    if (document.ptr)
        write_fields(d->out, document.ptr);
    wj_buf_str(d->out, "\",\"document\":");
    write_size(d->out, document);
    struct wj_json_members arguments = { 0 };
    if (variables && *variables->value.ptr == '{')
        wj_json_cut(d->parser, variables->value, &d->arena, &arguments, NULL);
    d->guess = true;
    const struct wj_op none = { 0 };
    write_arguments(d, &none, &arguments);
}

/* --- files --- */

static void describe_file(struct wj_buf *out, const struct wikijs_call *call)
{
    const struct wj_stream *stream = call->request.stream;
    const char *name = stream && stream->filename ? stream->filename : call->request.path;
    wj_buf_str(out, ",\"target\":");
    wj_json_string(out, name, strlen(name));
    if (!stream || !stream->is_upload)
        return;
    wj_buf_str(out, ",\"arguments\":{\"filename\":");
    wj_json_string(out, name, strlen(name));
    if (stream->size >= 0)
        wj_buf_printf(out, ",\"bytes\":%lld", (long long)stream->size);
    if (stream->metadata) /* of our own making: {"folderId":3} */
        wj_buf_printf(out, ",\"metadata\":%s", stream->metadata);
    wj_buf_char(out, '}');
}

int wj_audit_describe(const struct wikijs_call *call, struct wj_json_parser *parser, struct wj_buf *out)
{
    struct describer d = { .parser = parser, .out = out };
    wj_buf_str(out, "\"operation\":");
    wj_json_string(out, call->op->name, strlen(call->op->name));
    if (call->op->flags & WJ_OP_HTTP) {
        describe_file(out, call);
        return out->failed;
    }
    wj_arena_init(&d.arena, call->allocator, 0);
    d.arena.secret = call->secret;
    struct wj_json_members body, arguments = { 0 };
    int status = wj_json_cut(parser, (wikijs_str){ call->request.body.data, call->request.body.len }, &d.arena, &body,
                             NULL);
    if (status == 0 && call->op->answer == WJ_ANSWER_RAW) {
        describe_document(&d, &body);
    } else if (status == 0) {
        const struct wj_json_member *variables = find(&body, "variables");
        if (variables && *variables->value.ptr == '{')
            status = wj_json_cut(parser, variables->value, &d.arena, &arguments, NULL);
        write_target(&d, call->op, &arguments);
        write_arguments(&d, call->op, &arguments);
    }
    int failed = out->failed ? out->failed : d.arena.failed;
    wj_arena_clear(&d.arena);
    return status < 0 ? status : failed;
}
