/* SPDX-License-Identifier: MIT */
/*
 * One walk over the JSON text, guided by the rows and by the GraphQL types that they name: "[PageRuleInput]!" is taken
 * apart from the outside, and a single value stands for a list of one, as in GraphQL.
 */
#include "graphql/arguments.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "base/status.h"
#include "base/text.h"
#include "json/index.h"
#include "json/walk.h"

/* Part of the text of a type: "[Int!]" of "[Int!]!". */
struct type {
    const char *text;
    size_t length;
};

struct checker {
    const struct wj_op *op;
    struct wj_walk walk;
    wikijs_error *err;
    char place[160]; /* "pageRules[2].match" */
};

static bool is_non_null(struct type type)
{
    return type.length && type.text[type.length - 1] == '!';
}

bool wj_arg_required(const struct wj_arg *arg)
{
    struct type type = { arg->graphql_type, strlen(arg->graphql_type) };
    return arg->flags & WJ_ARG_REQUIRED || is_non_null(type);
}

static bool is_type(struct type type, const char *name)
{
    return type.length == strlen(name) && memcmp(type.text, name, type.length) == 0;
}

/* ---- what is said ---- */

static int refuse(const struct checker *c, const char *why)
{
    return wj_error_set(c->err, WIKIJS_E_ARG, "'%s': '%s' %s", c->op->name, c->place, why);
}

static int refuse_syntax(const struct checker *c)
{
    return wj_error_set(c->err, WIKIJS_E_ARG, "'%s': the arguments are no JSON object", c->op->name);
}

static int refuse_unknown(const struct checker *c, const char *name, size_t length, const struct wj_arg *rows,
                          uint8_t count)
{
    struct wj_nearest nearest;
    char shown[64], near[200];
    wj_nearest_start(&nearest, name, length);
    for (uint8_t i = 0; i < count; i++)
        wj_nearest_try(&nearest, rows[i].name);
    wj_nearest_phrase(&nearest, near, sizeof near);
    wj_copy_line(shown, sizeof shown, name, length);
    return wj_error_set(c->err, WIKIJS_E_ARG, "'%s' has no argument '%s%s%s'%s", c->op->name, c->place,
                        c->place[0] ? "." : "", shown, near);
}

static int refuse_value_of(const struct checker *c, const struct wj_arg *arg)
{
    char text[200] = "must be one of";
    for (uint8_t i = 1; i < arg->enum_count; i++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s %s", i > 1 ? "," : "", arg->enum_names[i]);
    }
    return refuse(c, text);
}

/* Add a part to the place; returns the length that it had. */
static size_t enter_member(struct checker *c, const char *name)
{
    size_t length = strlen(c->place);
    snprintf(c->place + length, sizeof c->place - length, "%s%s", length ? "." : "", name);
    return length;
}

static size_t enter_item(struct checker *c, size_t index)
{
    size_t length = strlen(c->place);
    snprintf(c->place + length, sizeof c->place - length, "[%zu]", index);
    return length;
}

/* ---- values ---- */

static bool is_int(const struct wj_walk *w)
{
    const char *start = w->text + *w->at;
    int64_t number;
    return wj_int_parse(start, (size_t)(wj_walk_token_end(w) - start), &number) && number >= INT32_MIN &&
           number <= INT32_MAX;
}

static bool is_string(const struct wj_walk *w)
{
    return wj_walk_peek(w) == '"';
}

static bool is_bool(const struct wj_walk *w)
{
    return wj_walk_is_literal(w, "true", 4) || wj_walk_is_literal(w, "false", 5);
}

static bool is_one_of(const struct wj_walk *w, const struct wj_arg *arg)
{
    const char *start = w->text + *w->at + 1;
    size_t length = (size_t)(wj_walk_token_end(w) - start - 1);
    for (uint8_t i = 1; i < arg->enum_count; i++)
        if (strlen(arg->enum_names[i]) == length && memcmp(arg->enum_names[i], start, length) == 0)
            return true;
    return false;
}

static int check_scalar(struct checker *c, const struct wj_arg *arg, struct type type)
{
    struct wj_walk *w = &c->walk;
    if (arg->enum_names && (!is_string(w) || !is_one_of(w, arg)))
        return refuse_value_of(c, arg);
    if (is_type(type, "Int") && !is_int(w))
        return refuse(c, "must be a whole number of 32 bits");
    if (is_type(type, "Boolean") && !is_bool(w))
        return refuse(c, "must be true or false");
    if (is_type(type, "String") && !is_string(w))
        return refuse(c, "must be a text");
    if (is_type(type, "Date") && !is_string(w))
        return refuse(c, "must be a time as text, such as \"2026-11-22T19:33:39Z\"");
    return wj_walk_skip(w) ? refuse_syntax(c) : 0;
}

static int check_members(struct checker *c, const struct wj_arg *rows, uint8_t count);
static int check_value(struct checker *c, const struct wj_arg *arg, struct type type);

