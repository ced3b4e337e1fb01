/* SPDX-License-Identifier: MIT */
/* Argument structs, by their rows: written as JSON variables, and copied. */
#include "graphql/variables.h"

#include <string.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/text.h"
#include "graphql/document.h"
#include "json/write.h"

/* The member of any argument row, read out of the struct once. */
union member {
    int64_t integer;
    const char *string;
    wikijs_str text;
    wikijs_strings strings;
    wikijs_ints ints;
    struct wj_inputs objects;
    int number; /* tri-states and enums */
    bool flag;
};

static union member read_member(const struct wj_arg *arg, const void *args)
{
    const void *at = (const char *)args + arg->offset;
    union member m;
    memset(&m, 0, sizeof m);
    switch (arg->type) {
    case WJ_ARG_INT:
    case WJ_ARG_TIME:
        memcpy(&m.integer, at, sizeof m.integer);
        break;
    case WJ_ARG_STRING:
        memcpy(&m.string, at, sizeof m.string);
        break;
    case WJ_ARG_TEXT:
        memcpy(&m.text, at, sizeof m.text);
        break;
    case WJ_ARG_STRINGS:
        memcpy(&m.strings, at, sizeof m.strings);
        break;
    case WJ_ARG_INTS:
        memcpy(&m.ints, at, sizeof m.ints);
        break;
    case WJ_ARG_OBJECTS:
        memcpy(&m.objects, at, sizeof m.objects);
        break;
    case WJ_ARG_FLAG:
        memcpy(&m.flag, at, sizeof m.flag);
        break;
    default:
        memcpy(&m.number, at, sizeof m.number);
        break;
    }
    return m;
}

static bool is_left_out(const struct wj_arg *arg, const union member *m)
{
    switch (arg->type) {
    case WJ_ARG_INT:
    case WJ_ARG_TIME:
        return m->integer == 0;
    case WJ_ARG_STRING:
        return m->string == NULL;
    case WJ_ARG_TEXT:
        return m->text.ptr == NULL;
    case WJ_ARG_STRINGS:
        return m->strings.items == NULL;
    case WJ_ARG_INTS:
        return m->ints.items == NULL;
    case WJ_ARG_OBJECTS:
        return m->objects.items == NULL;
    case WJ_ARG_FLAG:
        return !m->flag;
    default:
        return m->number == 0;
    }
}

/* Whether the zero of this type stands for a value when the argument is required. */
static bool zero_is_a_value(const struct wj_arg *arg)
{
    return arg->type != WJ_ARG_STRING && arg->type != WJ_ARG_TEXT && arg->type != WJ_ARG_ENUM &&
           arg->type != WJ_ARG_TIME;
}

static int refuse(wikijs_error *err, const struct wj_op *op, const struct wj_arg *arg, const char *why)
{
    return wj_error_set(err, WIKIJS_E_ARG, "'%s': '%s' %s", op->name, arg->name, why);
}

static int check_integer(const struct wj_op *op, const struct wj_arg *arg, int64_t number, wikijs_error *err)
{
    if (number >= INT32_MIN && number <= INT32_MAX)
        return 0;
    return refuse(err, op, arg, "does not fit 32 bits");
}

/* Text that is not UTF-8 is refused: replaced characters would be stored and never noticed. */
static int check_text(const struct wj_op *op, const struct wj_arg *arg, const char *text, size_t length,
                      wikijs_error *err)
{
    return wj_utf8_valid(text, length) ? 0 : refuse(err, op, arg, "is not valid UTF-8");
}

/* A required list that is not set is sent as an empty one: not when it claims to hold something. */
static bool lacks_items(const struct wj_arg *arg, const union member *m)
{
    switch (arg->type) {
    case WJ_ARG_STRINGS:
        return !m->strings.items && m->strings.count > 0;
    case WJ_ARG_INTS:
        return !m->ints.items && m->ints.count > 0;
    case WJ_ARG_OBJECTS:
        return !m->objects.items && m->objects.count > 0;
    default:
        return false;
    }
}

