/* SPDX-License-Identifier: MIT */
/* Thrown errors: where they happened, and the number, class or SQL state that Wiki.js hides in their extensions. */
#include "graphql/errors.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "graphql/refusal.h"

struct exception {
    uint64_t present;
    wikijs_str code; /* JSON: a number of Wiki.js or a text of the database */
    const char *stack;
};

struct wj_extensions {
    uint64_t present;
    wikijs_str code; /* JSON, a string by custom only */
    const struct exception *exception;
};

static const struct wj_field exception_fields[] = {
    FIELD_JSON(struct exception, code, "code", NULL, 0, NULL, NULL),
    FIELD(struct exception, stack, "stack", NULL, 0, NULL, NULL),
};
static const struct wikijs_model exception_model = MODEL(struct exception, "exception", exception_fields);

static const struct wj_field extensions_fields[] = {
    FIELD_JSON(struct wj_extensions, code, "code", NULL, 0, NULL, NULL),
    FIELD_OBJECT(struct wj_extensions, exception, "exception", &exception_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model extensions_model = MODEL(struct wj_extensions, "extensions", extensions_fields);

static const struct wj_field error_fields[] = {
    FIELD(struct wj_server_error, message, "message", NULL, 0, NULL, NULL),
    FIELD_JSON(struct wj_server_error, path, "path", NULL, 0, NULL, NULL),
    FIELD_OBJECT(struct wj_server_error, extensions, "extensions", &extensions_model, NULL, 0, NULL, NULL),
};
const struct wikijs_model wj_server_error_model = MODEL(struct wj_server_error, "errors", error_fields);

struct segment {
    const char *text;
    size_t length;
    bool is_index;
};

/* The next element of a path, a JSON list of names and indices. Names are GraphQL names: nothing in them is escaped. */
static bool next_segment(const char **at, struct segment *segment)
{
    *at += strspn(*at, "[, \t\r\n");
    if (**at == '"') {
        segment->text = ++*at;
        segment->length = strcspn(*at, "\"");
        segment->is_index = false;
        *at += segment->length + (segment->text[segment->length] == '"');
        return true;
    }
    segment->text = *at;
    segment->length = strspn(*at, "0123456789");
    segment->is_index = true;
    *at += segment->length;
    return segment->length > 0;
}

bool wj_is_probe_error(const struct wj_server_error *e)
{
    struct segment first;
    const char *at = e->path.ptr;
    return at && next_segment(&at, &first) && first.length == 8 && memcmp(first.text, "wj_probe", 8) == 0;
}

static int find_segment(const struct wikijs_model *model, const struct segment *segment)
{
    for (uint32_t i = 0; i < model->field_count; i++)
        if (model->fields[i].name_len == segment->length &&
            memcmp(model->fields[i].name, segment->text, segment->length) == 0)
            return (int)i;
    return -1;
}

/* Write the path as "pages.list[3].tags", and find the permission of the last restricted field on it. */
static const char *read_path(const struct wj_op *op, const struct wj_server_error *e, char *out, size_t size)
{
    const char *permission = NULL, *at = e->path.ptr;
    const struct wikijs_model *model = op->model;
    size_t length = 0;
    bool full = false;
    struct segment s;
    out[0] = '\0';
    for (int depth = 0; at && next_segment(&at, &s); depth++) {
        const char *before = s.is_index ? "[" : depth ? "." : "";
        int added = snprintf(out + length, size - length, "%s%.*s%s", before, (int)s.length, s.text,
                             s.is_index ? "]" : "");
        full = full || added < 0 || (size_t)added >= size - length;
        if (full)
            out[length] = '\0';
        else
            length += (size_t)added;
        /* Namespace and field come first; a payload stands between them and the model. */
        bool payload = depth == 2 && op->payload && s.length == strlen(op->payload) &&
                       !memcmp(s.text, op->payload, s.length);
        if (depth < 2 || s.is_index || payload || !model)
            continue;
        int i = find_segment(model, &s);
        if (i >= 0 && model->fields[i].permission)
            permission = model->fields[i].permission;
        model = i >= 0 ? model->fields[i].model : NULL;
    }
    return permission;
}

/* "PageNotFound 6003: This page does not exist.": the name, when the table has none. */
static void read_slug(const char *stack, char *out, size_t size)
{
    size_t length = strcspn(stack, " :\n");
    bool named = stack[length] == ' ' && stack[length + 1] >= '0' && stack[length + 1] <= '9';
    wj_copy_line(out, size, stack, named ? length : 0);
}

/* The inside of a JSON string without escapes, copied; "" for anything else. */
static void read_word(const wikijs_str *json, char *out, size_t size)
{
    bool word = json->ptr && json->len >= 2 && json->ptr[0] == '"' && !memchr(json->ptr, '\\', json->len);
    wj_copy_line(out, size, word ? json->ptr + 1 : "", word ? json->len - 2 : 0);
}

int wj_refuse_error(const struct wj_answer_in *in, const struct wj_server_error *e, bool *maybe_guest,
                    wikijs_error *err)
{
    char path[64], slug[64] = "", kind[40] = "", sql_state[16] = "";
    struct wj_refusal refusal = {
        .message = e->message ? e->message : "an error without a message",
        .http_status = in->http_status,
        .has_credentials = in->has_credentials,
        .kind = kind,
        .sql_state = sql_state,
    };
    refusal.permission = read_path(in->op, e, path, sizeof path);
    if (path[0])
        refusal.path = path;
    if (e->extensions)
        read_word(&e->extensions->code, kind, sizeof kind);
    const struct exception *exception = e->extensions ? e->extensions->exception : NULL;
    if (exception) {
        int64_t number;
        if (exception->code.ptr && wj_int_parse(exception->code.ptr, exception->code.len, &number) && number > 0 &&
            number <= INT32_MAX)
            refusal.server_code = (int)number;
        else
            read_word(&exception->code, sql_state, sizeof sql_state);
        if (exception->stack)
            read_slug(exception->stack, slug, sizeof slug);
        if (slug[0] && refusal.server_code)
            refusal.slug = slug;
    }
    return wj_refuse(in->op, &refusal, WIKIJS_E_GRAPHQL, maybe_guest, err);
}
