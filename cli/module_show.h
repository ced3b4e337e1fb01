/* SPDX-License-Identifier: MIT */
/* Showing strategies, storage targets and loggers with their settings, under the names that `set` takes. */
#ifndef CLI_MODULE_SHOW_H
#define CLI_MODULE_SHOW_H

#include "show.h"

#include <wikijs/key_value.h>

struct module_shown {
    const void *object; /* of plan.model */
    const char *key;
    const wikijs_key_values *settings;
};

/*
 * Show those of `all` that the operands name. JSON, CSV and TSV have the objects; else there is a table of settings,
 * secrets masked. Returns the exit code; `noun` is what messages call such a thing.
 */
int module_show(struct cli *cli, const struct operands *operands, const struct module_shown *all, size_t count,
                const char *noun);

/* The run function of a `get`: asks for a type##_list with all fields. */
#define SHOW_MODULES(type, operation, options_type, options_init, field_count, noun)                   \
    static int run(struct cli *cli, const void *args, const struct operands *operands)                 \
    {                                                                                                  \
        (void)args;                                                                                    \
        int code = context_connect(cli);                                                               \
        if (code)                                                                                      \
            return code;                                                                               \
        options_type wanted = options_init;                                                            \
        wanted.fields = WIKIJS_BIT(field_count) - 1;                                                   \
        type##_list *list = NULL;                                                                      \
        int status;                                                                                    \
        CALL(status, cli, operation##_async(cli->client, &wanted, CALL_TASK),                          \
             operation##_finish(task.call, &list, &cli->error));                                       \
        size_t count = type##_list_count(list);                                                        \
        struct module_shown *all = xcalloc(count + 1, sizeof *all);                                    \
        for (size_t i = 0; i < count; i++) {                                                           \
            const type *item = type##_list_at(list, i);                                                \
            all[i] = (struct module_shown){ item, item->key, &item->config };                          \
        }                                                                                              \
        code = status < 0 ? report_status(cli, status) : module_show(cli, operands, all, count, noun); \
        free(all);                                                                                     \
        type##_list_free(list);                                                                        \
        return code;                                                                                   \
    }

#endif
