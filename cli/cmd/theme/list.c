/* SPDX-License-Identifier: MIT */
#include "cmd/theme/theme.h"

#include "call.h"
#include "memory.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/theming.h>

#include <stdlib.h>

struct list_args {
    struct output_args output;
};

static int print_list(struct cli *cli, const wikijs_theme_list *list)
{
    size_t count = wikijs_theme_list_count(list);
    const void **rows = xreallocarray(NULL, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = wikijs_theme_list_at(list, i);
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
    wikijs_theme_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_theming_list_themes_async(cli->client, NULL, CALL_TASK),
         wikijs_theming_list_themes_finish(task.call, &list, &cli->error));
    code = status < 0 ? report_status(cli, status) : print_list(cli, list);
    wikijs_theme_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "All", "wikijs theme list" },
    { 0 },
};

const struct cmd cmd_theme_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the themes",
    .text = "List the themes that can be set.",
    .examples = examples,
    .args_size = sizeof(struct list_args),
    .model = "ThemingTheme",
    .run = run,
    .since = "0.1",
};
