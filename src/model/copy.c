/* SPDX-License-Identifier: MIT */
/* Copies of results, by their field tables: for what has to live longer than the answer it came in, or takes another form. */
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "model/models.h"

static void *copy_object(struct wj_arena *arena, const struct wikijs_model *model, const void *object)
{
    void *copy = wj_arena_zalloc(arena, model->size);
    return copy && wj_object_copy(arena, model, object, copy) ? copy : NULL;
}

static bool copy_text(struct wj_arena *arena, const wikijs_str *from, wikijs_str *to)
{
    to->ptr = wj_arena_strndup(arena, from->ptr, from->len);
    to->len = from->len;
    return to->ptr != NULL;
}

static bool copy_strings(struct wj_arena *arena, const wikijs_strings *from, wikijs_strings *to)
{
    const char **items = wj_arena_alloc(arena, from->count * sizeof *items);
    if (!items)
        return false;
    for (size_t i = 0; i < from->count; i++) {
        items[i] = wj_arena_strdup(arena, from->items[i]);
        if (!items[i])
            return false;
    }
    to->items = items;
    to->count = from->count;
    return true;
}

static bool copy_ints(struct wj_arena *arena, const wikijs_ints *from, wikijs_ints *to)
{
    int64_t *items = wj_arena_alloc(arena, from->count * sizeof *items);
    if (items && from->count > 0)
        memcpy(items, from->items, from->count * sizeof *items);
    to->items = items;
    to->count = from->count;
    return items != NULL;
}

static bool copy_objects(struct wj_arena *arena, const struct wikijs_model *model, const struct wj_objects *from,
                         struct wj_objects *to)
{
    const void **items = wj_arena_alloc(arena, from->count * sizeof *items);
    if (!items)
        return false;
    for (size_t i = 0; i < from->count; i++) {
        items[i] = copy_object(arena, model, from->items[i]);
        if (!items[i])
            return false;
    }
    to->items = items;
    to->count = from->count;
    return true;
}

/* Copies a member with what it points to. */
static bool copy_member(struct wj_arena *arena, const struct wj_field *field, const void *from, void *to)
{
    switch (field->type) {
    case WIKIJS_TYPE_BOOL:
        *(bool *)to = *(const bool *)from;
        return true;
    case WIKIJS_TYPE_INT:
    case WIKIJS_TYPE_TIME:
        *(int64_t *)to = *(const int64_t *)from;
        return true;
    case WIKIJS_TYPE_STRING:
        *(const char **)to = wj_arena_strdup(arena, *(const char *const *)from);
        return *(const char **)to != NULL;
    case WIKIJS_TYPE_TEXT:
    case WIKIJS_TYPE_JSON:
        return copy_text(arena, from, to);
    case WIKIJS_TYPE_STRINGS:
        return copy_strings(arena, from, to);
    case WIKIJS_TYPE_INTS:
        return copy_ints(arena, from, to);
    case WIKIJS_TYPE_OBJECT:
        *(void **)to = copy_object(arena, field->model, *(const void *const *)from);
        return *(void **)to != NULL;
    default:
        return copy_objects(arena, field->model, from, to);
    }
}

/* What is not present is not looked at: it may point anywhere. */
bool wj_object_copy(struct wj_arena *arena, const struct wikijs_model *model, const void *from, void *to)
{
    uint64_t present;
    memcpy(&present, from, sizeof present);
    memcpy(to, &present, sizeof present);
    for (uint32_t i = 0; i < model->field_count; i++) {
        const struct wj_field *field = &model->fields[i];
        if (present & WIKIJS_BIT(i) &&
            !copy_member(arena, field, (const char *)from + field->offset, (char *)to + field->offset))
            return false;
    }
    return true;
}

uint64_t wj_present_as(const struct wikijs_model *from, uint64_t present, const struct wikijs_model *to)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < from->field_count; i++) {
        int at = present & WIKIJS_BIT(i) ? wikijs_model_find(to, from->fields[i].name) : -1;
        bits |= at >= 0 ? WIKIJS_BIT(at) : 0;
    }
    return bits;
}

void *wikijs_object_copy(const wikijs_model *model, const void *object)
{
    struct wj_arena *arena = model && object ? wj_arena_new(&wj_libc_allocator, 0) : NULL;
    if (!arena)
        return NULL;
    void *copy = wj_result_new(arena, model->size);
    if (copy && wj_object_copy(arena, model, object, copy))
        return copy;
    wj_arena_free(arena);
    return NULL;
}

void wikijs_object_free(void *copy)
{
    wj_result_free(copy);
}
