/* SPDX-License-Identifier: MIT */
#include "cmd/search/search.h"

#include "call.h"
#include "memory.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/search.h>

#include <stdlib.h>

struct engines_args {
    struct output_args output;
};

static int print_list(struct cli *cli, const wikijs_search_engine_list *list)
{
    size_t count = wikijs_search_engine_list_count(list);
    const void **rows = xreallocarray(NULL, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = wikijs_search_engine_list_at(list, i);
    int code = emit_list(cli, rows, count);
    free(rows);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_search_engine_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_search_list_engines_async(cli->client, NULL, CALL_TASK),
         wikijs_search_list_engines_finish(task.call, &list, &cli->error));
    code = status < 0 ? report_status(cli, status) : print_list(cli, list);
    wikijs_search_engine_list_free(list);
    return code;
}

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
    .args_size = sizeof(struct engines_args),
    .model = "SearchEngine",
    .run = run,
    .since = "0.1",
};
