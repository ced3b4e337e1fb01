/* SPDX-License-Identifier: MIT */
/*
 * Authentication strategies. updateStrategies replaces the whole list: strategies that are missing are deleted, settings
 * that are missing are wiped. So a change of one reads all and sends them back:
 *
 *   ACTIVE  authentication.activeStrategies, with everything
 *   KNOWN   authentication.strategies: which settings there are, and their defaults (not for a deletion)
 *   WRITE   authentication.updateStrategies
 */
#include <wikijs/strategies.h>

#include <string.h>

#include "api/authentication_ops.h"
#include "api/input.h"
#include "api/results.h"
#include "api/settings.h"
#include "api/typed.h"

WJ_LIST_FUNCTIONS(wikijs_strategy)
WJ_SECRET_LIST_FUNCTIONS(wikijs_active_strategy)

static void prepare_list(struct wj_request *request, struct wj_no_args *args, const wikijs_read_options *options)
{
    (void)args;
    wj_read_read_options(request, options);
}

WJ_TYPED(wikijs_strategies_list, wj_op_strategies, struct wj_no_args, prepare_list, wikijs_strategy_list,
         (const wikijs_read_options *options), (options))

static void prepare_active(struct wj_request *request, struct wj_active_strategies_args *args,
                           const wikijs_strategies_list_active_options *given)
{
    wikijs_strategies_list_active_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
    args->enabled_only = options.enabled_only;
}

WJ_TYPED(wikijs_strategies_list_active, wj_op_active_strategies, struct wj_active_strategies_args, prepare_active,
         wikijs_active_strategy_list, (const wikijs_strategies_list_active_options *options), (options))

/* --- all of them --- */

static void check_strategy(struct wj_request *request, const wikijs_strategy_input *strategy)
{
    wj_need(request, strategy->key, "key of a strategy");
    wj_need(request, strategy->strategy_key, "strategy key");
    wj_need(request, strategy->display_name, "display name of a strategy");
    wj_check_strings(request, strategy->domain_whitelist, "the list of domains");
    wj_settings_check(request, &strategy->config);
}

static void prepare_replace(struct wj_request *request, struct wj_update_strategies_args *args,
                            const wikijs_strategy_inputs *strategies, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    if (!strategies || !strategies->items || strategies->count == 0) {
        wj_request_refuse(request, "no strategies were given: nobody could log in any more");
        return;
    }
    for (size_t i = 0; i < strategies->count; i++)
        check_strategy(request, &strategies->items[i]);
    args->strategies = *strategies;
}

WJ_TYPED_PLAIN(wikijs_strategies_replace, wj_op_update_strategies, struct wj_update_strategies_args, prepare_replace,
               (const wikijs_strategy_inputs *strategies, const wikijs_call_options *options), (strategies, options))

/* --- one of them --- */

struct change_state {
    const struct wj_list *active; /* in the call's result arena */
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static const wikijs_active_strategy *find_active(const struct wj_list *list, const char *key)
{
    for (size_t i = 0; i < list->objects.count; i++) {
        const wikijs_active_strategy *active = list->objects.items[i];
        if (active->key && strcmp(active->key, key) == 0)
            return active;
    }
    return NULL;
}

static const wikijs_strategy *find_known(const struct wj_list *list, const char *key)
{
    for (size_t i = 0; key && i < list->objects.count; i++) {
        const wikijs_strategy *strategy = list->objects.items[i];
        if (strategy->key && strcmp(strategy->key, key) == 0)
            return strategy;
    }
    return NULL;
}

/* A strategy as it is, to be sent back. */
static bool keep(struct wikijs_call *call, const wikijs_active_strategy *active, wikijs_strategy_input *kept)
{
    static const wikijs_key_value_inputs nothing = { .items = NULL, .count = 0 };
    *kept = (wikijs_strategy_input){
        .key = active->key,
        .strategy_key = active->strategy ? active->strategy->key : NULL,
        .display_name = active->display_name,
        .order = active->order,
        .is_enabled = active->is_enabled,
        .self_registration = active->self_registration,
        .domain_whitelist = active->domain_whitelist,
        .auto_enroll_groups = active->auto_enroll_groups,
    };
    const struct wj_settings settings = {
        .noun = "strategy",
        .key = active->key,
        .known = &active->config,
        .values = &active->config,
    };
    return wj_settings_merge(call, &settings, &nothing, &kept->config) == 0;
}

static bool is_on(int state, bool otherwise)
{
    return state ? state == WIKIJS_YES : otherwise;
}

/* Settings that the strategy has, but this instance does not yet, come with their defaults. */
static bool merge_settings(struct wikijs_call *call, const wikijs_active_strategy *active, const wikijs_strategy *known,
                           wikijs_key_value_inputs *merged)
{
    const struct wj_change_strategy_args *args = call->args;
    static const wikijs_key_values unset = { .items = NULL, .count = 0 };
    const struct wj_settings settings = {
        .noun = "strategy",
        .key = args->key,
        .known = &known->props,
        .values = active ? &active->config : &unset,
    };
    return wj_settings_merge(call, &settings, &args->config, merged) == 0;
}

static bool change(struct wikijs_call *call, const wikijs_active_strategy *active, const wikijs_strategy *known,
                   size_t last, wikijs_strategy_input *changed)
{
    const struct wj_change_strategy_args *args = call->args;
    static const char *const no_domains[] = { NULL };
    static const int64_t no_groups[] = { 0 };
    *changed = (wikijs_strategy_input){
        .key = args->key,
        .strategy_key = known->key,
        .display_name = args->display_name ? args->display_name
                        : active           ? active->display_name
                                           : known->title,
        .order = args->order ? args->order
                 : active    ? active->order
                             : (int64_t)last,
        .is_enabled = is_on(args->is_enabled, active ? active->is_enabled : true),
        .self_registration = is_on(args->self_registration, active ? active->self_registration : false),
        .domain_whitelist = { .items = no_domains, .count = 0 },
        .auto_enroll_groups = { .items = no_groups, .count = 0 },
    };
    if (args->domain_whitelist.items || active)
        changed->domain_whitelist = args->domain_whitelist.items ? args->domain_whitelist : active->domain_whitelist;
    if (args->auto_enroll_groups.items || active)
        changed->auto_enroll_groups = args->auto_enroll_groups.items ? args->auto_enroll_groups
                                                                     : active->auto_enroll_groups;
    return merge_settings(call, active, known, &changed->config);
}

/* `known` NULL: the strategy is deleted. */
static enum wj_step start_write(struct wikijs_call *call, const struct wj_list *list, const wikijs_strategy *known)
{
    const struct wj_change_strategy_args *args = call->args;
    wikijs_strategy_input *items = wj_call_alloc(call, (list->objects.count + 1) * sizeof *items);
    if (!items)
        return no_memory(call);
    size_t count = 0;
    bool seen = false;
    for (size_t i = 0; i < list->objects.count; i++) {
        const wikijs_active_strategy *active = list->objects.items[i];
        bool is_it = active->key && strcmp(active->key, args->key) == 0;
        seen = seen || is_it;
        if (is_it && !known)
            continue;
        bool good = is_it ? change(call, active, known, 0, &items[count]) : keep(call, active, &items[count]);
        if (!good)
            return WJ_DONE;
        count++;
    }
    if (!seen && known && !change(call, NULL, known, count, &items[count]))
        return WJ_DONE;
    count += !seen && known;
    struct wj_update_strategies_args all = { .strategies = { .items = items, .count = count } };
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_update_strategies, .args = &all, .args_size = sizeof all });
}