static int check(const struct wj_op *op, const struct wj_arg *arg, const union member *m, wikijs_error *err)
{
    int failed = 0;
    if (lacks_items(arg, m))
        return refuse(err, op, arg, "has a count but no items");
    switch (arg->type) {
    case WJ_ARG_INT:
        return check_integer(op, arg, m->integer, err);
    case WJ_ARG_STRING:
        return check_text(op, arg, m->string, strlen(m->string), err);
    case WJ_ARG_TEXT:
        return check_text(op, arg, m->text.ptr, m->text.len, err);
    case WJ_ARG_STRINGS:
        for (size_t i = 0; i < m->strings.count && !failed; i++)
            failed = m->strings.items[i] ? check_text(op, arg, m->strings.items[i], strlen(m->strings.items[i]), err)
                                         : refuse(err, op, arg, "holds a NULL");
        return failed;
    case WJ_ARG_INTS:
        for (size_t i = 0; i < m->ints.count && !failed; i++)
            failed = check_integer(op, arg, m->ints.items[i], err);
        return failed;
    case WJ_ARG_BOOL:
        return m->number >= WIKIJS_UNSET && m->number <= WIKIJS_NO ? 0 : refuse(err, op, arg, "is neither yes nor no");
    case WJ_ARG_ENUM:
        return m->number > 0 && m->number < arg->enum_count ? 0 : refuse(err, op, arg, "is not one of its values");
    default:
        return 0;
    }
}

static const void *item_at(const struct wj_arg *arg, const struct wj_inputs *list, size_t index)
{
    return (const char *)list->items + index * arg->item_size;
}

static void put_string(struct wj_buf *out, const char *text)
{
    wj_json_string(out, text, strlen(text));
}

static void put_list(struct wj_buf *out, const struct wj_arg *arg, const union member *m)
{
    bool strings = arg->type == WJ_ARG_STRINGS;
    size_t count = strings ? m->strings.count : m->ints.count;
    wj_buf_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            wj_buf_char(out, ',');
        if (strings)
            put_string(out, m->strings.items[i]);
        else
            wj_buf_int(out, m->ints.items[i]);
    }
    wj_buf_char(out, ']');
}

static int put_members(struct wj_buf *out, const struct wj_op *op, const struct wj_arg *rows, uint8_t count,
                       const void *members, wikijs_error *err);

static int put_objects(struct wj_buf *out, const struct wj_op *op, const struct wj_arg *arg,
                       const struct wj_inputs *list, wikijs_error *err)
{
    int failed = 0;
    wj_buf_char(out, '[');
    for (size_t i = 0; i < list->count && !failed; i++) {
        wj_buf_str(out, i ? ",{" : "{");
        failed = put_members(out, op, arg->rows, arg->row_count, item_at(arg, list, i), err);
        wj_buf_char(out, '}');
    }
    wj_buf_char(out, ']');
    return failed;
}

static int put_value(struct wj_buf *out, const struct wj_op *op, const struct wj_arg *arg, const union member *m,
                     wikijs_error *err)
{
    char time[25];
    switch (arg->type) {
    case WJ_ARG_INT:
        wj_buf_int(out, m->integer);
        break;
    case WJ_ARG_STRING:
        put_string(out, m->string);
        break;
    case WJ_ARG_TEXT:
        wj_json_string(out, m->text.ptr, m->text.len);
        break;
    case WJ_ARG_BOOL:
        wj_buf_str(out, m->number == WIKIJS_YES ? "true" : "false");
        break;
    case WJ_ARG_FLAG:
        wj_buf_str(out, m->flag ? "true" : "false");
        break;
    case WJ_ARG_TIME:
        wj_time_format(m->integer, time);
        put_string(out, time);
        break;
    case WJ_ARG_ENUM:
        put_string(out, arg->enum_names[m->number]);
        break;
    case WJ_ARG_OBJECTS:
        return put_objects(out, op, arg, &m->objects, err);
    default:
        put_list(out, arg, m);
        break;
    }
    return 0;
}

static int put_members(struct wj_buf *out, const struct wj_op *op, const struct wj_arg *rows, uint8_t count,
                       const void *members, wikijs_error *err)
{
    bool first = true;
    for (uint8_t i = 0; i < count; i++) {
        const struct wj_arg *arg = &rows[i];
        union member m = read_member(arg, members);
        if (is_left_out(arg, &m)) {
            if (!(arg->flags & WJ_ARG_REQUIRED))
                continue;
            if (!zero_is_a_value(arg))
                return refuse(err, op, arg, "is required");
        }
        int failed = check(op, arg, &m, err);
        if (failed)
            return failed;
        if (!first)
            wj_buf_char(out, ',');
        first = false;
        wj_json_string(out, arg->name, strlen(arg->name));
        wj_buf_char(out, ':');
        failed = put_value(out, op, arg, &m, err);
        if (failed)
            return failed;
    }
    return 0;
}

