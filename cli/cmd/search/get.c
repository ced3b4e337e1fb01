/* SPDX-License-Identifier: MIT */
#include "cmd/search/search.h"

#include "module_show.h"
#include "show.h"

MODULE_GET(kind_search_engine)

static const struct example examples[] = {
    { "One", "wikijs search get postgres" },
    { 0 },
};

const struct cmd cmd_search_get = {
    .name = "get",
    .alias = "view",
    .summary = "Show search engines with settings",
    .usage = "<engine>...",
    .text =
        "Show search engines and their settings, under the names that 'set' takes; '-' stands for the lines of standard input. Secrets are masked, but not in --json config. In a pipe each setting is a line: engine, setting, value.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "SearchEngine",
    .run = run,
    .since = "0.1",
};
