/* SPDX-License-Identifier: MIT */
#include "cmd/logging/logging.h"

#include "module_settings.h"

#include <string.h>
#include <wikijs/logging.h>

struct set_args {
    const char *level;
    int enabled; /* wikijs_tristate */
};

static const struct opt options[] = {
    OPT_SET(struct set_args, enabled, 0, "enable", WIKIJS_YES, "use it"),
    OPT_SET(struct set_args, enabled, 0, "disable", WIKIJS_NO, "do not use it"),
    OPT_STRING(struct set_args, level, 'l', "level", "<level>", "error, warn, info, verbose, debug or silly"),
    OPT_END,
};

/* The settings of the one that is named; NULL: there is none, which the update will report. */
static const wikijs_key_values *find(const wikijs_logger_list *list, const char *key)
{
    for (size_t i = 0; i < wikijs_logger_list_count(list); i++)
        if (strcmp(wikijs_logger_list_at(list, i)->key, key) == 0)
            return &wikijs_logger_list_at(list, i)->config;
    return NULL;
}

static int update(struct cli *cli, const struct set_args *args, const wikijs_module_input *change)
{
    wikijs_logger_update_input input = WIKIJS_LOGGER_UPDATE_INPUT_INIT;
    input.config = change->config;
    input.level = args->level;
    input.is_enabled = (wikijs_tristate)args->enabled;
    int status;
    CALL(status, cli, wikijs_logging_update_async(cli->client, change->key, &input, CALL_TASK),
         wikijs_logging_update_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed '%s'", change->key);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct set_args *args = arguments;
    int code = module_settings_check(cli, operands, args->enabled || args->level);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    wikijs_read_options wanted = WIKIJS_READ_OPTIONS_INIT;
    wanted.fields = WIKIJS_BIT(WIKIJS_LOGGER_KEY) | WIKIJS_BIT(WIKIJS_LOGGER_CONFIG);
    wikijs_logger_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_logging_list_async(cli->client, &wanted, CALL_TASK),
         wikijs_logging_list_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    wikijs_module_input change;
    code = module_settings_read(cli, find(list, operands->items[0]), operands, &change);
    if (code == 0)
        code = update(cli, args, &change);
    module_settings_free(&change);
    wikijs_logger_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "Errors only", "wikijs logging set loggly --level error" },
    { 0 },
};

const struct cmd cmd_logging_set = {
    .name = "set",
    .summary = "Change a logger",
    .usage = "<logger> [<key>=<value>...]",
    .text =
        "Change a logger: whether it is used, from which level on, and its settings. What is not named stays as it is. Each setting has a type, which the value has to have; KEY=@FILE takes the value from a file, KEY=@- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
