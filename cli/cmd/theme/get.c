/* SPDX-License-Identifier: MIT */
#include "cmd/theme/theme.h"

#include "call.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/theming.h>

struct get_args {
    struct output_args output;
};

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_theming_config *result = NULL;
    int status;
    CALL(status, cli, wikijs_theming_get_config_async(cli->client, NULL, CALL_TASK),
         wikijs_theming_get_config_finish(task.call, &result, &cli->error));
    code = status < 0 ? report_status(cli, status) : emit_object(cli, result);
    wikijs_theming_config_free(result);
    return code;
}

static const struct example examples[] = {
    { "In short", "wikijs theme get" },
    { "Keep the style sheet in a file", "wikijs theme get --json injectCSS --jq .injectCSS > house.css" },
    { 0 },
};

const struct cmd cmd_theme_get = {
    .name = "get",
    .summary = "Show how the site looks",
    .text = "Show how the site looks. The style sheet and the HTML that are put into every page are shown with --json.",
    .examples = examples,
    .args_size = sizeof(struct get_args),
    .model = "ThemingConfig",
    .run = run,
    .since = "0.1",
};
