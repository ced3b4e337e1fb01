/* SPDX-License-Identifier: MIT */
#include "cmd/locales/locales.h"

#include "call.h"
#include "ids.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/localization.h>

static int download(struct cli *cli, const char *locale, void *context)
{
    (void)context;
    int status;
    CALL(status, cli, wikijs_localization_download_locale_async(cli->client, locale, NULL, CALL_TASK),
         wikijs_localization_download_locale_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, locale);
    report_note(cli, "downloaded %s", locale);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int code = context_connect(cli);
    return code ? code : ids_run(cli, operands, download, NULL);
}

static const struct example examples[] = {
    { "German and Spanish", "wikijs locales download de es" },
    { 0 },
};

const struct cmd cmd_locales_download = {
    .name = "download",
    .summary = "Have the server fetch locales",
    .usage = "<locale>...",
    .text =
        "Have the server fetch the strings of locales, and so install them. The server says that this went well even when it did not; here the list of locales is looked at before and after.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_LOCALE,
    .run = run,
    .since = "0.1",
};
