/* SPDX-License-Identifier: MIT */
/* One walk over the tokens: nothing but the places of the values at the outermost level is kept. */
#include "json/members.h"

#include <string.h>

#include "json/walk.h"
#include <wikijs/error.h>

static int add(struct wj_walk *w, struct wj_json_members *list, size_t *room, struct wj_json_member member)
{
    if (list->count == *room) {
        size_t more = *room ? *room * 2 : 16;
        struct wj_json_member *items = wj_arena_alloc(w->arena, more * sizeof *items);
        if (!items)
            return wj_walk_fail(w, w->arena->failed, "out of memory");
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        *room = more;
    }
    list->items[list->count++] = member;
    return 0;
}

static int take_name(struct wj_walk *w, wikijs_str *name)
{
    if (wj_walk_peek(w) != '"')
        return wj_walk_fail_syntax(w);
    const char *start = w->text + *w->at + 1;
    *name = (wikijs_str){ start, (size_t)(wj_walk_token_end(w) - 1 - start) };
    w->at++;
    if (wj_walk_peek(w) != ':')
        return wj_walk_fail_syntax(w);
    w->at++;
    return 0;
}

static int take_value(struct wj_walk *w, wikijs_str *value)
{
    const char *start = w->text + *w->at;
    int failed = wj_walk_skip(w);
    if (failed)
        return failed;
    w->at--; /* the value's last token */
    *value = (wikijs_str){ start, (size_t)(wj_walk_token_end(w) - start) };
    w->at++;
    return 0;
}

static int cut(struct wj_walk *w, struct wj_json_members *out)
{
    char first = wj_walk_peek(w), closer = (char)(first + 2); /* ASCII */
    size_t room = 0;
    if (first != '{' && first != '[')
        return wj_walk_fail(w, WIKIJS_E_PROTOCOL, "neither a JSON object nor a list");
    w->at++;
    bool more = wj_walk_peek(w) != closer;
    while (more) {
        struct wj_json_member member = { 0 };
        int failed = first == '{' ? take_name(w, &member.name) : 0;
        if (!failed)
            failed = take_value(w, &member.value);
        if (!failed)
            failed = add(w, out, &room, member);
        if (failed)
            return failed;
        char c = wj_walk_peek(w);
        if (c != ',' && c != closer)
            return wj_walk_fail_syntax(w);
        more = c == ',';
        w->at += more;
    }
    w->at++;
    return 0;
}

int wj_json_cut(struct wj_json_parser *parser, wikijs_str text, struct wj_arena *arena, struct wj_json_members *out,
                struct wj_json_error *error)
{
    struct wj_walk w;
    const uint32_t *end = NULL;
    char *start = (char *)(uintptr_t)text.ptr; /* the byte behind it is put back */
    char behind = start[text.len];
    *out = (struct wj_json_members){ 0 };
    int failed = wj_json_walk(parser, start, text.len, arena, error, &w, &end);
    if (!failed)
        failed = cut(&w, out);
    if (!failed && w.at != end)
        failed = wj_walk_fail(&w, WIKIJS_E_PROTOCOL, "something follows the JSON text");
    start[text.len] = behind;
    wj_json_walk_end(parser);
    return failed;
}
