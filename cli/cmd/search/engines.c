/* SPDX-License-Identifier: MIT */
#include "cmd/search/search.h"

#include "show.h"

#include <wikijs/search.h>

SHOW_LIST(wikijs_search_engine, wikijs_search_list_engines)

static const struct example examples[] = {
    { "In short", "wikijs search engines" },
    { "The settings of one", "wikijs search engines --json key,config --jq '.[]|select(.key==\"postgres\").config'" },
    { 0 },
};

const struct cmd cmd_search_engines = {
    .name = "engines",
    .summary = "List the search engines",
    .text =
        "List the search engines. Their settings are shown with --json config; they may hold secrets. For their meaning see 'wikijs search set'.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "SearchEngine",
    .run = run,
    .since = "0.1",
};
