/* SPDX-License-Identifier: MIT */
#include "cmd/profile/profile.h"

int profile_find(struct cli *cli, const char *name, struct config *config)
{
    int code = config_file_load(cli, config);
    return code ? code : config_require_profile(config, name);
}

const char *profile_in_use(const struct config *config)
{
    const char *name = config_value(&config->common, "profile");
    return name ? name : config_profile(config, "default") ? "default" : NULL;
}

static const struct cmd *const verbs[] = { &cmd_profile_add, &cmd_profile_use, &cmd_profile_list, &cmd_profile_remove,
                                           NULL };

static const struct example examples[] = {
    { "Which are there?", "wikijs profile list" },
    { "Another wiki", "wikijs profile add home --url https://home.example.net" },
    { "Work with that one from now on", "wikijs profile use home" },
    { 0 },
};

const struct cmd cmd_profile = {
    .name = "profile",
    .group = "CONFIGURATION",
    .changes_settings = true,
    .summary = "Name the wikis that you work with",
    .text = "Name the wikis that you work with: a profile is an address with its key and its settings, in the "
            "configuration file. One is in use when no other is named with --profile or WIKIJS_PROFILE.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
