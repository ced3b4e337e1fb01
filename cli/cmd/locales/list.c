/* SPDX-License-Identifier: MIT */
#include "cmd/locales/locales.h"

#include "call.h"
#include "memory.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/localization.h>

#include <stdlib.h>

struct list_args {
    struct output_args output;
};

static int print_list(struct cli *cli, const wikijs_locale_list *list)
{
    size_t count = wikijs_locale_list_count(list);
    const void **rows = xreallocarray(NULL, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = wikijs_locale_list_at(list, i);
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
    wikijs_locale_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_localization_list_locales_async(cli->client, NULL, CALL_TASK),
         wikijs_localization_list_locales_finish(task.call, &list, &cli->error));
    code = status < 0 ? report_status(cli, status) : print_list(cli, list);
    wikijs_locale_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "All", "wikijs locales list" },
    { "Codes of the installed ones",
      "wikijs locales list --json code,isInstalled --jq '.[]|select(.isInstalled).code'" },
    { 0 },
};

const struct cmd cmd_locales_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the locales that the server knows",
    .text =
        "List the locales that the server knows. One that never reached the service that has the strings knows only those that are installed.",
    .examples = examples,
    .args_size = sizeof(struct list_args),
    .model = "LocalizationLocale",
    .run = run,
    .since = "0.1",
};
