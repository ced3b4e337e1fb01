/* SPDX-License-Identifier: MIT */
#include "cmd/search/search.h"

#include "module_settings.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    return module_set(cli, &kind_search_engine, args, operands);
}

static const struct example examples[] = {
    { "Change one setting; the others stay", "wikijs search set postgres dictLanguage=german" },
    { "Choose an engine", "wikijs search set postgres --enable" },
    { "A secret from a file", "wikijs search set algolia appId=X apiKey=@key.txt" },
    { 0 },
};

const struct cmd cmd_search_set = {
    .name = "set",
    .summary = "Change a search engine",
    .usage = "<engine> [<key>=<value>...]",
    .text =
        "Change settings of a search engine, or whether it is used. One is in use: --enable puts it in the place of the other. What is not named stays as it is. Each setting has a type, which the value has to have; KEY=@FILE takes the value from a file, KEY=@- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .opts = module_set_options,
    .args_size = sizeof(struct module_set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
