/* SPDX-License-Identifier: MIT */
/* The long form of `health check`: where every setting comes from, too. */
#include "cmd/health/findings.h"
#include "command/tree.h"

#include "config/tokens.h"
#include "terminal/editor.h"
#include "terminal/prompt.h"

#include <wikijs/authentication.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void print_line(struct cli *cli, const char *name, const char *value)
{
    if (cli->terminal.out)
        stream_addf(&cli->out, "%-20s", name);
    else
        stream_addf(&cli->out, "%s\t", name);
    stream_foreign_line(&cli->out, value, strlen(value));
    stream_adds(&cli->out, "\n");
}

static void print_heading(struct cli *cli, const char *text)
{
    if (cli->terminal.out)
        stream_addf(&cli->out, "%s%s%s\n", cli->terminal.color_out ? "\033[1m" : "", text,
                    cli->terminal.color_out ? "\033[0m" : "");
}

static void print_program(struct cli *cli)
{
    print_heading(cli, "PROGRAM");
    print_line(cli, "library", wikijs_version());
#ifdef WIKIJS_WITH_JQ
    print_line(cli, "jq", "built in");
#else
    print_line(cli, "jq", "not built in");
#endif
    print_line(cli, "editor", editor_command(cli->settings.editor));
    print_line(cli, "questions", prompt_is_possible(&cli->terminal) ? "can be asked" : "cannot be asked");
}

static void print_settings(struct cli *cli)
{
    const struct settings *settings = &cli->settings;
    char *path = settings_config_path(&cli->parsed.globals);
    char *text = !path                     ? xstrdup("no home, no configuration file")
                 : access(path, R_OK) == 0 ? xstrdup(path)
                                           : xasprintf("%s (not there)", path);
    print_heading(cli, "SETTINGS");
    print_line(cli, "configuration", text);
    free(text);
    free(path);
    print_line(cli, "profile", settings->profile ? settings->profile->name : "none");
    text = settings->url ? xasprintf("%s (%s)", settings->url, settings->url_source) : xstrdup("none");
    print_line(cli, "wiki", text);
    free(text);
    print_line(cli, "credentials", settings->credentials_source ? settings->credentials_source : "none");
    if (settings->credentials == CREDENTIALS_LOGIN)
        print_line(cli, "logged in as", settings->login.user);
    path = tokens_path();
    print_line(cli, "logins are kept in", path ? path : "nowhere: there is no home");
    free(path);
    print_line(cli, "locale", settings->locale ? settings->locale : "en");
}

static void print_health(struct cli *cli, const wikijs_health *health)
{
    print_heading(cli, "WIKI");
    health_print_checks(cli, health);
    print_heading(cli, "PERMISSIONS");
    for (size_t i = 0; i < health->permissions.count; i++)
        print_line(cli, "granted", health->permissions.items[i]);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    int code = context_configure(cli);
    if (code)
        return code;
    print_program(cli);
    print_settings(cli);
    stream_flush(&cli->out);
    code = context_connect(cli);
    if (code)
        return code;
    wikijs_health *health = NULL;
    int status = health_look(cli, &health);
    if (health)
        print_health(cli, health);
    code = health_report(cli, health, status);
    wikijs_health_free(health);
    return code;
}

static const struct example examples[] = {
    { "All that can be wrong", "wikijs doctor" },
    { 0 },
};

const struct cmd cmd_doctor = {
    .name = "doctor",
    .group = "HEALTH",
    .summary = "Show every setting, and check the wiki",
    .text = "The long form of 'wikijs health check': where each setting comes from, what the program can do here, then "
            "all checks and permissions. Secrets are not shown.",
    .examples = examples,
    .exit_codes = "As those of 'wikijs health check'.",
    .run = run,
    .since = "0.1",
};