int wj_variables(struct wj_buf *out, const struct wj_op *op, const void *args, wikijs_error *err)
{
    return put_members(out, op, op->args, op->arg_count, args, err);
}

/* ---- secrets ---- */

static bool has_secret_row(const struct wj_arg *rows, uint8_t count)
{
    for (uint8_t i = 0; i < count; i++)
        if (rows[i].flags & WJ_ARG_SECRET || has_secret_row(rows[i].rows, rows[i].row_count))
            return true;
    return false;
}

bool wj_op_is_secret(const struct wj_op *op)
{
    if (op->flags & WJ_OP_NO_AUTH || has_secret_row(op->args, op->arg_count))
        return true;
    for (uint32_t i = 0; op->model && i < op->model->field_count; i++)
        if (op->model->fields[i].flags & WIKIJS_FIELD_SECRET)
            return true;
    return false;
}

/* ---- copies ---- */

static bool copy_strings(struct wj_arena *arena, wikijs_strings *list)
{
    const char **items = wj_arena_alloc(arena, (list->count ? list->count : 1) * sizeof *items);
    if (!items)
        return false;
    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i] ? wj_arena_strdup(arena, list->items[i]) : NULL;
        if (list->items[i] && !items[i])
            return false;
    }
    list->items = items;
    return true;
}

static bool copy_ints(struct wj_arena *arena, wikijs_ints *list)
{
    int64_t *items = wj_arena_alloc(arena, (list->count ? list->count : 1) * sizeof *items);
    if (!items)
        return false;
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    list->items = items;
    return true;
}

static bool copy_members(struct wj_arena *arena, const struct wj_arg *rows, uint8_t count, char *copy);

static bool copy_objects(struct wj_arena *arena, const struct wj_arg *arg, struct wj_inputs *list)
{
    size_t size = list->count * arg->item_size;
    char *items = wj_arena_alloc(arena, size ? size : 1);
    if (!items)
        return false;
    if (size)
        memcpy(items, list->items, size);
    list->items = items;
    for (size_t i = 0; i < list->count; i++)
        if (!copy_members(arena, arg->rows, arg->row_count, items + i * arg->item_size))
            return false;
    return true;
}

/* Replace what member `m` points to by a copy. */
static bool copy_member(struct wj_arena *arena, const struct wj_arg *arg, union member *m)
{
    switch (arg->type) {
    case WJ_ARG_STRING:
        return (m->string = wj_arena_strdup(arena, m->string)) != NULL;
    case WJ_ARG_TEXT:
        return (m->text.ptr = wj_arena_strndup(arena, m->text.ptr, m->text.len)) != NULL;
    case WJ_ARG_STRINGS:
        return copy_strings(arena, &m->strings);
    case WJ_ARG_OBJECTS:
        return copy_objects(arena, arg, &m->objects);
    default:
        return copy_ints(arena, &m->ints);
    }
}

static size_t pointer_member_size(const struct wj_arg *arg)
{
    switch (arg->type) {
    case WJ_ARG_STRING:
        return sizeof(const char *);
    case WJ_ARG_TEXT:
        return sizeof(wikijs_str);
    case WJ_ARG_STRINGS:
        return sizeof(wikijs_strings);
    case WJ_ARG_INTS:
        return sizeof(wikijs_ints);
    case WJ_ARG_OBJECTS:
        return sizeof(struct wj_inputs);
    default:
        return 0; /* a plain value: the struct's own copy holds it */
    }
}

/* Everything that the members of a copied struct point to is copied, too. */
static bool copy_members(struct wj_arena *arena, const struct wj_arg *rows, uint8_t count, char *copy)
{
    for (uint8_t i = 0; i < count; i++) {
        size_t member_size = pointer_member_size(&rows[i]);
        union member m = read_member(&rows[i], copy);
        if (!member_size || is_left_out(&rows[i], &m))
            continue;
        if (!copy_member(arena, &rows[i], &m))
            return false;
        memcpy(copy + rows[i].offset, &m, member_size);
    }
    return true;
}

void *wj_args_copy(struct wj_arena *arena, const struct wj_op *op, const void *args, size_t size)
{
    char *copy = wj_arena_alloc(arena, size);
    if (!copy)
        return NULL;
    memcpy(copy, args, size);
    return copy_members(arena, op->args, op->arg_count, copy) ? copy : NULL;
}