static int check_list(struct checker *c, const struct wj_arg *arg, struct type inner)
{
    struct wj_walk *w = &c->walk;
    w->at++;
    if (wj_walk_peek(w) == ']') {
        w->at++;
        return 0;
    }
    for (size_t i = 0;; i++) {
        size_t length = enter_item(c, i);
        int failed = check_value(c, arg, inner);
        if (failed)
            return failed;
        c->place[length] = '\0';
        char next = wj_walk_peek(w);
        w->at++;
        if (next == ']')
            return 0;
        if (next != ',')
            return refuse_syntax(c);
    }
}

static int check_value(struct checker *c, const struct wj_arg *arg, struct type type)
{
    struct wj_walk *w = &c->walk;
    bool needed = is_non_null(type);
    if (!wj_walk_peek(w)) /* the end of the text */
        return refuse_syntax(c);
    type.length -= needed;
    if (wj_walk_peek(w) == 'n' && wj_walk_is_literal(w, "null", 4)) {
        w->at++;
        return needed ? refuse(c, "must not be null") : 0;
    }
    if (type.length > 2 && type.text[0] == '[') {
        struct type inner = { type.text + 1, type.length - 2 };
        return wj_walk_peek(w) == '[' ? check_list(c, arg, inner) : check_value(c, arg, inner);
    }
    if (!arg->rows)
        return check_scalar(c, arg, type);
    return wj_walk_peek(w) == '{' ? check_members(c, arg->rows, arg->row_count) : refuse(c, "must be an object");
}

/* ---- objects ---- */

/* The key at the walk's place and the value behind it; `seen` is by row. */
static int check_member(struct checker *c, const struct wj_arg *rows, uint8_t count, bool *seen)
{
    struct wj_walk *w = &c->walk;
    if (!is_string(w))
        return refuse_syntax(c);
    const char *name = w->text + *w->at + 1;
    size_t length = (size_t)(wj_walk_token_end(w) - name - 1);
    w->at++;
    if (wj_walk_peek(w) != ':')
        return refuse_syntax(c);
    w->at++;
    uint8_t i = 0;
    while (i < count && (strlen(rows[i].name) != length || memcmp(rows[i].name, name, length) != 0))
        i++;
    if (i == count)
        return refuse_unknown(c, name, length, rows, count);
    size_t outside = enter_member(c, rows[i].name);
    if (seen[i])
        return refuse(c, "is given twice");
    seen[i] = true;
    struct type type = { rows[i].graphql_type, strlen(rows[i].graphql_type) };
    int failed = check_value(c, &rows[i], type);
    if (!failed)
        c->place[outside] = '\0';
    return failed;
}

static int check_required(struct checker *c, const struct wj_arg *rows, uint8_t count, const bool *seen)
{
    for (uint8_t i = 0; i < count; i++) {
        if (seen[i] || !wj_arg_required(&rows[i]))
            continue;
        enter_member(c, rows[i].name);
        char why[96];
        snprintf(why, sizeof why, "is required (%s)", rows[i].graphql_type);
        return refuse(c, why);
    }
    return 0;
}

/* The nesting of the rows bounds the recursion. */
static int check_members(struct checker *c, const struct wj_arg *rows, uint8_t count)
{
    struct wj_walk *w = &c->walk;
    bool seen[UINT8_MAX] = { false };
    w->at++;
    bool more = wj_walk_peek(w) != '}';
    if (!more)
        w->at++;
    while (more) {
        int failed = check_member(c, rows, count, seen);
        if (failed)
            return failed;
        char next = wj_walk_peek(w);
        if (next != ',' && next != '}')
            return refuse_syntax(c);
        w->at++;
        more = next == ',';
    }
    return check_required(c, rows, count, seen);
}

static int check_text(struct checker *c, struct wj_json_index *index, struct wj_buf *text)
{
    const uint32_t *places;
    size_t count;
    const char *why;
    int failed = wj_json_index_text(index, text->data, text->len, &places, &count, &why);
    if (failed == WIKIJS_E_PROTOCOL)
        failed = WIKIJS_E_ARG;
    if (failed)
        return wj_error_set(c->err, failed, "'%s': the arguments: %s", c->op->name, why);
    c->walk = (struct wj_walk){ .text = text->data, .at = places, .end = text->data + text->len };
    if (wj_walk_peek(&c->walk) != '{')
        return refuse_syntax(c);
    failed = check_members(c, c->op->args, c->op->arg_count);
    if (failed)
        return failed;
    return c->walk.at == places + count ? 0 : refuse_syntax(c);
}

int wj_arguments_check(const struct wj_op *op, const char *json, wikijs_error *err)
{
    struct checker checker = { .op = op, .err = err };
    const bool none[UINT8_MAX] = { false };
    if (!json)
        return check_required(&checker, op->args, op->arg_count, none);
    /* A copy, since the index looks a little past the end. */
    struct wj_buf text;
    wj_buf_init(&text, &wj_libc_allocator, SIZE_MAX);
    text.secret = wj_op_is_secret(op);
    struct wj_json_index *index = wj_json_index_new();
    int failed = index ? wj_buf_str(&text, json) : WIKIJS_E_NOMEM;
    if (!failed && !text.data)
        failed = wj_buf_reserve(&text, 0);
    failed = failed ? wj_error_set(err, failed, "out of memory") : check_text(&checker, index, &text);
    wj_json_index_free(index);
    wj_buf_free(&text);
    return failed;
}
