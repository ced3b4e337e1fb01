/* SPDX-License-Identifier: MIT */
#include "cmd/config/setup.h"

#include "call.h"
#include "cmd/config/config.h"
#include "cmd/login.h"
#include "report.h"
#include "terminal/prompt.h"

#include <stdlib.h>
#include <string.h>

const struct opt setup_opts[] = {
    OPT_FLAG(struct setup_args, api_key_stdin, 0, "api-key-stdin", "read the API key from standard input"),
    OPT_FLAG(struct setup_args, keyring, 0, "keyring", "keep the key in the desktop's secret service"),
    OPT_FLAG(struct setup_args, use, 0, "use", "the profile is the one in use from now on"),
    OPT_FLAG(struct setup_args, offline, 0, "offline", "do not try the answers at the wiki"),
    OPT_END,
};

/* What is there already is not lost by mistake. */
static int check_profile(struct setup *setup)
{
    const struct config_section *section = config_profile(&setup->config, setup->profile ? setup->profile : "");
    if (!section)
        return 0;
    report_failure("there is a profile '%s' in %s", setup->profile, setup->config.path);
    report_advice("another name, or change it with: wikijs config set <key> <value> --profile %s", setup->profile);
    return EXIT_CONFLICT;
}

static int ask(struct setup *setup)
{
    int (*const questions[])(struct setup *) = { check_profile, setup_ask_url, setup_ask_credentials, setup_ask_locale,
                                                 setup_ask_profile };
    int code = 0;
    for (size_t i = 0; i < sizeof questions / sizeof *questions && code == 0; i++)
        code = questions[i](setup);
    return code;
}

static bool is_to_be_used(const struct setup *setup)
{
    if (!setup->profile)
        return false;
    const char *chosen = config_value(&setup->config.common, "profile");
    bool is_first = !chosen && !setup->config.profile_count && !config_value(&setup->config.common, "url");
    if (setup->args->use || is_first)
        return true;
    return setup->can_ask && prompt_confirm("Use it when no profile is named? [y/N] ");
}

static int write_down(struct setup *setup)
{
    struct config_change changes[4];
    size_t count = 0;
    changes[count++] = config_change_of(setup->profile, "url", setup->url);
    if (setup->choice == CHOICE_KEY)
        changes[count++] = config_change_of(setup->profile, "api_key", setup->value);
    if (setup->choice == CHOICE_KEY_FROM)
        changes[count++] = config_change_of(setup->profile, setup->setting, setup->value);
    if (setup->locale)
        changes[count++] = config_change_of(setup->profile, "locale", setup->locale);
    int code = config_file_change(setup->cli, changes, count);
    if (code == 0 && is_to_be_used(setup)) {
        struct config_change use = config_change_of(NULL, "profile", setup->profile);
        code = config_file_change(setup->cli, &use, 1);
    }
    return code;
}

/* The login of a wiki that was just written down. */
static int log_in(struct setup *setup)
{
    struct cli *cli = setup->cli;
    settings_free(&cli->settings);
    cli->settings = (struct settings){ 0 };
    cli->parsed.globals.url = setup->url;
    cli->parsed.globals.profile = setup->profile;
    return login_ask(cli);
}

static void tell_next(const struct setup *setup)
{
    const char *flag = setup->profile && !setup->args->use ? " --profile " : "";
    config_note(setup->cli, "written to %s", setup->config.path);
    config_note(setup->cli, "try: wikijs%s%s pages list", flag, *flag ? setup->profile : "");
}

static void setup_free(struct setup *setup)
{
    config_free(&setup->config);
    free(setup->profile);
    free(setup->url);
    xfree_secret(setup->value);
    free(setup->locale);
}

int setup_run(struct cli *cli, const struct setup_args *args, const char *profile)
{
    struct setup setup = { .cli = cli, .args = args, .profile = profile ? xstrdup(profile) : NULL };
    setup.can_ask = prompt_is_possible(&cli->terminal) && !args->api_key_stdin;
    int code = config_file_load(cli, &setup.config);
    if (code == 0 && setup.config.problem_count) {
        report_failure("%s:%zu: %s", setup.config.path, setup.config.problems[0].line, setup.config.problems[0].text);
        report_advice("wikijs config validate");
        code = EXIT_USAGE;
    }
    if (code == 0)
        code = ask(&setup);
    if (code == 0)
        code = write_down(&setup);
    if (code == 0) {
        tell_next(&setup);
        code = setup.choice == CHOICE_LOGIN ? log_in(&setup) : EXIT_DONE;
    }
    cli->parsed.globals.url = cli->parsed.globals.profile = NULL; /* they may be of the set-up */
    setup_free(&setup);
    return code;
}
