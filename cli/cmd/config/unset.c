/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"

#include "config/keys.h"
#include "report.h"

#include <string.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    const char *key = operands->items[0], *profile = cli->parsed.globals.profile;
    struct config config;
    int code = config_file_load(cli, &config);
    if (code == 0 && profile)
        code = config_require_profile(&config, profile);
    if (code == 0) {
        const struct config_section *section = profile ? config_profile(&config, profile) : &config.common;
        bool is_set = config_value(section, key) != NULL;
        struct config_change change = config_change_of(profile, key, NULL);
        if (is_set)
            code = config_file_change(cli, &change, 1);
        else if (!config_key_find(key) && strcmp(key, "profile") != 0)
            code = config_refuse_key(cli, key);
        else
            code = report_failure("'%s' is not set%s%s", key, profile ? " in the profile " : "",
                                  profile ? profile : "");
    }
    if (code == EXIT_DONE)
        config_note(cli, "removed '%s'%s%s", key, profile ? " from the profile " : "", profile ? profile : "");
    config_free(&config);
    return code;
}

static const struct example examples[] = {
    { "Back to what it is by itself", "wikijs config unset timeout" },
    { 0 },
};

const struct cmd cmd_config_unset = {
    .name = "unset",
    .summary = "Remove one setting from the file",
    .usage = "<key>",
    .text = "Remove one setting from the configuration file, of all profiles or with --profile of that one.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_SETTING,
    .exit_codes = "1 when it is not set.",
    .run = run,
    .since = "0.1",
};
