/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"
#include "cmd/config/setup.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)operands;
    return setup_run(cli, args, cli->parsed.globals.profile);
}

static const struct example examples[] = {
    { "Asks for all it needs", "wikijs config init" },
    { "Without a terminal", "wikijs config init --url https://wiki.example.com --api-key-file ~/.secrets/wiki" },
    { "A second wiki", "wikijs config init --profile home --url https://home.example.net --api-key-stdin < key.txt" },
    { 0 },
};

const struct cmd cmd_config_init = {
    .name = "init",
    .summary = "Set the program up for a wiki",
    .text =
        "Ask for the address of the wiki, for an API key or a login and for the locale of its pages, try each answer "
        "at the wiki, and write them down in the configuration file, mode 0600. Where there is a wiki in the file "
        "already, another profile is added.\n\n"
        "Without a terminal the answers come from flags: --url, --locale, --profile, and for the key --api-key-stdin "
        "or one of --api-key-file, --api-key-command and --api-key-env, of which the name is written down, not the "
        "key. Nothing is written when an answer is wrong.",
    .examples = examples,
    .opts = setup_opts,
    .args_size = sizeof(struct setup_args),
    .run = run,
    .since = "0.1",
};
