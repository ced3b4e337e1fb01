/* SPDX-License-Identifier: MIT */
/*
 * The server replaces all settings of each module that it is sent, and checks none of them: a value that is no JSON stops
 * it half-way, an unknown key is stored and never seen again. So:
 *
 *   READ   the list; every change is checked against it and completed from it
 *   WRITE  what changes; where only one can be in use, also the one that is or was
 */
#include "api/modules.h"

#include <stdio.h>
#include <string.h>

#include "api/input.h"
#include "api/settings.h"
#include "model/models.h"

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

/* What is needed while the changes are made ready; memory comes from the call. */
struct merge {
    struct wikijs_call *call;
    const struct wj_module_kind *kind;
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

/* All settings of a module: those given, and the others as they are. */
static int merge_config(struct merge *m, const struct module *module, const wikijs_module_input *change,
                        wikijs_key_value_inputs *out)
{
    static const wikijs_key_value_inputs nothing = { .items = NULL, .count = 0 };
    const struct wj_settings settings = {
        .noun = m->kind->noun,
        .key = module->key,
        .known = &module->config,
        .values = &module->config,
    };
    return wj_settings_merge(m->call, &settings, change ? &change->config : &nothing, out);
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
            m->chosen = module.key;
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
    int status = merge_all(&m);
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
        wj_check_tristate(request, change->is_enabled, "is_enabled");
        wj_settings_check(request, &change->config);
    }
    args->modules = changes;
}
