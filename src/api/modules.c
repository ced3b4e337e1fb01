/* SPDX-License-Identifier: MIT */
/*
 * The server replaces all settings of each module that it is sent, and checks none of them: a value that is no JSON stops
 * it half-way, an unknown key is stored and never seen again. So:
 *
 *   READ   the list; every change is checked against it and completed from it
 *   WRITE  what changes; where only one can be in use, also the one that is or was
 */
#include "api/modules.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "api/input.h"
#include "base/buf.h"
#include "model/models.h"
#include "json/decode.h"

struct module_state {
    bool writing;
};

/* One of the list, whatever struct it is. */
struct module {
    const char *key;
    bool is_enabled;
    bool is_available;
    wikijs_key_values config;
};

/* What a setting's JSON text says, as its members stand in it; empty where it has none. */
struct setting {
    uint64_t present;
    const char *type;
    wikijs_str choices, value, given;
};

enum { SETTING_TYPE, SETTING_ENUM, SETTING_VALUE, SETTING_GIVEN };

static const struct wj_field setting_fields[] = {
    [SETTING_TYPE] = FIELD(struct setting, type, "type", NULL, 0, NULL, NULL),
    [SETTING_ENUM] = FIELD_JSON(struct setting, choices, "enum", NULL, 0, NULL, NULL),
    [SETTING_VALUE] = FIELD_JSON(struct setting, value, "value", NULL, 0, NULL, NULL),
    [SETTING_GIVEN] = FIELD_JSON(struct setting, given, "v", NULL, 0, NULL, NULL),
};
static const struct wikijs_model setting_model = MODEL(struct setting, "setting", setting_fields);

/* What is needed while the changes are made ready; memory comes from the call. */
struct merge {
    struct wikijs_call *call;
    const struct wj_module_kind *kind;
    struct wj_json_parser *parser;
    const struct wj_list *list;
    wikijs_module_inputs changes;
    const char *chosen; /* key of the one to be in use from now on, where only one can be; NULL: it stays */
    wikijs_module_input *sent;
    size_t sent_count;
};

static int no_memory(struct merge *m)
{
    wj_flow_fail(m->call, WIKIJS_E_NOMEM, "out of memory");
    return WIKIJS_E_NOMEM;
}

/* --- the list --- */

static struct module module_at(const struct wj_list *list, size_t index)
{
    const void *object = list->objects.items[index];
    const wikijs_model *model = list->model;
    wikijs_value key = wikijs_value_get(model, object, (size_t)wikijs_model_find(model, "key"));
    wikijs_value enabled = wikijs_value_get(model, object, (size_t)wikijs_model_find(model, "isEnabled"));
    wikijs_value config = wikijs_value_get(model, object, (size_t)wikijs_model_find(model, "config"));
    int available = wikijs_model_find(model, "isAvailable");
    struct module module = {
        .key = key.present ? key.string.ptr : "",
        .is_enabled = enabled.boolean,
        .is_available = available < 0 || wikijs_value_get(model, object, (size_t)available).boolean,
    };
    if (config.present)
        module.config = (wikijs_key_values){ (const wikijs_key_value *const *)config.objects, config.count };
    return module;
}

static bool find_module(const struct merge *m, const char *key, struct module *found)
{
    for (size_t i = 0; i < m->list->objects.count; i++) {
        *found = module_at(m->list, i);
        if (strcmp(found->key, key) == 0)
            return true;
    }
    return false;
}

/* Add to "a, b, c", as far as it fits. */
static void add_name(char *text, size_t size, const char *name, bool first)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%s", first ? "" : ", ", name);
}

static int fail_unknown_module(struct merge *m, const char *key)
{
    char names[320] = "";
    for (size_t i = 0; i < m->list->objects.count; i++)
        add_name(names, sizeof names, module_at(m->list, i).key, i == 0);
    wj_flow_fail(m->call, WIKIJS_E_NOT_FOUND, "there is no %s '%.40s'; there are: %s", m->kind->noun, key, names);
    return WIKIJS_E_NOT_FOUND;
}

/* --- settings --- */

