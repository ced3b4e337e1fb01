/* SPDX-License-Identifier: MIT */
#include "cmd/cache/cache.h"

#include "output/emit.h"
#include "report.h"

#include <wikijs/cache.h>

struct stats_args {
    bool json;
};

static const struct opt options[] = {
    OPT_FLAG(struct stats_args, json, 0, "json", "print JSON"),
    OPT_END,
};

struct line {
    const char *name, *about;
    uint64_t number;
};

static int print_json(struct cli *cli, const struct line *lines, size_t count)
{
    struct buffer json = { 0 };
    for (size_t i = 0; i < count; i++)
        buffer_addf(&json, "%s\"%s\":%llu", i ? "," : "{", lines[i].name, (unsigned long long)lines[i].number);
    buffer_addc(&json, '}');
    int code = emit_json(cli, json.data, json.length, NULL);
    buffer_free(&json);
    return code;
}

static void print_lines(struct cli *cli, const struct line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (cli->terminal.out)
            stream_addf(&cli->out, "%-10s %12llu  %s\n", lines[i].name, (unsigned long long)lines[i].number,
                        lines[i].about);
        else
            stream_addf(&cli->out, "%s\t%llu\n", lines[i].name, (unsigned long long)lines[i].number);
    }
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)operands;
    wikijs_cache_stats stats = { .struct_size = sizeof stats };
    int code = context_connect(cli);
    if (code)
        return code;
    int status = wikijs_cache_get_stats(cli->client, &stats, &cli->error);
    if (status < 0)
        return cache_report(cli, status);
    const struct line lines[] = {
        { "entries", "answers that are kept", stats.entries },
        { "bytes", "their size", stats.bytes },
        { "hits", "reads that were answered", stats.hits },
        { "misses", "reads that were not", stats.misses },
        { "stores", "answers that were put in", stats.stores },
        { "evictions", "answers that made room for others", stats.evictions },
        { "drops", "answers that were out of date", stats.drops },
        { "errors", "failures of the store", stats.errors },
    };
    size_t count = sizeof lines / sizeof *lines;
    if (((const struct stats_args *)args)->json)
        return print_json(cli, lines, count);
    print_lines(cli, lines, count);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "How much there is", "wikijs cache stats" },
    { "For scripts", "wikijs cache stats --json" },
    { 0 },
};

const struct cmd cmd_cache_stats = {
    .name = "stats",
    .summary = "Show what the cache holds and did",
    .text = "Show what the cache holds and what it did: name and number, one a line. How much was hit and missed is "
            "counted since the store was opened, in this process.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct stats_args),
    .run = run,
    .since = "0.1",
};
