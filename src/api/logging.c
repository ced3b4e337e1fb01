/* SPDX-License-Identifier: MIT */
/*
 * Loggers. The server wipes settings that it is not sent, so a change reads them first; and it stores the texts that it
 * gets here, where everything else is JSON.
 */
#include <wikijs/logging.h>

#include <string.h>

#include "api/input.h"
#include "api/logging_ops.h"
#include "api/results.h"
#include "api/settings.h"
#include "api/tags.h"
#include "api/typed.h"

WJ_SECRET_LIST_FUNCTIONS(wikijs_logger)

static void prepare_list(struct wj_request *request, struct wj_filter_args *args, const wikijs_read_options *options)
{
    (void)args;
    wj_read_read_options(request, options);
}

WJ_TYPED(wikijs_logging_list, wj_op_logging_loggers, struct wj_filter_args, prepare_list, wikijs_logger_list,
         (const wikijs_read_options *options), (options))

static const wikijs_logger *find_logger(const struct wj_list *list, const char *key)
{
    for (size_t i = 0; i < list->objects.count; i++) {
        const wikijs_logger *logger = list->objects.items[i];
        if (logger->key && strcmp(logger->key, key) == 0)
            return logger;
    }
    return NULL;
}

/* {"v":"text"} -> text, in place of each. */
static bool unwrap(struct wikijs_call *call, wikijs_key_value_inputs *config)
{
    wikijs_key_value_input *items = wj_call_alloc(call, (config->count + 1) * sizeof *items);
    for (size_t i = 0; items && i < config->count; i++) {
        items[i].key = config->items[i].key;
        items[i].value = wj_setting_text(call, config->items[i].value);
        if (!items[i].value)
            return false;
    }
    config->items = items;
    return items != NULL;
}

static enum wj_step write_logger(struct wikijs_call *call, const struct wj_list *list)
{
    const struct wj_change_logger_args *args = call->args;
    const wikijs_logger *logger = find_logger(list, args->key);
    if (!logger)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no logger '%.80s'", args->key);
    struct wj_logger sent = {
        .key = logger->key,
        .is_enabled = args->is_enabled ? args->is_enabled == WIKIJS_YES : logger->is_enabled,
        .level = args->level     ? args->level
                 : logger->level ? logger->level
                                 : "info",
    };
    const struct wj_settings settings = {
        .noun = "logger",
        .key = args->key,
        .known = &logger->config,
        .values = &logger->config,
    };
    if (wj_settings_merge(call, &settings, &args->config, &sent.config) < 0)
        return WJ_DONE;
    if (!unwrap(call, &sent.config))
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    struct wj_loggers_args all = { .loggers = { .items = &sent, .count = 1 } };
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_logging_update_loggers, .args = &all, .args_size = sizeof all });
}

static enum wj_step change_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child) {
        struct wj_filter_args all = { .filter = NULL };
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_logging_loggers,
                                                         .args = &all,
                                                         .args_size = sizeof all,
                                                         .fields = WIKIJS_BIT(WIKIJS_LOGGER_FIELDS) - 1 });
    }
    bool is_read = child->status == 0 && child->op == &wj_op_logging_loggers;
    return is_read ? write_logger(call, child->result) : wj_flow_end_as(call, child);
}

static void prepare_update(struct wj_request *request, struct wj_change_logger_args *args, const char *key,
                           const wikijs_logger_update_input *given)
{
    static const char *const levels[] = { "error", "warn", "info", "verbose", "debug", "silly" };
    const wikijs_strings known = { .items = levels, .count = sizeof levels / sizeof *levels };
    wikijs_logger_update_input input = { 0 };
    wj_read_struct(request, given, &input, sizeof input);
    wj_need(request, key, "key of a logger");
    wj_settings_check(request, &input.config);
    if (input.level && !wj_strings_hold(known, input.level))
        wj_request_refuse(request, "'%.40s' is no level: error, warn, info, verbose, debug and silly are", input.level);
    wj_check_tristate(request, input.is_enabled, "is_enabled");
    *args = (struct wj_change_logger_args){
        .key = key,
        .level = input.level,
        .is_enabled = (int)input.is_enabled,
        .config = input.config,
    };
    request->timeout_ms = input.timeout_ms;
    request->flow = change_flow;
}

WJ_TYPED_PLAIN(wikijs_logging_update, wj_op_logging_change, struct wj_change_logger_args, prepare_update,
               (const char *key, const wikijs_logger_update_input *input), (key, input))
