/* SPDX-License-Identifier: MIT */
#include "cmd/search/search.h"

#include "show.h"

#include <wikijs/search.h>

RUN_PLAIN(wikijs_search_rebuild_index, "the search index was rebuilt")

static const struct example examples[] = {
    { "After another engine was chosen", "wikijs search rebuild" },
    { 0 },
};

const struct cmd cmd_search_rebuild = {
    .name = "rebuild",
    .summary = "Make the search index anew",
    .text = "Make the search index anew from all pages. This may take minutes; it has a time limit of 10.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
