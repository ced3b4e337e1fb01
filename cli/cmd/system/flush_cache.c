/* SPDX-License-Identifier: MIT */
#include "cmd/system/system.h"

#include <wikijs/pages.h>

RUN_PLAIN(wikijs_pages_flush_cache, "the server's cache of pages was emptied")

static const struct example examples[] = {
    { "When browsers are shown old text", "wikijs system flush-cache" },
    { 0 },
};

const struct cmd cmd_system_flush_cache = {
    .name = "flush-cache",
    .summary = "Empty the server's cache of rendered pages",
    .text =
        "Empty the server's cache of rendered pages. The cache of this program is emptied with 'wikijs cache clear'. Needs "
        "manage:system.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
