/* SPDX-License-Identifier: MIT */
#include "cmd/cache/cache.h"

#include "command/tree.h"
#include "report.h"

int cache_report(struct cli *cli, int status)
{
    int code = report_status(cli, status);
    if (status == WIKIJS_E_STATE)
        report_advice("--set cache=sqlite, or put 'cache: sqlite' into the configuration file");
    return code;
}

static const struct cmd *const verbs[] = {
    &cmd_cache_stats,
    &cmd_cache_clear,
    &cmd_cache_delete,
    NULL,
};

static const struct example examples[] = {
    { "What is in it", "wikijs cache stats" },
    { "Somebody has edited a page in a browser", "wikijs cache delete docs/intro" },
    { "Begin anew", "wikijs cache clear" },
    { 0 },
};

const struct cmd cmd_cache = {
    .name = "cache",
    .group = "OTHER COMMANDS",
    .summary = "See and empty the cache of answers",
    .text =
        "See and empty the cache of answers. It is off unless the configuration turns it on:\n\n"
        "    cache: sqlite\n"
        "    cache_ttl_ms: 60000\n\n"
        "Reads are then answered from it while what it has is fresh; what this program changes is dropped by itself. "
        "--no-cache asks the server in spite of it, for one run.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
