/* SPDX-License-Identifier: MIT */
/*
 * The kinds of modules: what the server has several of, each with a key and settings that it describes itself. How to
 * list and change them stands in one row a kind; module_settings.h and module_show.h work by it.
 */
#ifndef CLI_MODULE_KINDS_H
#define CLI_MODULE_KINDS_H

#include "context.h"

#include <wikijs/module.h>

struct module {
    const void *object; /* of plan.model */
    const char *key;
    const wikijs_key_values *settings;
};

/* What a `set` takes beside settings; a command offers those that its kind has. */
struct module_set_args {
    int enabled;             /* wikijs_tristate */
    const char *level;       /* of a logger */
    const char *mode;        /* of a storage target */
    const char *interval;    /* of a storage target */
    int registration;        /* of a strategy: wikijs_tristate */
    const char *title;       /* of a strategy */
    struct opt_list domains; /* of a strategy */
};

/* Works with all there are, which live until it returns; returns the exit code. */
typedef int module_list_fn(struct cli *cli, const struct module *all, size_t count, void *context);

struct module_kind {
    const char *noun; /* what messages call one */
    /* Asks the server for all, with all fields, and hands them to `use`. Returns the exit code. */
    int (*list)(struct cli *cli, module_list_fn *use, void *context);
    /* Returns a status. */
    int (*update)(struct cli *cli, const wikijs_module_input *change, const struct module_set_args *args);
};

/* The one with this key, or NULL. */
const struct module *module_find(const struct module *all, size_t count, const char *key);

extern const struct module_kind kind_analytics_provider, kind_comment_provider, kind_logger, kind_renderer,
    kind_search_engine, kind_storage_target, kind_strategy;

#endif