static enum wj_step start_known(struct wikijs_call *call)
{
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_strategies,
                                                     .fields = WIKIJS_BIT(WIKIJS_STRATEGY_KEY) |
                                                               WIKIJS_BIT(WIKIJS_STRATEGY_TITLE) |
                                                               WIKIJS_BIT(WIKIJS_STRATEGY_PROPS) });
}

static enum wj_step start_active(struct wikijs_call *call)
{
    struct wj_active_strategies_args args = { .enabled_only = false };
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_active_strategies,
                                                     .args = &args,
                                                     .args_size = sizeof args,
                                                     .fields = WIKIJS_BIT(WIKIJS_ACTIVE_STRATEGY_FIELDS) - 1 });
}

static enum wj_step after_active(struct wikijs_call *call, struct change_state *state, struct wikijs_call *child)
{
    const struct wj_change_strategy_args *args = call->args;
    call->result_arena = child->result_arena; /* what is sent points into it */
    state->active = wj_call_take_result(child);
    const wikijs_active_strategy *active = find_active(state->active, args->key);
    bool deletes = call->op == &wj_op_delete_strategy;
    if (!active && (deletes || !args->strategy_key))
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no active strategy '%s'", args->key);
    return deletes ? start_write(call, state->active, NULL) : start_known(call);
}

static enum wj_step after_known(struct wikijs_call *call, struct change_state *state, struct wikijs_call *child)
{
    const struct wj_change_strategy_args *args = call->args;
    const wikijs_active_strategy *active = find_active(state->active, args->key);
    const char *key = active && active->strategy ? active->strategy->key : args->strategy_key;
    const wikijs_strategy *known = find_known(child->result, key);
    if (!known)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "the server knows no strategy '%s'", key ? key : "");
    return start_write(call, state->active, known); /* the body is written before the child goes */
}

static enum wj_step change_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct change_state *state = call->state;
    if (!child) {
        call->state = wj_call_alloc(call, sizeof *state);
        return call->state ? start_active(call) : no_memory(call);
    }
    if (child->status < 0 || child->op == &wj_op_update_strategies)
        return wj_flow_end_as(call, child);
    return child->op == &wj_op_active_strategies ? after_active(call, state, child) : after_known(call, state, child);
}

static void prepare_update(struct wj_request *request, struct wj_change_strategy_args *args, const char *key,
                           const wikijs_strategy_update_input *given)
{
    wikijs_strategy_update_input input = { 0 };
    wj_read_struct(request, given, &input, sizeof input);
    wj_need(request, key, "key of a strategy");
    wj_check_strings(request, input.domain_whitelist, "the list of domains");
    wj_settings_check(request, &input.config);
    wj_check_tristate(request, input.is_enabled, "is_enabled");
    wj_check_tristate(request, input.self_registration, "self_registration");
    *args = (struct wj_change_strategy_args){
        .key = key,
        .strategy_key = input.strategy_key,
        .display_name = input.display_name,
        .config = input.config,
        .order = input.order,
        .is_enabled = (int)input.is_enabled,
        .self_registration = (int)input.self_registration,
        .domain_whitelist = input.domain_whitelist,
        .auto_enroll_groups = input.auto_enroll_groups,
    };
    request->timeout_ms = input.timeout_ms;
    request->flow = change_flow;
}

WJ_TYPED_PLAIN(wikijs_strategies_update, wj_op_change_strategy, struct wj_change_strategy_args, prepare_update,
               (const char *key, const wikijs_strategy_update_input *input), (key, input))

static void prepare_delete(struct wj_request *request, struct wj_change_strategy_args *args, const char *key,
                           const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, key, "key of a strategy");
    args->key = key;
    request->flow = change_flow;
}

WJ_TYPED_PLAIN(wikijs_strategies_delete, wj_op_delete_strategy, struct wj_change_strategy_args, prepare_delete,
               (const char *key, const wikijs_call_options *options), (key, options))
