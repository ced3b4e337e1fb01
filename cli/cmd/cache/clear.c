/* SPDX-License-Identifier: MIT */
#include "cmd/cache/cache.h"

#include "report.h"
#include "watch/dry_run.h"

#include <wikijs/cache.h>

struct clear_args {
    bool all;
};

static const struct opt options[] = {
    OPT_FLAG(struct clear_args, all, 0, "all", "of all wikis, not only of this one"),
    OPT_END,
};

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)operands;
    bool all = ((const struct clear_args *)args)->all;
    int code = context_connect(cli);
    if (code)
        return code;
    if (dry_run_skips(cli, "empty the cache"))
        return EXIT_DONE;
    int status = wikijs_cache_clear(cli->client, all ? WIKIJS_CACHE_ALL : WIKIJS_CACHE_WIKI, &cli->error);
    if (status < 0)
        return cache_report(cli, status);
    report_note(cli, "the cache is empty");
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Forget what this wiki said", "wikijs cache clear" },
    { "Forget everything", "wikijs cache clear --all" },
    { 0 },
};

const struct cmd cmd_cache_clear = {
    .name = "clear",
    .summary = "Empty the cache",
    .text = "Forget the answers of this wiki, or with --all those of every wiki that the cache is used for.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct clear_args),
    .run = run,
    .since = "0.1",
};
