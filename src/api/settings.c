/* SPDX-License-Identifier: MIT */
#include "api/settings.h"

#include <stdio.h>
#include <string.h>

#include "client/request.h"
#include "json/decode.h"

/* One setting as the server describes it, or as it takes it. */
struct setting {
    uint64_t present;
    wikijs_str value, fallback, wrapped;
};

enum { VALUE, FALLBACK, WRAPPED };

static const struct wj_field setting_fields[] = {
    [VALUE] = FIELD_JSON(struct setting, value, "value", NULL, 0, NULL, NULL),
    [FALLBACK] = FIELD_JSON(struct setting, fallback, "default", NULL, 0, NULL, NULL),
    [WRAPPED] = FIELD_JSON(struct setting, wrapped, "v", NULL, 0, NULL, NULL),
};
static const struct wikijs_model setting_model = MODEL(struct setting, "setting", setting_fields);

struct content {
    uint64_t present;
    const char *text;
};

static const struct wj_field content_fields[] = {
    FIELD(struct content, text, "v", NULL, 0, NULL, NULL),
};
static const struct wikijs_model content_model = MODEL(struct content, "setting", content_fields);

/* Decode a text into a struct that lives in the call. */
static int decode(struct wikijs_call *call, const char *text, const struct wikijs_model *model, void *out)
{
    size_t length = strlen(text);
    char *copy = wj_call_alloc(call, length + 1 + WJ_BUF_PAD);
    struct wj_json_parser *parser = copy ? wj_json_parser_new(call->allocator) : NULL;
    if (!parser) {
        return WIKIJS_E_NOMEM;
    }
    memcpy(copy, text, length);
    struct wj_json_error error;
    int status = wj_json_decode(parser, copy, length, model, out, &call->memory, &error);
    wj_json_parser_free(parser);
    return status;
}

static int fail_memory(struct wikijs_call *call)
{
    wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    return WIKIJS_E_NOMEM;
}

static const wikijs_key_value_input *find_change(const wikijs_key_value_inputs *changes, const char *key)
{
    for (size_t i = 0; i < changes->count; i++) {
        if (strcmp(changes->items[i].key, key) == 0) {
            return &changes->items[i];
        }
    }
    return NULL;
}

static bool is_there(const wikijs_key_values *current, const char *key)
{
    for (size_t i = 0; i < current->count; i++) {
        if (current->items[i]->key && strcmp(current->items[i]->key, key) == 0) {
            return true;
        }
    }
    return false;
}

static int check_changes(struct wikijs_call *call, const char *what, const wikijs_key_values *current,
                         const wikijs_key_value_inputs *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        const wikijs_key_value_input *change = &changes->items[i];
        struct setting setting = { 0 };
        if (!change->key || !change->value) {
            wj_flow_fail(call, WIKIJS_E_ARG, "setting %zu of '%s' lacks its key or its value", i, what);
            return WIKIJS_E_ARG;
        }
        if (!is_there(current, change->key)) {
            wj_flow_fail(call, WIKIJS_E_ARG, "'%s' has no setting '%s'", what, change->key);
            return WIKIJS_E_ARG;
        }
        int status = decode(call, change->value, &setting_model, &setting);
        if (status == WIKIJS_E_NOMEM) {
            return fail_memory(call);
        }
        if (status < 0 || !setting.wrapped.ptr) {
            wj_flow_fail(call, WIKIJS_E_ARG, "setting '%s' of '%s' is not JSON such as {\"v\":true}", change->key,
                         what);
            return WIKIJS_E_ARG;
        }
    }
    return 0;
}

/* {"v":…} of a described setting; NULL when out of memory. One without a value is null. */
static const char *wrap(struct wikijs_call *call, const char *described, enum wj_setting_base base)
{
    struct setting setting = { 0 };
    if (decode(call, described, &setting_model, &setting) == WIKIJS_E_NOMEM) {
        return NULL;
    }
    wikijs_str value = base == WJ_SETTING_VALUE ? setting.value : setting.fallback;
    if (!value.ptr) {
        value = (wikijs_str){ .ptr = "null", .len = 4 };
    }
    size_t size = value.len + sizeof "{\"v\":}";
    char *text = wj_call_alloc(call, size);
    if (text) {
        snprintf(text, size, "{\"v\":%.*s}", (int)value.len, value.ptr);
    }
    return text;
}

int wj_settings_merge(struct wikijs_call *call, const char *what, const wikijs_key_values *current,
                      enum wj_setting_base base, const wikijs_key_value_inputs *changes,
                      wikijs_key_value_inputs *merged)
{
    int status = check_changes(call, what, current, changes);
    if (status < 0) {
        return status;
    }
    wikijs_key_value_input *items = wj_call_alloc(call, (current->count + 1) * sizeof *items);
    if (!items) {
        return fail_memory(call);
    }
    size_t count = 0;
    for (size_t i = 0; i < current->count; i++) {
        const wikijs_key_value *there = current->items[i];
        if (!there->key || !there->value) {
            continue;
        }
        const wikijs_key_value_input *change = find_change(changes, there->key);
        items[count].key = there->key;
        items[count].value = change ? change->value : wrap(call, there->value, base);
        if (!items[count++].value) {
            return fail_memory(call);
        }
    }
    *merged = (wikijs_key_value_inputs){ .items = items, .count = count };
    return 0;
}

const char *wj_setting_text(struct wikijs_call *call, const char *wrapped)
{
    struct content content = { 0 };
    int status = decode(call, wrapped, &content_model, &content);
    if (status == 0 && content.text) {
        return content.text;
    }
    struct setting setting = { 0 };
    if (status == WIKIJS_E_NOMEM || decode(call, wrapped, &setting_model, &setting) == WIKIJS_E_NOMEM) {
        return NULL;
    }
    return setting.wrapped.ptr ? wj_arena_strndup(&call->memory, setting.wrapped.ptr, setting.wrapped.len) : "";
}
