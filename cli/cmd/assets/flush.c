/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    (void)operands;
    int code = context_connect(cli);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_assets_flush_temp_uploads_async(cli->client, NULL, CALL_TASK),
         wikijs_assets_flush_temp_uploads_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "removed what broken uploads had left");
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Clean up", "wikijs assets flush" },
    { 0 },
};

const struct cmd cmd_assets_flush = {
    .name = "flush",
    .summary = "Remove what broken uploads left on the server",
    .text = "Remove the temporary files that broken uploads left on the server. Uploads that run at that moment may "
            "fail. Needs manage:system.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
