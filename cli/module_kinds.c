/* SPDX-License-Identifier: MIT */
#include "module_kinds.h"

#include "call.h"
#include "memory.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <wikijs/analytics.h>
#include <wikijs/comments.h>
#include <wikijs/logging.h>
#include <wikijs/rendering.h>
#include <wikijs/search.h>
#include <wikijs/storage.h>
#include <wikijs/strategies.h>

const struct module *module_find(const struct module *all, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (all[i].key && strcmp(all[i].key, key) == 0)
            return &all[i];
    return NULL;
}

/* `name`: rows of a type##_list. What comes after the operation is the pointer to its options. */
#define LIST(name, type, operation, ...)                                                    \
    static int name(struct cli *cli, module_list_fn *use, void *context)                    \
    {                                                                                       \
        type##_list *list = NULL;                                                           \
        int status;                                                                         \
        CALL(status, cli, operation##_async(cli->client, __VA_ARGS__, CALL_TASK),           \
             operation##_finish(task.call, &list, &cli->error));                            \
        size_t count = type##_list_count(list);                                             \
        struct module *all = xcalloc(count + 1, sizeof *all);                               \
        for (size_t i = 0; i < count; i++) {                                                \
            const type *item = type##_list_at(list, i);                                     \
            all[i] = (struct module){ item, item->key, &item->config };                     \
        }                                                                                   \
        int code = status < 0 ? report_status(cli, status) : use(cli, all, count, context); \
        free(all);                                                                          \
        type##_list_free(list);                                                             \
        return code;                                                                        \
    }

#define ALL_FIELDS(options_type, field_count)                                      \
    &(options_type)                                                                \
    {                                                                              \
        .struct_size = sizeof(options_type), .fields = WIKIJS_BIT(field_count) - 1 \
    }

LIST(list_analytics_providers, wikijs_analytics_provider, wikijs_analytics_list, NULL)
LIST(list_comment_providers, wikijs_comment_provider, wikijs_comments_list_providers, NULL)
LIST(list_loggers, wikijs_logger, wikijs_logging_list, ALL_FIELDS(wikijs_read_options, WIKIJS_LOGGER_FIELDS))
LIST(list_renderers, wikijs_renderer, wikijs_rendering_list_renderers, NULL)
LIST(list_search_engines, wikijs_search_engine, wikijs_search_list_engines, NULL)
LIST(list_storage_targets, wikijs_storage_target, wikijs_storage_list,
     ALL_FIELDS(wikijs_read_options, WIKIJS_STORAGE_TARGET_FIELDS))
LIST(list_strategies, wikijs_active_strategy, wikijs_strategies_list_active,
     ALL_FIELDS(wikijs_strategies_list_active_options, WIKIJS_ACTIVE_STRATEGY_FIELDS))

/* `name`: a change that goes to the operation as it is. */
#define UPDATE(name, operation)                                                                                 \
    static int name(struct cli *cli, const wikijs_module_input *change, const struct module_set_args *args)     \
    {                                                                                                           \
        (void)args;                                                                                             \
        int status;                                                                                             \
        CALL(status, cli, operation##_async(cli->client, (wikijs_module_inputs){ change, 1 }, NULL, CALL_TASK), \
             operation##_finish(task.call, &cli->error));                                                       \
        return status;                                                                                          \
    }

UPDATE(update_analytics_provider, wikijs_analytics_update_providers)
UPDATE(update_comment_provider, wikijs_comments_update_providers)
UPDATE(update_renderer, wikijs_rendering_update_renderers)
UPDATE(update_search_engine, wikijs_search_update_engines)

/* `name`: a change that goes to the operation as an input of its own type; what comes after the operation is more of it. */
#define UPDATE_WITH(name, input_type, operation, ...)                                                            \
    static int name(struct cli *cli, const wikijs_module_input *change, const struct module_set_args *args)      \
    {                                                                                                            \
        input_type input = {                                                                                     \
            .struct_size = sizeof input, .config = change->config, .is_enabled = change->is_enabled, __VA_ARGS__ \
        };                                                                                                       \
        int status;                                                                                              \
        CALL(status, cli, operation##_async(cli->client, change->key, &input, CALL_TASK),                        \
             operation##_finish(task.call, &cli->error));                                                        \
        return status;                                                                                           \
    }

UPDATE_WITH(update_logger, wikijs_logger_update_input, wikijs_logging_update, .level = args->level)
UPDATE_WITH(update_storage_target, wikijs_storage_update_input, wikijs_storage_update, .mode = args->mode,
            .sync_interval = args->interval)
UPDATE_WITH(update_strategy, wikijs_strategy_update_input, wikijs_strategies_update, .display_name = args->title,
            .self_registration = (wikijs_tristate)args->registration,
            .domain_whitelist = { args->domains.items, args->domains.count })

const struct module_kind kind_analytics_provider = { "analytics provider", list_analytics_providers,
                                                     update_analytics_provider };
const struct module_kind kind_comment_provider = { "comment provider", list_comment_providers,
                                                   update_comment_provider };
const struct module_kind kind_logger = { "logger", list_loggers, update_logger };
const struct module_kind kind_renderer = { "renderer", list_renderers, update_renderer };
const struct module_kind kind_search_engine = { "search engine", list_search_engines, update_search_engine };
const struct module_kind kind_storage_target = { "storage target", list_storage_targets, update_storage_target };
const struct module_kind kind_strategy = { "strategy", list_strategies, update_strategy };
