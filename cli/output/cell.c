/* SPDX-License-Identifier: MIT */
#include "output/cell.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

void cell_add_time(struct buffer *out, int64_t unix_ms, bool human)
{
    char text[40];
    time_t seconds = (time_t)(unix_ms / 1000);
    struct tm local;
    if (human && localtime_r(&seconds, &local))
        strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local);
    else
        wikijs_time_format(unix_ms, text);
    buffer_adds(out, text);
}

static void add_number(struct buffer *out, int64_t number)
{
    char text[24];
    buffer_add(out, text, (size_t)snprintf(text, sizeof text, "%" PRId64, number));
}

/* An object in a cell is its first text: the name of a tag, say. */
static void add_object(struct buffer *out, const wikijs_model *model, const void *object)
{
    for (size_t i = 0; i < wikijs_model_field_count(model); i++) {
        wikijs_value value = wikijs_value_get(model, object, i);
        if (value.present && value.type == WIKIJS_TYPE_STRING) {
            buffer_add(out, value.string.ptr, value.string.len);
            return;
        }
    }
}

void cell_add(struct buffer *out, const wikijs_value *value, bool human)
{
    const char *separator = human ? ", " : ",";
    if (!value->present)
        return;
    switch (value->type) {
    case WIKIJS_TYPE_BOOL:
        buffer_adds(out, human ? (value->boolean ? "yes" : "no") : (value->boolean ? "true" : "false"));
        break;
    case WIKIJS_TYPE_INT:
        add_number(out, value->integer);
        break;
    case WIKIJS_TYPE_TIME:
        cell_add_time(out, value->integer, human);
        break;
    case WIKIJS_TYPE_STRING:
    case WIKIJS_TYPE_TEXT:
    case WIKIJS_TYPE_JSON:
        buffer_add(out, value->string.ptr, value->string.len);
        break;
    case WIKIJS_TYPE_STRINGS:
        for (size_t i = 0; i < value->strings.count; i++) {
            buffer_adds(out, i ? separator : "");
            buffer_adds(out, value->strings.items[i]);
        }
        break;
    case WIKIJS_TYPE_INTS:
        for (size_t i = 0; i < value->ints.count; i++) {
            buffer_adds(out, i ? separator : "");
            add_number(out, value->ints.items[i]);
        }
        break;
    case WIKIJS_TYPE_OBJECT:
    case WIKIJS_TYPE_OBJECTS:
        for (size_t i = 0; i < value->count; i++) {
            buffer_adds(out, i ? separator : "");
            add_object(out, value->model, value->objects[i]);
        }
        break;
    }
}

void cell_add_field(struct buffer *out, const wikijs_model *model, const void *object, size_t field, bool human)
{
    wikijs_value value = wikijs_value_get(model, object, field);
    if (value.present && wikijs_model_field(model, field).flags & WIKIJS_FIELD_SECRET)
        buffer_adds(out, "********");
    else
        cell_add(out, &value, human);
}
