/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"

#include "config/keys.h"
#include "report.h"
#include "text/match.h"
#include "watch/dry_run.h"

#include <stdlib.h>
#include <string.h>

char *config_file_path(struct cli *cli)
{
    char *path = settings_config_path(&cli->parsed.globals);
    if (!path)
        report_failure("there is no place for a configuration file: neither XDG_CONFIG_HOME nor HOME is set");
    return path;
}

int config_file_change(struct cli *cli, const struct config_change *changes, size_t count)
{
    for (size_t i = 0; i < count && cli->parsed.globals.dry_run; i++) {
        const char *const *keys = changes[i].keys;
        dry_run_skips(cli, "%s %s%s%s%s%s", changes[i].value ? "set" : "remove", keys[0], keys[1] ? "." : "",
                      keys[1] ? keys[1] : "", keys[1] && keys[2] ? "." : "", keys[1] && keys[2] ? keys[2] : "");
    }
    if (cli->parsed.globals.dry_run)
        return EXIT_DONE;
    char *path = config_file_path(cli);
    bool is_wrong = false;
    char *problem = path ? config_change(path, changes, count, &is_wrong) : NULL;
    int code = is_wrong ? EXIT_USAGE : path && !problem ? EXIT_DONE : EXIT_FAILED;
    if (problem)
        report_failure("%s", problem);
    free(problem);
    free(path);
    return code;
}

void config_note(const struct cli *cli, const char *format, ...)
{
    if (cli->parsed.globals.dry_run)
        return;
    va_list arguments;
    va_start(arguments, format);
    char *text = xvasprintf(format, arguments);
    va_end(arguments);
    report_note(cli, "%s", text);
    free(text);
}

int config_file_load(struct cli *cli, struct config *config)
{
    *config = (struct config){ 0 };
    char *path = config_file_path(cli);
    if (!path)
        return EXIT_FAILED;
    char *problem = config_load(config, path, cli->parsed.globals.config != NULL);
    int code = problem && !config->problem_count ? report_failure("%s", problem) : 0;
    free(problem);
    free(path);
    return code;
}

int config_require_profile(const struct config *config, const char *name)
{
    if (config_profile(config, name))
        return 0;
    const char **names = xcalloc(config->profile_count + 1, sizeof *names);
    for (size_t i = 0; i < config->profile_count; i++)
        names[i] = config->profiles[i].name;
    const char *nearest = text_nearest(name, names);
    free(names);
    if (nearest)
        report_failure("there is no profile '%s' in %s; did you mean '%s'?", name, config->path, nearest);
    else
        report_failure("there is no profile '%s' in %s", name, config->path);
    report_advice("wikijs profile list");
    return EXIT_USAGE;
}

int config_refuse_key(struct cli *cli, const char *name)
{
    const char *nearest = config_key_nearest(name);
    (void)cli;
    if (nearest)
        report_failure("there is no setting '%s'; did you mean '%s'?", name, nearest);
    else
        report_failure("there is no setting '%s'", name);
    report_advice("wikijs help configuration");
    return EXIT_USAGE;
}

/* The password of "http://name:password@host". */
static char *mask_address(const char *value)
{
    const char *scheme = strstr(value, "://"), *start = scheme ? scheme + 3 : value;
    const char *at = strrchr(start, '@'), *colon = strchr(start, ':');
    if (!at || !colon || colon > at)
        return xstrdup(value);
    return xasprintf("%.*s:********%s", (int)(colon - value), value, at);
}

char *config_masked(const char *key, const char *value)
{
    if (strcmp(key, "api_key") == 0)
        return xstrdup("********");
    return mask_address(value);
}

static const struct cmd *const verbs[] = {
    &cmd_config_init, &cmd_config_validate, &cmd_config_list,
    &cmd_config_get,  &cmd_config_set,      &cmd_config_unset,
    &cmd_config_edit, &cmd_config_path,     NULL,
};

static const struct example examples[] = {
    { "Set the program up, with questions", "wikijs config init" },
    { "Is all of it right?", "wikijs config validate --online" },
    { "What is set", "wikijs config list" },
    { "Change one thing", "wikijs config set timeout 2m" },
    { 0 },
};

const struct cmd cmd_config = {
    .name = "config",
    .group = "CONFIGURATION",
    .changes_settings = true,
    .summary = "Set the program up, see and change its settings",
    .text = "Set the program up, see its settings, and change them. They are in one file, which these commands change "
            "with its comments and its order left alone; 'wikijs help configuration' lists them.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
