/* SPDX-License-Identifier: MIT */
#include "cmd/locales/locales.h"

#include "call.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/localization.h>

struct config_args {
    struct output_args output;
};

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_localization_config *result = NULL;
    int status;
    CALL(status, cli, wikijs_localization_get_config_async(cli->client, NULL, CALL_TASK),
         wikijs_localization_get_config_finish(task.call, &result, &cli->error));
    code = status < 0 ? report_status(cli, status) : emit_object(cli, result);
    wikijs_localization_config_free(result);
    return code;
}

static const struct example examples[] = {
    { "The locale of the site", "wikijs locales config --json locale --jq .locale" },
    { 0 },
};

const struct cmd cmd_locales_config = {
    .name = "config",
    .summary = "Show which locales the site uses",
    .text = "Show which locales the site uses.",
    .examples = examples,
    .args_size = sizeof(struct config_args),
    .model = "LocalizationConfig",
    .run = run,
    .since = "0.1",
};
