/* SPDX-License-Identifier: MIT */
/* The work of commands that run one operation without arguments of its own: what it returns is shown. */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "call.h"
#include "context.h"
#include "ids.h"
#include "memory.h"
#include "output/emit.h"
#include "output/rows.h"
#include "report.h"
#include "text/or_empty.h"

#include <stdlib.h>

struct show_args {
    struct output_args output;
};

/* Lists: rows of a type##_list. What comes after the operation is the pointer to its options. */
#define SHOW_LIST(type, operation) SHOW_LIST_WITH(type, operation, NULL)

#define SHOW_LIST_WITH(type, operation, ...)                                           \
    static int run(struct cli *cli, const void *args, const struct operands *operands) \
    {                                                                                  \
        (void)args;                                                                    \
        (void)operands;                                                                \
        int code = context_connect(cli);                                               \
        if (code)                                                                      \
            return code;                                                               \
        type##_list *list = NULL;                                                      \
        int status;                                                                    \
        CALL(status, cli, operation##_async(cli->client, __VA_ARGS__, CALL_TASK),      \
             operation##_finish(task.call, &list, &cli->error));                       \
        if (status < 0)                                                                \
            return report_status(cli, status);                                         \
        struct rows rows;                                                              \
        ROWS_OF(&rows, type, list);                                                    \
        code = rows_print(cli, &rows, NULL);                                           \
        type##_list_free(list);                                                        \
        return code;                                                                   \
    }

/* One object. */
#define SHOW_OBJECT(type, operation)                                                   \
    static int run(struct cli *cli, const void *args, const struct operands *operands) \
    {                                                                                  \
        (void)args;                                                                    \
        (void)operands;                                                                \
        int code = context_connect(cli);                                               \
        if (code)                                                                      \
            return code;                                                               \
        type *object = NULL;                                                           \
        int status;                                                                    \
        CALL(status, cli, operation##_async(cli->client, NULL, CALL_TASK),             \
             operation##_finish(task.call, &object, &cli->error));                     \
        code = status < 0 ? report_status(cli, status) : emit_object(cli, object);     \
        type##_free(object);                                                           \
        return code;                                                                   \
    }

/* An operation without arguments and without a result; `done` says that it was carried out. */
#define RUN_PLAIN(operation, done)                                                     \
    static int run(struct cli *cli, const void *args, const struct operands *operands) \
    {                                                                                  \
        (void)args;                                                                    \
        (void)operands;                                                                \
        int code = context_connect(cli);                                               \
        if (code)                                                                      \
            return code;                                                               \
        int status;                                                                    \
        CALL(status, cli, operation##_async(cli->client, NULL, CALL_TASK),             \
             operation##_finish(task.call, &cli->error));                              \
        if (status < 0)                                                                \
            return report_status(cli, status);                                         \
        report_note(cli, done);                                                        \
        return EXIT_DONE;                                                              \
    }

#endif
