/* SPDX-License-Identifier: MIT */
#include "cmd/config/setup.h"
#include "cmd/profile/profile.h"
#include "command/value.h"

#include "report.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    if (cli->parsed.globals.profile)
        return report_usage(cli, "the name of the new profile is given without --profile");
    const char *needed = value_needed(COMPLETE_PROFILE, operands->items[0]);
    if (needed)
        return report_usage(cli, "'add' needs %s, not '%s'", needed, operands->items[0]);
    return setup_run(cli, args, operands->items[0]);
}

static const struct example examples[] = {
    { "Asks for what is not given", "wikijs profile add home --url https://home.example.net" },
    { "With a key from a password store", "wikijs profile add work --url https://wiki.example.com "
                                          "--api-key-command 'pass show wiki/work' --use" },
    { 0 },
};

const struct cmd cmd_profile_add = {
    .name = "add",
    .summary = "Add a profile",
    .usage = "<name>",
    .text = "Add a profile to the configuration file. What is not given with --url, --locale and the flags for keys is "
            "asked for on a terminal; all of it is tried at the wiki before it is written.",
    .examples = examples,
    .opts = setup_opts,
    .args_size = sizeof(struct setup_args),
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
    .since = "0.1",
};
