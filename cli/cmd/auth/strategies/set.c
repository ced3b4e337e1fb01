/* SPDX-License-Identifier: MIT */
#include "cmd/auth/strategies/strategies.h"

#include "module_settings.h"

static const struct opt options[] = {
    OPT_SET(struct module_set_args, enabled, 0, "enable", WIKIJS_YES, "let people log in this way"),
    OPT_SET(struct module_set_args, enabled, 0, "disable", WIKIJS_NO, "let nobody log in this way"),
    OPT_SET(struct module_set_args, registration, 0, "self-registration", WIKIJS_YES, "let people make accounts"),
    OPT_SET(struct module_set_args, registration, 0, "no-self-registration", WIKIJS_NO, "let nobody make an account"),
    OPT_STRING(struct module_set_args, title, 0, "title", "<text>", "name that is shown to people"),
    OPT_LIST(struct module_set_args, domains, 0, "domain", "<domain>",
             "only addresses of this domain may register; may be repeated, replaces the list"),
    OPT_END,
};

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    return module_set(cli, &kind_strategy, args, operands);
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
    .args_size = sizeof(struct module_set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
