/* SPDX-License-Identifier: MIT */
#include "cmd/search/search.h"

#include "show.h"

#include <wikijs/search.h>

SHOW_LIST(wikijs_search_engine, wikijs_search_list_engines)

static const struct example examples[] = {
    { "In short", "wikijs search list" },
    { "The one in use", "wikijs search list --json key,isEnabled --jq '.[]|select(.isEnabled).key'" },
    { 0 },
};

const struct cmd cmd_search_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the search engines",
    .text = "List the search engines. Their settings are shown by 'wikijs search get'.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "SearchEngine",
    .run = run,
    .since = "0.1",
};
