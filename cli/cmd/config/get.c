/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"

#include "config/keys.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

struct get_args {
    bool show_secrets;
};

static const struct opt options[] = {
    OPT_FLAG(struct get_args, show_secrets, 0, "show-secrets", "print an API key as it is, not as stars"),
    OPT_END,
};

/* Of the profile that is named or in use, else of all profiles. */
static const char *find_value(const struct config *config, const struct globals *globals, const char *key)
{
    const char *name = globals->profile ? globals->profile : getenv("WIKIJS_PROFILE");
    if (!name || !*name)
        name = config_value(&config->common, "profile");
    const struct config_section *profile = config_profile(config, name ? name : "default");
    const char *value = config_value(profile, key);
    return value ? value : config_value(&config->common, key);
}

static int print_value(struct cli *cli, const struct config *config, const char *key, bool show_secrets)
{
    const char *value = find_value(config, &cli->parsed.globals, key);
    if (!value)
        return report_failure("'%s' is not set", key);
    char *shown = show_secrets ? xstrdup(value) : config_masked(key, value);
    stream_foreign_line(&cli->out, shown, strlen(shown));
    stream_adds(&cli->out, "\n");
    xfree_secret(shown);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct get_args *args = arguments;
    const char *key = operands->items[0];
    if (!config_key_find(key) && strcmp(key, "profile") != 0)
        return config_refuse_key(cli, key);
    struct config config;
    int code = config_file_load(cli, &config);
    const char *profile = cli->parsed.globals.profile;
    if (code == 0 && profile)
        code = config_require_profile(&config, profile);
    if (code == 0)
        code = print_value(cli, &config, key, args->show_secrets);
    config_free(&config);
    return code;
}

static const struct example examples[] = {
    { "The address in use", "wikijs config get url" },
    { "That of another profile", "wikijs config get url --profile home" },
    { 0 },
};

const struct cmd cmd_config_get = {
    .name = "get",
    .summary = "Print one setting of the file",
    .usage = "<key>",
    .text = "Print what the configuration file says: of the profile that is named or in use, else of all profiles. "
            "Flags and the environment are not looked at; 'wikijs doctor' shows what comes out of all.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct get_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_SETTING,
    .exit_codes = "1 when it is not set.",
    .run = run,
    .since = "0.1",
};
