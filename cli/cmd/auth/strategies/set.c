/* SPDX-License-Identifier: MIT */
#include "cmd/auth/strategies/strategies.h"

#include "module_settings.h"

#include <string.h>
#include <wikijs/strategies.h>

struct set_args {
    const char *title;
    struct opt_list domains;
    int enabled;      /* wikijs_tristate */
    int registration; /* wikijs_tristate */
};

static const struct opt options[] = {
    OPT_SET(struct set_args, enabled, 0, "enable", WIKIJS_YES, "let people log in this way"),
    OPT_SET(struct set_args, enabled, 0, "disable", WIKIJS_NO, "let nobody log in this way"),
    OPT_SET(struct set_args, registration, 0, "self-registration", WIKIJS_YES, "let people make accounts"),
    OPT_SET(struct set_args, registration, 0, "no-self-registration", WIKIJS_NO, "let nobody make an account"),
    OPT_STRING(struct set_args, title, 0, "title", "<text>", "name that is shown to people"),
    OPT_LIST(struct set_args, domains, 0, "domain", "<domain>",
             "only addresses of this domain may register; may be repeated, replaces the list"),
    OPT_END,
};

/* The settings of the one that is named; NULL: there is none, which the update will report. */
static const wikijs_key_values *find(const wikijs_active_strategy_list *list, const char *key)
{
    for (size_t i = 0; i < wikijs_active_strategy_list_count(list); i++)
        if (strcmp(wikijs_active_strategy_list_at(list, i)->key, key) == 0)
            return &wikijs_active_strategy_list_at(list, i)->config;
    return NULL;
}

static int update(struct cli *cli, const struct set_args *args, const wikijs_module_input *change)
{
    wikijs_strategy_update_input input = WIKIJS_STRATEGY_UPDATE_INPUT_INIT;
    input.config = change->config;
    input.display_name = args->title;
    input.is_enabled = (wikijs_tristate)args->enabled;
    input.self_registration = (wikijs_tristate)args->registration;
    if (args->domains.count)
        input.domain_whitelist = (wikijs_strings){ args->domains.items, args->domains.count };
    int status;
    CALL(status, cli, wikijs_strategies_update_async(cli->client, change->key, &input, CALL_TASK),
         wikijs_strategies_update_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed '%s'", change->key);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct set_args *args = arguments;
    bool other = args->enabled || args->registration || args->title || args->domains.count;
    int code = module_settings_check(cli, operands, other);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    wikijs_strategies_list_active_options all = WIKIJS_STRATEGIES_LIST_ACTIVE_OPTIONS_INIT;
    all.fields = WIKIJS_BIT(WIKIJS_ACTIVE_STRATEGY_KEY) | WIKIJS_BIT(WIKIJS_ACTIVE_STRATEGY_CONFIG);
    wikijs_active_strategy_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_strategies_list_active_async(cli->client, &all, CALL_TASK),
         wikijs_strategies_list_active_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    wikijs_module_input change;
    code = module_settings_read(cli, find(list, operands->items[0]), operands, &change);
    if (code == 0)
        code = update(cli, args, &change);
    module_settings_free(&change);
    wikijs_active_strategy_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "Let people of one domain register",
      "wikijs auth strategies set local --self-registration --domain example.com" },
    { "A secret from a file", "wikijs auth strategies set github clientSecret=@secret.txt" },
    { 0 },
};

const struct cmd cmd_auth_strategies_set = {
    .name = "set",
    .summary = "Change a way to log in",
    .usage = "<strategy> [<key>=<value>...]",
    .text =
        "Change a way to log in that is set up, named by its key; what is not named stays as it is. KEY=@FILE takes a value from a file, KEY=@- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
