/* SPDX-License-Identifier: MIT */
#include "cmd/rendering/rendering.h"

#include "call.h"
#include "memory.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/rendering.h>

#include <stdlib.h>

struct list_args {
    struct output_args output;
};

static int print_list(struct cli *cli, const wikijs_renderer_list *list)
{
    size_t count = wikijs_renderer_list_count(list);
    const void **rows = xreallocarray(NULL, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = wikijs_renderer_list_at(list, i);
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
    wikijs_renderer_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_rendering_list_renderers_async(cli->client, NULL, CALL_TASK),
         wikijs_rendering_list_renderers_finish(task.call, &list, &cli->error));
    code = status < 0 ? report_status(cli, status) : print_list(cli, list);
    wikijs_renderer_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "In short", "wikijs rendering list" },
    { "The settings of one",
      "wikijs rendering list --json key,config --jq '.[]|select(.key==\"markdownCore\").config'" },
    { 0 },
};

const struct cmd cmd_rendering_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the renderers",
    .text =
        "List the renderers. Their settings are shown with --json config; they may hold secrets. For their meaning see 'wikijs rendering set'.",
    .examples = examples,
    .args_size = sizeof(struct list_args),
    .model = "Renderer",
    .run = run,
    .since = "0.1",
};
