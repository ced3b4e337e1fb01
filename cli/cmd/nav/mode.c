/* SPDX-License-Identifier: MIT */
#include "cmd/nav/nav.h"

#include "call.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/navigation.h>

#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    wikijs_navigation_mode mode;
} modes[] = {
    { "none", WIKIJS_NAVIGATION_MODE_NONE },
    { "tree", WIKIJS_NAVIGATION_MODE_TREE },
    { "mixed", WIKIJS_NAVIGATION_MODE_MIXED },
    { "static", WIKIJS_NAVIGATION_MODE_STATIC },
};

struct mode_args {
    struct output_args output;
};

static int show(struct cli *cli)
{
    wikijs_navigation_config *config = NULL;
    int status;
    CALL(status, cli, wikijs_navigation_get_config_async(cli->client, NULL, CALL_TASK),
         wikijs_navigation_get_config_finish(task.call, &config, &cli->error));
    int code = status < 0 ? report_status(cli, status) : emit_object(cli, config);
    wikijs_navigation_config_free(config);
    return code;
}

static int set(struct cli *cli, wikijs_navigation_mode mode)
{
    int status;
    CALL(status, cli, wikijs_navigation_update_config_async(cli->client, mode, NULL, CALL_TASK),
         wikijs_navigation_update_config_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed how the navigation is shown");
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    wikijs_navigation_mode mode = 0;
    for (size_t i = 0; operands->count && i < sizeof modes / sizeof *modes; i++)
        if (strcasecmp(modes[i].name, operands->items[0]) == 0)
            mode = modes[i].mode;
    if (operands->count && !mode)
        return report_usage(cli, "'%s' is none of none, tree, mixed, static", operands->items[0]);
    int code = context_connect(cli);
    if (code)
        return code;
    return mode ? set(cli, mode) : show(cli);
}

static const struct example examples[] = {
    { "Show it", "wikijs nav mode" },
    { "The entries only", "wikijs nav mode static" },
    { 0 },
};

const struct cmd cmd_nav_mode = {
    .name = "mode",
    .summary = "Show or choose how the navigation is shown",
    .usage = "[none|tree|mixed|static]",
    .text =
        "Show how the navigation is shown, or choose it: none, tree (the tree of pages), static (the entries), mixed (both).",
    .examples = examples,
    .args_size = sizeof(struct mode_args),
    .max_operands = 1,
    .model = "NavigationConfig",
    .run = run,
    .since = "0.1",
};
