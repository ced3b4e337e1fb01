/* SPDX-License-Identifier: MIT */
#include "cmd/site/site.h"

#include "call.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/site.h>

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
    wikijs_site_config *result = NULL;
    int status;
    CALL(status, cli, wikijs_site_get_config_async(cli->client, NULL, CALL_TASK),
         wikijs_site_get_config_finish(task.call, &result, &cli->error));
    code = status < 0 ? report_status(cli, status) : emit_object(cli, result);
    wikijs_site_config_free(result);
    return code;
}

static const struct example examples[] = {
    { "All of them", "wikijs site get" },
    { "One", "wikijs site get --json title --jq .title" },
    { 0 },
};

const struct cmd cmd_site_get = {
    .name = "get",
    .summary = "Show the settings of the site",
    .text = "Show the settings of the site, under the names that 'site set' takes.",
    .examples = examples,
    .args_size = sizeof(struct get_args),
    .model = "SiteConfig",
    .run = run,
    .since = "0.1",
};
