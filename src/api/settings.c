/* SPDX-License-Identifier: MIT */
#include "api/settings.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "json/decode.h"

/* What a setting's JSON text says, as its members stand in it; empty where it has none. */
struct setting {
    uint64_t present;
    const char *type;
    wikijs_str choices, value, fallback, given;
};

static const struct wj_field setting_fields[] = {
    FIELD(struct setting, type, "type", NULL, 0, NULL, NULL),
    FIELD_JSON(struct setting, choices, "enum", NULL, 0, NULL, NULL),
    FIELD_JSON(struct setting, value, "value", NULL, 0, NULL, NULL),
    FIELD_JSON(struct setting, fallback, "default", NULL, 0, NULL, NULL),
    FIELD_JSON(struct setting, given, "v", NULL, 0, NULL, NULL),
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

/* What is needed while settings are merged; memory comes from the call. */
struct merge {
    struct wikijs_call *call;
    struct wj_json_parser *parser;
    const struct wj_settings *settings;
    const wikijs_key_value_inputs *changes;
};

static int no_memory(struct wikijs_call *call)
{
    wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    return WIKIJS_E_NOMEM;
}

static int refuse(const struct merge *m, const char *setting, const char *why, const char *more)
{
    wj_flow_fail(m->call, WIKIJS_E_ARG, "%s '%.40s', setting '%.40s': %s%.200s", m->settings->noun, m->settings->key,
                 setting, why, more);
    return WIKIJS_E_ARG;
}

/* Decode a text into `out`, which will point into memory of the call. */
static int decode(struct wikijs_call *call, struct wj_json_parser *parser, const char *text,
                  const struct wikijs_model *model, void *out)
{
    size_t length = strlen(text);
    char *copy = wj_call_alloc(call, length + WJ_BUF_PAD);
    if (!copy)
        return WIKIJS_E_NOMEM;
    memcpy(copy, text, length);
    return wj_json_decode(parser, copy, length, model, out, &call->memory, NULL);
}

static const wikijs_key_value *find_setting(const wikijs_key_values *settings, const char *key)
{
    for (size_t i = 0; i < settings->count; i++) {
        const wikijs_key_value *setting = settings->items[i];
        if (setting->key && setting->value && strcmp(setting->key, key) == 0)
            return setting;
    }
    return NULL;
}

static const wikijs_key_value_input *find_change(const wikijs_key_value_inputs *changes, const char *key)
{
    for (size_t i = 0; i < changes->count; i++)
        if (strcmp(changes->items[i].key, key) == 0)
            return &changes->items[i];
    return NULL;
}

/* --- what is given --- */

static int refuse_name(const struct merge *m, const char *name)
{
    const wikijs_key_values *known = m->settings->known;
    char names[240] = "";
    for (size_t i = 0, used = 0; i < known->count && used < sizeof names; i++) {
        const char *key = known->items[i]->key ? known->items[i]->key : "";
        int length = snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", key);
        used += length > 0 ? (size_t)length : 0;
    }
    wj_flow_fail(m->call, WIKIJS_E_ARG, "%s '%.40s' has no setting '%.40s'%s%s", m->settings->noun, m->settings->key,
                 name, names[0] ? "; there are: " : ", and no others", names);
    return WIKIJS_E_ARG;
}

static int check_names(const struct merge *m)
{
    for (size_t i = 0; i < m->changes->count; i++)
        if (!find_setting(m->settings->known, m->changes->items[i].key))
            return refuse_name(m, m->changes->items[i].key);
    return 0;
}

static bool has_type(wikijs_str value, const char *type)
{
    char c = value.ptr[0];
    if (strcmp(type, "boolean") == 0)
        return c == 't' || c == 'f';
    if (strcmp(type, "number") == 0)
        return c == '-' || isdigit((unsigned char)c);
    return strcmp(type, "string") != 0 || c == '"';
}

/* Whether a list such as ["svg","png"] holds a value. Lists with titles ("svg|SVG") are left to the server. */
static bool is_choice(wikijs_str choices, wikijs_str value)
{
    return !choices.ptr || choices.ptr[0] != '[' || strchr(choices.ptr, '|') || strstr(choices.ptr, value.ptr);
}

static int check_change(const struct merge *m, const struct setting *known, const wikijs_key_value_input *change)
{
    struct setting setting = { 0 };
    int status = decode(m->call, m->parser, change->value, &setting_model, &setting);
    if (status == WIKIJS_E_NOMEM)
        return no_memory(m->call);
    if (status < 0 || !setting.given.ptr)
        return refuse(m, change->key, "the value has to be JSON, {\"v\": value}", "");
    if (known->type && !has_type(setting.given, known->type))
        return refuse(m, change->key, "the value has to be a ", known->type);
    if (!is_choice(known->choices, setting.given))
        return refuse(m, change->key, "the value has to be one of ", known->choices.ptr);
    return 0;
}

/* --- all of them --- */

/* {"v":…} of what the server has; null where it has nothing. */
static const char *wrap(struct wikijs_call *call, wikijs_str value)
{
    static const char begin[] = "{\"v\":";
    if (!value.ptr)
        value = (wikijs_str){ .ptr = "null", .len = 4 };
    char *text = wj_call_alloc(call, sizeof begin + value.len + 1);
    if (text) {
        memcpy(text, begin, sizeof begin - 1);
        memcpy(text + sizeof begin - 1, value.ptr, value.len);
        text[sizeof begin - 1 + value.len] = '}';
    }
    return text;
}

static int merge_one(const struct merge *m, const wikijs_key_value *known, wikijs_key_value_input *item)
{
    const wikijs_key_value_input *change = find_change(m->changes, known->key);
    const wikijs_key_value *set = find_setting(m->settings->values, known->key);
    struct setting setting = { 0 };
    int status = decode(m->call, m->parser, set && !change ? set->value : known->value, &setting_model, &setting);
    if (status == WIKIJS_E_NOMEM)
        return no_memory(m->call);
    if (status < 0) { /* sent back as null it would be lost */
        return refuse(m, known->key, "what the server says of it cannot be read", "");
    }
    status = change ? check_change(m, &setting, change) : 0;
    if (status < 0)
        return status;
    item->key = known->key;
    item->value = change ? change->value : wrap(m->call, set ? setting.value : setting.fallback);
    return item->value ? 0 : no_memory(m->call);
}

static int merge_all(const struct merge *m, wikijs_key_value_inputs *merged)
{
    const wikijs_key_values *known = m->settings->known;
    int status = check_names(m);
    if (status < 0)
        return status;
    wikijs_key_value_input *items = wj_call_alloc(m->call, (known->count + 1) * sizeof *items);
    if (!items)
        return no_memory(m->call);
    size_t count = 0;
    for (size_t i = 0; i < known->count; i++) {
        if (!known->items[i]->key || !known->items[i]->value)
            continue;
        status = merge_one(m, known->items[i], &items[count++]);
        if (status < 0)
            return status;
    }
    *merged = (wikijs_key_value_inputs){ .items = items, .count = count };
    return 0;
}

int wj_settings_merge(struct wikijs_call *call, const struct wj_settings *settings,
                      const wikijs_key_value_inputs *changes, wikijs_key_value_inputs *merged)
{
    struct merge m = { .call = call, .settings = settings, .changes = changes };
    m.parser = wj_json_parser_new(call->allocator);
    if (!m.parser)
        return no_memory(call);
    int status = merge_all(&m, merged);
    wj_json_parser_free(m.parser);
    return status;
}

void wj_settings_check(struct wj_request *request, const wikijs_key_value_inputs *changes)
{
    if (!changes->items && changes->count > 0) {
        wj_request_refuse(request, "config has a count but no items");
        return;
    }
    for (size_t i = 0; i < changes->count; i++)
        if (!changes->items[i].key || !changes->items[i].value)
            wj_request_refuse(request, "a setting needs a key and a value");
}

/* --- loggers --- */

static const char *read_text(struct wikijs_call *call, struct wj_json_parser *parser, const char *wrapped)
{
    struct setting setting = { 0 };
    struct content content = { 0 };
    if (decode(call, parser, wrapped, &setting_model, &setting) == WIKIJS_E_NOMEM)
        return NULL;
    if (!setting.given.ptr || setting.given.ptr[0] != '"')
        return setting.given.ptr ? setting.given.ptr : "";
    return decode(call, parser, wrapped, &content_model, &content) < 0 ? NULL : content.text;
}

const char *wj_setting_text(struct wikijs_call *call, const char *wrapped)
{
    struct wj_json_parser *parser = wj_json_parser_new(call->allocator);
    const char *text = parser ? read_text(call, parser, wrapped) : NULL;
    wj_json_parser_free(parser);
    return text;
}
