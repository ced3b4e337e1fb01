/* SPDX-License-Identifier: MIT */
#include "cmd/profile/profile.h"

#include "report.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    const char *name = operands->items[0];
    struct config config;
    int code = profile_find(cli, name, &config);
    struct config_change change = config_change_of(NULL, "profile", name);
    if (code == 0)
        code = config_file_change(cli, &change, 1);
    if (code == 0)
        config_note(cli, "'%s' is in use: %s", name, config_value(config_profile(&config, name), "url"));
    config_free(&config);
    return code;
}

static const struct example examples[] = {
    { "From now on", "wikijs profile use home" },
    { 0 },
};

const struct cmd cmd_profile_use = {
    .name = "use",
    .summary = "Choose the profile that is used when none is named",
    .usage = "<name>",
    .text = "Choose the profile that is used when none is named with --profile or WIKIJS_PROFILE. 'wikijs config unset "
            "profile' goes back to the wiki that stands outside of profiles.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PROFILE,
    .run = run,
    .since = "0.1",
};
