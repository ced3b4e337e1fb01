/* SPDX-License-Identifier: MIT */
#include "graphql/tags.h"

#include "base/buf.h"
#include "json/members.h"
#include <string.h>
#include <wikijs/error.h>

enum { MAX_TAGS = 16, MAX_TAG = 2048 };

/* Where the words' values come from; cut up when the first one is asked for. */
struct source {
    const struct wj_op *op;
    wikijs_str request, answer;
    struct wj_json_parser *parser;
    struct wj_arena *arena;
    struct wj_json_members variables, object;
    bool has_variables, has_object;
};

bool wj_tags_given(const char *words)
{
    return words && *words && *words != '-';
}

static wikijs_str member_of(const struct wj_json_members *object, const char *name, size_t length)
{
    for (size_t i = 0; i < object->count; i++)
        if (object->items[i].name.len == length && memcmp(object->items[i].name.ptr, name, length) == 0)
            return object->items[i].value;
    return (wikijs_str){ 0 };
}

/* Cut up what lies at the end of a path of names; nothing there is no failure. */
static int cut_at(const struct source *source, wikijs_str text, const char *const *names, size_t count,
                  struct wj_json_members *out)
{
    *out = (struct wj_json_members){ 0 };
    for (size_t i = 0;; i++) {
        if (!text.len || *text.ptr != '{') /* null, or a list */
            return 0;
        struct wj_json_members object;
        int failed = wj_json_cut(source->parser, text, source->arena, &object, NULL);
        if (failed)
            return failed;
        if (i == count) {
            *out = object;
            return 0;
        }
        text = member_of(&object, names[i], strlen(names[i]));
    }
}

static int find(struct source *source, const char *name, size_t length, wikijs_str *value)
{
    int failed = 0;
    bool of_answer = *name == '.';
    if (of_answer && !source->has_object) {
        const char *path[] = { "data", source->op->namespace_, source->op->field };
        failed = cut_at(source, source->answer, path, 3, &source->object);
        source->has_object = true;
    } else if (!of_answer && !source->has_variables) {
        failed = cut_at(source, source->request, (const char *const[]){ "variables" }, 1, &source->variables);
        source->has_variables = true;
    }
    *value = of_answer ? member_of(&source->object, name + 1, length - 1) : member_of(&source->variables, name, length);
    if (value->len == 4 && memcmp(value->ptr, "null", 4) == 0)
        value->len = 0;
    if (value->len >= 2 && *value->ptr == '"') {
        value->ptr++;
        value->len -= 2;
    }
    return failed;
}

/* A word with its values put in. */
static int write_word(struct source *source, struct wj_buf *out, const char *word, size_t length, bool *lacks)
{
    const char *end = word + length;
    for (const char *at = word; at < end;) {
        const char *close = *at == '{' ? memchr(at, '}', (size_t)(end - at)) : NULL;
        if (!close) {
            wj_buf_char(out, *at++);
            continue;
        }
        wikijs_str value;
        int failed = find(source, at + 1, (size_t)(close - at) - 1, &value);
        if (failed)
            return failed;
        *lacks |= value.len == 0;
        wj_buf_append(out, value.len ? value.ptr : "?", value.len ? value.len : 1);
        at = close + 1;
    }
    return out->failed;
}

static int add(struct wj_tags *tags, struct wj_arena *arena, const char *tag, size_t length)
{
    if (tags->count == MAX_TAGS)
        return WIKIJS_E_TOO_LARGE;
    char *copy = wj_arena_strndup(arena, tag, length);
    if (!copy)
        return WIKIJS_E_NOMEM;
    tags->items[tags->count++] = copy;
    return 0;
}

static int add_word(struct source *source, struct wj_tags *tags, const char *word, size_t length)
{
    bool is_write = source->op->flags & WJ_OP_WRITE, lacks = false;
    struct wj_buf tag;
    wj_buf_init(&tag, source->arena->allocator, MAX_TAG);
    int failed = write_word(source, &tag, word, length, &lacks);
    if (!failed && is_write && lacks)
        tags->all = true;
    if (!failed)
        failed = add(tags, source->arena, tag.data, tag.len);
    const char *brace = memchr(word, '{', length);
    if (!failed && is_write && brace) {
        wj_buf_clear(&tag);
        wj_buf_append(&tag, word, (size_t)(brace - word));
        wj_buf_char(&tag, '?');
        failed = tag.failed ? tag.failed : add(tags, source->arena, tag.data, tag.len);
    }
    wj_buf_free(&tag);
    return failed;
}

int wj_tags_read(const struct wj_op *op, wikijs_str request, wikijs_str answer, struct wj_json_parser *parser,
                 struct wj_arena *arena, struct wj_tags *tags)
{
    const char *words = op->flags & WJ_OP_WRITE ? op->touches : op->reads;
    struct source source = { .op = op, .request = request, .answer = answer, .parser = parser, .arena = arena };
    *tags = (struct wj_tags){ .items = wj_arena_alloc(arena, MAX_TAGS * sizeof *tags->items) };
    if (!tags->items)
        return WIKIJS_E_NOMEM;
    int failed = 0;
    for (const char *word = words; *word && !failed;) {
        size_t length = strcspn(word, " ");
        if (length == 1 && *word == '*')
            tags->all = true;
        else
            failed = add_word(&source, tags, word, length);
        word += length + strspn(word + length, " ");
    }
    return failed;
}
