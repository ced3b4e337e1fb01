/* SPDX-License-Identifier: MIT */
#include "cmd/search/search.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_search_list, &cmd_search_get, &cmd_search_set, &cmd_search_rebuild, NULL,
};

static const struct example examples[] = {
    { "What can be used", "wikijs search list" },
    { "Use PostgreSQL's, for German",
      "wikijs search set postgres --enable dictLanguage=german && wikijs search rebuild" },
    { 0 },
};

const struct cmd cmd_search = {
    .name = "search",
    .group = "COMMANDS",
    .summary = "Choose the search engine and rebuild its index",
    .text =
        "Choose the search engine, change its settings, rebuild its index. To look for pages, see 'wikijs pages search'.",
    .if_missing = "wikijs search list",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
