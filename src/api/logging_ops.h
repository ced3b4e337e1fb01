/* SPDX-License-Identifier: MIT */
/* Operation rows of the namespace `logging` and the argument structs that they describe. */
#ifndef WJ_API_LOGGING_OPS_H
#define WJ_API_LOGGING_OPS_H

#include <wikijs/logging.h>

#include "api/modules.h"

/* One logger, whole: LoggerInput. */
struct wj_logger {
    bool is_enabled;
    const char *key, *level;
    wikijs_key_value_inputs config;
};

struct wj_loggers_args {
    struct {
        const struct wj_logger *items;
        size_t count;
    } loggers;
};

/* Changing one logger: a flow that ends in updateLoggers. */
struct wj_change_logger_args {
    const char *key, *level;
    int is_enabled; /* wikijs_tristate */
    wikijs_key_value_inputs config;
};

extern const struct wj_op wj_op_logging_loggers, wj_op_logging_update_loggers;
/* Not of the list: the arguments of a flow. */
extern const struct wj_op wj_op_logging_change;

#endif
