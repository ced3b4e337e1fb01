/* SPDX-License-Identifier: MIT */
/* The slow side of a walk: what is wrong with a text, and values that no table describes. */
#include "json/walk.h"

#include <stdio.h>

#include <wikijs/error.h>

enum { MAX_SKIP_DEPTH = 256 };

int wj_walk_fail(struct wj_walk *w, int code, const char *message)
{
    if (w->error)
        snprintf(w->error->message, sizeof w->error->message, "%s", message);
    return code;
}

/* Whether the text ends here: behind the last token, or within a last one that is no bracket. */
static bool is_cut_off(const struct wj_walk *w)
{
    size_t length = (size_t)(w->end - w->text);
    return *w->at == length || (w->at[1] == length && !strchr("{}[]", w->text[*w->at]));
}

int wj_walk_fail_syntax(struct wj_walk *w)
{
    return wj_walk_fail(w, WIKIJS_E_PROTOCOL, is_cut_off(w) ? "the JSON text is cut off" : "bad JSON syntax");
}

static const char *kind_of_value(char first)
{
    switch (first) {
    case '{':
        return "an object";
    case '[':
        return "a list";
    case '"':
        return "a string";
    case 't':
    case 'f':
        return "a boolean";
    case 'n':
        return "null";
    default:
        return "a number";
    }
}

static const char *kind_of_type(uint8_t type)
{
    switch (type) {
    case WIKIJS_TYPE_BOOL:
        return "a boolean";
    case WIKIJS_TYPE_INT:
        return "an integer";
    case WIKIJS_TYPE_OBJECT:
        return "an object";
    case WIKIJS_TYPE_STRINGS:
    case WIKIJS_TYPE_INTS:
    case WIKIJS_TYPE_OBJECTS:
        return "a list";
    default:
        return "a string";
    }
}

/* Another type than the table says, or no value at all. */
int wj_walk_fail_type(struct wj_walk *w, uint8_t type)
{
    char first = w->text[*w->at];
    if (!first || !strchr("{[\"tfn-0123456789", first) || is_cut_off(w))
        return wj_walk_fail_syntax(w);
    if (w->error)
        snprintf(w->error->message, sizeof w->error->message, "expected %s, found %s", kind_of_type(type),
                 kind_of_value(first));
    return WIKIJS_E_SCHEMA;
}

void wj_walk_add_name(struct wj_walk *w, const char *segment)
{
    if (!w->error)
        return;
    char path[sizeof w->error->path];
    const char *rest = w->error->path;
    int length = snprintf(path, sizeof path, "%s%s%s", segment, *rest && *rest != '[' ? "." : "", rest);
    memcpy(w->error->path, path, length < (int)sizeof path ? (size_t)length + 1 : sizeof path);
}

void wj_walk_add_index(struct wj_walk *w, size_t index)
{
    char segment[24];
    snprintf(segment, sizeof segment, "[%zu]", index);
    wj_walk_add_name(w, segment);
}

/* A number's characters, not its grammar: nobody computes with what is skipped. */
static bool is_number(const struct wj_walk *w)
{
    const char *at = w->text + *w->at;
    if (*at != '-' && (*at < '0' || *at > '9'))
        return false;
    const char *end = wj_walk_token_end(w);
    while (++at < end)
        if ((*at < '0' || *at > '9') && !memchr("+-.eE", *at, 5))
            return false;
    return true;
}

static int skip_scalar(struct wj_walk *w)
{
    char c = wj_walk_peek(w);
    bool good = c == '"' || (c == 't' && wj_walk_is_literal(w, "true", 4)) ||
                (c == 'f' && wj_walk_is_literal(w, "false", 5)) || (c == 'n' && wj_walk_is_literal(w, "null", 4)) ||
                is_number(w);
    if (!good)
        return wj_walk_fail_syntax(w);
    w->at++;
    return 0;
}

static int skip_key(struct wj_walk *w)
{
    if (wj_walk_peek(w) != '"')
        return wj_walk_fail_syntax(w);
    w->at++;
    if (wj_walk_peek(w) != ':')
        return wj_walk_fail_syntax(w);
    w->at++;
    return 0;
}

int wj_walk_skip(struct wj_walk *w)
{
    char closers[MAX_SKIP_DEPTH];
    int depth = 0;
    for (;;) {
        char c = wj_walk_peek(w);
        bool opened = c == '{' || c == '[';
        if (opened) {
            if (depth == MAX_SKIP_DEPTH)
                return wj_walk_fail(w, WIKIJS_E_PROTOCOL, "the JSON text is nested too deeply");
            closers[depth++] = (char)(c + 2); /* ASCII: '[' + 2 is ']', '{' + 2 is '}' */
            w->at++;
        } else if (skip_scalar(w)) {
            return WIKIJS_E_PROTOCOL;
        }
        /* Behind a value: close what ends here. Behind an opening bracket: only this one, when it is empty. */
        bool more = opened && wj_walk_peek(w) != closers[depth - 1];
        while (!more && depth) {
            c = wj_walk_peek(w);
            if (c != ',' && c != closers[depth - 1])
                return wj_walk_fail_syntax(w);
            w->at++;
            if (c == ',')
                more = true;
            else
                depth--;
        }
        if (!depth)
            return 0;
        if (closers[depth - 1] == '}' && skip_key(w))
            return WIKIJS_E_PROTOCOL;
    }
}
