/* SPDX-License-Identifier: MIT */
/* JSON text from structs, by the same tables that read them. */
#include "json/write.h"

#include <string.h>

#include "base/text.h"

/* Bytes that cannot stand in a JSON string as they are: controls, quote, backslash; and those that begin UTF-8. */
static inline bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static size_t plain_run(const char *text, size_t length)
{
    size_t i = 0;
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
    for (uint64_t word; length - i >= sizeof word; i += sizeof word) {
        memcpy(&word, text + i, sizeof word);
        uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
        /* A byte below n makes the top bit of its difference; exact for words without a top bit, which `word` adds. */
        uint64_t special = (word - ones * 0x20) | (quote - ones) | (backslash - ones) | word;
        if (special & tops)
            break;
    }
    while (i < length && is_plain((unsigned char)text[i]))
        i++;
    return i;
}

static void put_escape(struct wj_buf *out, unsigned char c)
{
    static const char shorthands[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (const char *at = shorthands; *at; at += 2) {
        if (*at == (char)c) {
            char pair[2] = { '\\', at[1] };
            wj_buf_append(out, pair, 2);
            return;
        }
    }
    static const char digits[] = "0123456789abcdef";
    char escape[6] = { '\\', 'u', '0', '0', digits[c >> 4], digits[c & 15] };
    wj_buf_append(out, escape, 6);
}

void wj_json_string(struct wj_buf *out, const char *text, size_t length)
{
    wj_buf_char(out, '"');
    for (size_t i = 0; i < length;) {
        size_t run = plain_run(text + i, length - i);
        wj_buf_append(out, text + i, run);
        i += run;
        if (i == length)
            break;
        size_t size;
        int32_t point = wj_utf8_next(text + i, length - i, &size);
        if (point < 0)
            wj_buf_append(out, "\xEF\xBF\xBD", 3);
        else if (point < 0x80)
            put_escape(out, (unsigned char)point);
        else
            wj_buf_append(out, text + i, size);
        i += size;
    }
    wj_buf_char(out, '"');
}

static void put_c_string(struct wj_buf *out, const char *text)
{
    wj_json_string(out, text, strlen(text));
}

static void put_time(struct wj_buf *out, int64_t unix_ms)
{
    char text[25];
    wj_time_format(unix_ms, text);
    put_c_string(out, text);
}

static void put_list(struct wj_buf *out, const struct wj_field *f, const void *member)
{
    wj_buf_char(out, '[');
    if (f->type == WIKIJS_TYPE_INTS) {
        const wikijs_ints *list = member;
        for (size_t i = 0; i < list->count; i++) {
            if (i)
                wj_buf_char(out, ',');
            wj_buf_int(out, list->items[i]);
        }
    } else {
        struct wj_objects list;
        memcpy(&list, member, sizeof list);
        for (size_t i = 0; i < list.count; i++) {
            if (i)
                wj_buf_char(out, ',');
            if (f->type == WIKIJS_TYPE_STRINGS)
                put_c_string(out, list.items[i]);
            else
                wj_json_object(out, f->model, list.items[i], 0);
        }
    }
    wj_buf_char(out, ']');
}

static void put_value(struct wj_buf *out, const struct wj_field *f, const void *object)
{
    const void *member = (const char *)object + f->offset;
    const wikijs_str *text = member;
    const void *nested;
    switch (f->type) {
    case WIKIJS_TYPE_BOOL:
        wj_buf_str(out, *(const bool *)member ? "true" : "false");
        break;
    case WIKIJS_TYPE_INT:
        wj_buf_int(out, *(const int64_t *)member);
        break;
    case WIKIJS_TYPE_TIME:
        put_time(out, *(const int64_t *)member);
        break;
    case WIKIJS_TYPE_STRING:
        put_c_string(out, *(const char *const *)member);
        break;
    case WIKIJS_TYPE_TEXT:
        wj_json_string(out, text->ptr, text->len);
        break;
    case WIKIJS_TYPE_JSON:
        wj_buf_append(out, text->ptr, text->len);
        break;
    case WIKIJS_TYPE_OBJECT:
        memcpy(&nested, member, sizeof nested);
        wj_json_object(out, f->model, nested, 0);
        break;
    default:
        put_list(out, f, member);
        break;
    }
}

void wj_json_object(struct wj_buf *out, const struct wikijs_model *model, const void *object, uint64_t fields)
{
    uint64_t present;
    memcpy(&present, object, sizeof present);
    uint64_t wanted = fields ? fields : present;
    bool first = true;
    wj_buf_char(out, '{');
    for (uint32_t i = 0; i < model->field_count; i++) {
        const struct wj_field *f = &model->fields[i];
        if (!(wanted & WIKIJS_BIT(i)))
            continue;
        if (!first)
            wj_buf_char(out, ',');
        first = false;
        wj_json_string(out, f->name, f->name_len);
        wj_buf_char(out, ':');
        if (!(present & WIKIJS_BIT(i)))
            wj_buf_str(out, "null");
        else if (f->flags & WIKIJS_FIELD_SECRET)
            wj_buf_str(out, "\"***\"");
        else
            put_value(out, f, object);
    }
    wj_buf_char(out, '}');
}
