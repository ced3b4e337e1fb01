/* SPDX-License-Identifier: MIT */
#include "cmd/analytics/analytics.h"

#include "module_settings.h"

#include <string.h>
#include <wikijs/analytics.h>

struct set_args {
    int enabled; /* wikijs_tristate */
};

static const struct opt options[] = {
    OPT_SET(struct set_args, enabled, 0, "enable", WIKIJS_YES, "use it"),
    OPT_SET(struct set_args, enabled, 0, "disable", WIKIJS_NO, "do not use it"),
    OPT_END,
};

/* The settings of the one that is named; NULL: there is none, which the update will report. */
static const wikijs_key_values *find(const wikijs_analytics_provider_list *list, const char *key)
{
    for (size_t i = 0; i < wikijs_analytics_provider_list_count(list); i++)
        if (strcmp(wikijs_analytics_provider_list_at(list, i)->key, key) == 0)
            return &wikijs_analytics_provider_list_at(list, i)->config;
    return NULL;
}

static int update(struct cli *cli, const struct set_args *args, const wikijs_module_input *change)
{
    wikijs_module_input input = *change;
    input.is_enabled = (wikijs_tristate)args->enabled;
    wikijs_module_inputs changes = { &input, 1 };
    int status;
    CALL(status, cli, wikijs_analytics_update_providers_async(cli->client, changes, NULL, CALL_TASK),
         wikijs_analytics_update_providers_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed '%s'", change->key);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct set_args *args = arguments;
    int code = module_settings_check(cli, operands, args->enabled);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    wikijs_analytics_provider_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_analytics_list_async(cli->client, NULL, CALL_TASK),
         wikijs_analytics_list_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    wikijs_module_input change;
    code = module_settings_read(cli, find(list, operands->items[0]), operands, &change);
    if (code == 0)
        code = update(cli, args, &change);
    module_settings_free(&change);
    wikijs_analytics_provider_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "Switch one on", "wikijs analytics set plausible --enable domain=example.com" },
    { "Switch it off", "wikijs analytics set plausible --disable" },
    { 0 },
};

const struct cmd cmd_analytics_set = {
    .name = "set",
    .summary = "Change an analytics provider",
    .usage = "<provider> [<key>=<value>...]",
    .text =
        "Change an analytics provider: whether it is used, and its settings. What is not named stays as it is. Each setting has a type, which the value has to have; KEY=@FILE takes the value from a file, KEY=@- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