/* Read a JSON text into `out`, which will point into memory of the call. */
static int read_setting(struct merge *m, const char *text, struct setting *out)
{
    size_t length = strlen(text);
    char *copy = wj_call_alloc(m->call, length + WJ_BUF_PAD);
    if (!copy)
        return WIKIJS_E_NOMEM;
    memcpy(copy, text, length);
    *out = (struct setting){ 0 };
    return wj_json_decode(m->parser, copy, length, &setting_model, out, &m->call->memory, NULL);
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

static int fail_setting(struct merge *m, const char *module, const char *setting, const char *why, const char *more)
{
    wj_flow_fail(m->call, WIKIJS_E_INVALID, "%s '%s', setting '%.40s': %s%.200s", m->kind->noun, module, setting, why,
                 more);
    return WIKIJS_E_INVALID;
}

static int check_given(struct merge *m, const char *module, const struct setting *current,
                       const wikijs_key_value_input *given)
{
    struct setting read;
    int status = read_setting(m, given->value, &read);
    if (status == WIKIJS_E_NOMEM)
        return no_memory(m);
    if (status < 0 || !(read.present & WIKIJS_BIT(SETTING_GIVEN)))
        return fail_setting(m, module, given->key, "the value has to be JSON, {\"v\": value}", "");
    if (current->type && !has_type(read.given, current->type))
        return fail_setting(m, module, given->key, "the value has to be a ", current->type);
    if (!is_choice(current->choices, read.given))
        return fail_setting(m, module, given->key, "the value has to be one of ", current->choices.ptr);
    return 0;
}

/* {"v":value} of a setting as it is. */
static char *keep_value(struct merge *m, const struct setting *current)
{
    static const char begin[] = "{\"v\":";
    wikijs_str value = current->value.ptr ? current->value : (wikijs_str){ "null", 4 };
    char *text = wj_call_alloc(m->call, sizeof begin + value.len + 1);
    if (text) {
        memcpy(text, begin, sizeof begin - 1);
        memcpy(text + sizeof begin - 1, value.ptr, value.len);
        text[sizeof begin - 1 + value.len] = '}';
    }
    return text;
}

static const wikijs_key_value_input *find_given(const wikijs_module_input *change, const char *key)
{
    for (size_t i = 0; change && i < change->config.count; i++)
        if (strcmp(change->config.items[i].key, key) == 0)
            return &change->config.items[i];
    return NULL;
}

static int check_names(struct merge *m, const struct module *module, const wikijs_module_input *change)
{
    for (size_t i = 0; change && i < change->config.count; i++) {
        const char *key = change->config.items[i].key;
        char names[240] = "";
        bool found = false;
        for (size_t k = 0; k < module->config.count && !found; k++) {
            found = strcmp(module->config.items[k]->key, key) == 0;
            add_name(names, sizeof names, module->config.items[k]->key, k == 0);
        }
        if (!found)
            return fail_setting(m, module->key, key,
                                names[0] ? "there is no such setting; there are: " : "it has no settings", names);
    }
    return 0;
}

/* All settings of a module: those given, and the others as they are. */
static int merge_config(struct merge *m, const struct module *module, const wikijs_module_input *change,
                        wikijs_key_value_inputs *out)
{
    int status = check_names(m, module, change);
    if (status < 0)
        return status;
    wikijs_key_value_input *items = wj_call_alloc(m->call, (module->config.count + 1) * sizeof *items);
    if (!items)
        return no_memory(m);
    for (size_t i = 0; i < module->config.count; i++) {
        const wikijs_key_value *pair = module->config.items[i];
        const wikijs_key_value_input *given = find_given(change, pair->key);
        struct setting current;
        status = read_setting(m, pair->value, &current);
        if (status == WIKIJS_E_NOMEM)
            return no_memory(m);
        if (status < 0)
            return fail_setting(m, module->key, pair->key, "its present value cannot be read", "");
        status = given ? check_given(m, module->key, &current, given) : 0;
        if (status < 0)
            return status;
        items[i] = (wikijs_key_value_input){ pair->key, given ? given->value : keep_value(m, &current) };
        if (!items[i].value)
            return no_memory(m);
    }
    *out = (wikijs_key_value_inputs){ items, module->config.count };
    return 0;
}

/* --- which are in use --- */

static const wikijs_module_input *find_change(const struct merge *m, const char *key)
{
    for (size_t i = 0; i < m->changes.count; i++)
        if (strcmp(m->changes.items[i].key, key) == 0)
            return &m->changes.items[i];
    return NULL;
}

/* Every change names one that there is, and none leaves the wiki without the one that it needs. */
static int check_changes(struct merge *m)
{
    for (size_t i = 0; i < m->changes.count; i++) {
        const wikijs_module_input *change = &m->changes.items[i];
        struct module module;
        if (!find_module(m, change->key, &module))
            return fail_unknown_module(m, change->key);
        if (change->is_enabled == WIKIJS_YES && !module.is_available) {
            wj_flow_fail(m->call, WIKIJS_E_INVALID, "%s '%s' is not available in this version of the server",
                         m->kind->noun, module.key);
            return WIKIJS_E_INVALID;
        }
        if (change->is_enabled == WIKIJS_YES && m->kind->only_one && m->chosen) {
            wj_flow_fail(m->call, WIKIJS_E_INVALID, "only one %s can be in use, not '%s' and '%s'", m->kind->noun,
                         m->chosen, module.key);
            return WIKIJS_E_INVALID;
        }
        if (change->is_enabled == WIKIJS_YES && m->kind->only_one)
            m->chosen = change->key;
    }
    for (size_t i = 0; i < m->list->objects.count && m->kind->only_one && !m->chosen; i++) {
        struct module module = module_at(m->list, i);
        const wikijs_module_input *change = module.is_enabled ? find_change(m, module.key) : NULL;
        if (change && change->is_enabled == WIKIJS_NO) {
            wj_flow_fail(m->call, WIKIJS_E_INVALID, "one %s has to be in use: enable another one instead",
                         m->kind->noun);
            return WIKIJS_E_INVALID;
        }
    }
    return 0;
}

static bool will_be_enabled(const struct merge *m, const struct module *module, const wikijs_module_input *change)
{
    if (m->chosen)
        return strcmp(module->key, m->chosen) == 0;
    return change && change->is_enabled ? change->is_enabled == WIKIJS_YES : module->is_enabled;
}

static int merge_all(struct merge *m)
{
    int status = check_changes(m);
    m->sent = wj_call_alloc(m->call, (m->list->objects.count + 1) * sizeof *m->sent);
    if (status == 0 && !m->sent)
        status = no_memory(m);
    for (size_t i = 0; i < m->list->objects.count && status == 0; i++) {
        struct module module = module_at(m->list, i);
        const wikijs_module_input *change = find_change(m, module.key);
        /* A list without the engine that is in use makes the server shut it down. */
        if (!change && !(m->kind->only_one && module.is_enabled))
            continue;
        wikijs_module_input *sent = &m->sent[m->sent_count++];
        sent->key = module.key;
        sent->is_enabled = will_be_enabled(m, &module, change) ? WIKIJS_YES : WIKIJS_NO;
        status = merge_config(m, &module, change, &sent->config);
    }
    return status;
}

/* --- the flow --- */

static enum wj_step write_changes(struct wikijs_call *call, struct wikijs_call *child,
                                  const struct wj_module_kind *kind)
{
    const struct wj_modules_args *args = call->args;
    struct wj_list *list = wj_call_take_result(child);
    struct merge m = { .call = call, .kind = kind, .list = list, .changes = args->modules };
    m.parser = wj_json_parser_new(call->allocator);
    int status = m.parser ? merge_all(&m) : no_memory(&m);
    wj_json_parser_free(m.parser);
    enum wj_step step = WJ_DONE;
    if (status == 0) {
        struct wj_modules_args sent = { { m.sent, m.sent_count } };
        step = wj_flow_start(call, &(struct wj_request){ .op = kind->write, .args = &sent, .args_size = sizeof sent });
    }
    wj_result_free(list);
    return step;
}

enum wj_step wj_modules_step(struct wikijs_call *call, struct wikijs_call *child, const struct wj_module_kind *kind)
{
    struct module_state *state = call->state;
    if (!child) {
        struct wj_filter_args all = { 0 };
        state = call->state = wj_call_alloc(call, sizeof *state);
        if (!state)
            return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
        return wj_flow_start(call, &(struct wj_request){ .op = kind->read, .args = &all, .args_size = sizeof all });
    }
    if (child->status < 0 || state->writing)
        return wj_flow_end_as(call, child);
    state->writing = true;
    return write_changes(call, child, kind);
}

void wj_modules_prepare(struct wj_request *request, struct wj_modules_args *args, wikijs_module_inputs changes,
                        const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    if (!changes.items || changes.count == 0) {
        wj_request_refuse(request, "no change was given");
        return;
    }
    for (size_t i = 0; i < changes.count; i++) {
        const wikijs_module_input *change = &changes.items[i];
        wj_need(request, change->key, "key");
        if (!change->config.items && change->config.count > 0)
            wj_request_refuse(request, "config has a count but no items");
        for (size_t k = 0; change->config.items && k < change->config.count; k++)
            if (!change->config.items[k].key || !change->config.items[k].value)
                wj_request_refuse(request, "a setting needs a key and a value");
    }
    args->modules = changes;
}
