/* SPDX-License-Identifier: MIT */
#include "cmd/profile/profile.h"

#include "confirm.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

struct remove_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct remove_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

static int remove_profile(struct cli *cli, const struct config *config, const char *name)
{
    const char *chosen = config_value(&config->common, "profile");
    bool is_chosen = chosen && strcmp(chosen, name) == 0;
    struct config_change changes[2];
    size_t count = 0;
    changes[count++] = (struct config_change){ .keys = { "profiles", name } };
    if (is_chosen)
        changes[count++] = config_change_of(NULL, "profile", NULL);
    int code = config_file_change(cli, changes, count);
    if (code == 0)
        config_note(cli, "removed the profile '%s'", name);
    if (code == 0 && is_chosen)
        config_note(cli, "'%s' was in use; choose another one with: wikijs profile use <name>", name);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    const char *name = operands->items[0];
    struct config config;
    int code = profile_find(cli, name, &config);
    if (code == 0) {
        char *question = xasprintf("Remove the profile '%s' with its settings? [y/N] ", name);
        code = confirm(cli, ((const struct remove_args *)args)->yes, question);
        free(question);
    }
    if (code == 0)
        code = remove_profile(cli, &config, name);
    config_free(&config);
    return code;
}

static const struct example examples[] = {
    { "Without being asked", "wikijs profile remove home --yes" },
    { 0 },
};

const struct cmd cmd_profile_remove = {
    .name = "remove",
    .alias = "rm",
    .summary = "Remove a profile from the configuration file",
    .usage = "<name>",
    .text = "Remove a profile with all its settings from the configuration file. A login to its wiki stays; 'wikijs "
            "logout' forgets that.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct remove_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PROFILE,
    .run = run,
    .since = "0.1",
};
