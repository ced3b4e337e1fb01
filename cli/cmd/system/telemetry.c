/* SPDX-License-Identifier: MIT */
#include "cmd/system/system.h"

#include <wikijs/system.h>

struct telemetry_args {
    int enabled; /* wikijs_tristate */
    bool reset_id;
};

static const struct opt options[] = {
    OPT_SET(struct telemetry_args, enabled, 0, "enable", WIKIJS_YES, "let the server report to its makers"),
    OPT_SET(struct telemetry_args, enabled, 0, "disable", WIKIJS_NO, "let it not"),
    OPT_FLAG(struct telemetry_args, reset_id, 0, "reset-id", "give it a new client id"),
    OPT_END,
};

static int show(struct cli *cli)
{
    wikijs_read_options options_ = WIKIJS_READ_OPTIONS_INIT;
    options_.fields = WIKIJS_BIT(WIKIJS_SYSTEM_INFO_TELEMETRY) | WIKIJS_BIT(WIKIJS_SYSTEM_INFO_TELEMETRY_CLIENT_ID);
    wikijs_system_info *info = NULL;
    int status;
    CALL(status, cli, wikijs_system_get_info_async(cli->client, &options_, CALL_TASK),
         wikijs_system_get_info_finish(task.call, &info, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    stream_addf(&cli->out, "%s\t%s\n", info->telemetry ? "enabled" : "disabled", or_empty(info->telemetry_client_id));
    wikijs_system_info_free(info);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct telemetry_args *args = arguments;
    int status = 0;
    int code = context_connect(cli);
    if (code)
        return code;
    if (!args->enabled && !args->reset_id)
        return show(cli);
    if (args->enabled)
        CALL(status, cli, wikijs_system_set_telemetry_async(cli->client, args->enabled == WIKIJS_YES, NULL, CALL_TASK),
             wikijs_system_set_telemetry_finish(task.call, &cli->error));
    if (status >= 0 && args->reset_id)
        CALL(status, cli, wikijs_system_reset_telemetry_client_id_async(cli->client, NULL, CALL_TASK),
             wikijs_system_reset_telemetry_client_id_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "telemetry was changed");
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Does it?", "wikijs system telemetry" },
    { "Let it not", "wikijs system telemetry --disable" },
    { 0 },
};

const struct cmd cmd_system_telemetry = {
    .name = "telemetry",
    .summary = "Show or change whether the server reports to its makers",
    .text = "Show whether the server reports to its makers, and as whom, or change it.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct telemetry_args),
    .run = run,
    .since = "0.1",
};
