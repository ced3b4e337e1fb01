/* SPDX-License-Identifier: MIT */
#include "cmd/storage/storage.h"

#include "module_settings.h"

#include <string.h>
#include <wikijs/storage.h>

struct set_args {
    const char *mode;
    const char *interval;
    int enabled; /* wikijs_tristate */
};

static const struct opt options[] = {
    OPT_SET(struct set_args, enabled, 0, "enable", WIKIJS_YES, "use it"),
    OPT_SET(struct set_args, enabled, 0, "disable", WIKIJS_NO, "do not use it"),
    OPT_STRING(struct set_args, mode, 'm', "mode", "<mode>", "sync, push or pull, as far as the target can"),
    OPT_STRING(struct set_args, interval, 'i', "interval", "<duration>",
               "time between two runs, such as PT5M; P0D: never"),
    OPT_END,
};

/* The settings of the one that is named; NULL: there is none, which the update will report. */
static const wikijs_key_values *find(const wikijs_storage_target_list *list, const char *key)
{
    for (size_t i = 0; i < wikijs_storage_target_list_count(list); i++)
        if (strcmp(wikijs_storage_target_list_at(list, i)->key, key) == 0)
            return &wikijs_storage_target_list_at(list, i)->config;
    return NULL;
}

static int update(struct cli *cli, const struct set_args *args, const wikijs_module_input *change)
{
    wikijs_storage_update_input input = WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    input.config = change->config;
    input.mode = args->mode;
    input.sync_interval = args->interval;
    input.is_enabled = (wikijs_tristate)args->enabled;
    int status;
    CALL(status, cli, wikijs_storage_update_async(cli->client, change->key, &input, CALL_TASK),
         wikijs_storage_update_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed '%s'", change->key);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct set_args *args = arguments;
    int code = module_settings_check(cli, operands, args->enabled || args->mode || args->interval);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    wikijs_storage_target_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_storage_list_async(cli->client, NULL, CALL_TASK),
         wikijs_storage_list_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    wikijs_module_input change;
    code = module_settings_read(cli, find(list, operands->items[0]), operands, &change);
    if (code == 0)
        code = update(cli, args, &change);
    module_settings_free(&change);
    wikijs_storage_target_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "Use the local disk", "wikijs storage set disk --enable path=/var/wiki/copy" },
    { "Git every five minutes", "wikijs storage set git --interval PT5M" },
    { 0 },
};

const struct cmd cmd_storage_set = {
    .name = "set",
    .summary = "Change a storage target",
    .usage = "<target> [<key>=<value>...]",
    .text =
        "Change a storage target: whether it is used, how, and its settings. What is not named stays as it is. Each setting has a type, which the value has to have; KEY=@FILE takes the value from a file, KEY=@- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
