/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"

#include "cmd/health/findings.h"
#include "config/check.h"
#include "output/json.h"
#include "profiles.h"
#include "text/or_empty.h"

#include <stdlib.h>
#include <string.h>

struct validate_args {
    bool online;
    bool json;
};

static const struct opt options[] = {
    OPT_FLAG(struct validate_args, online, 0, "online", "try each profile at its wiki, too"),
    OPT_FLAG(struct validate_args, json, 0, "json", "print what is wrong as JSON"),
    OPT_END,
};

static int print_json(struct cli *cli, const struct config *config)
{
    struct buffer json = { 0 };
    buffer_addc(&json, '[');
    for (size_t i = 0; i < config->problem_count; i++) {
        const struct config_problem *problem = &config->problems[i];
        buffer_addf(&json, "%s{\"line\":%zu,\"message\":", i ? "," : "", problem->line);
        json_add_string(&json, problem->text, strlen(problem->text));
        buffer_addc(&json, '}');
    }
    buffer_addc(&json, ']');
    int code = emit_json(cli, json.data, json.length, NULL);
    buffer_free(&json);
    return code;
}

static void print_lines(struct cli *cli, const struct config *config)
{
    for (size_t i = 0; i < config->problem_count; i++) {
        stream_addf(&cli->out, "%s:%zu: ", config->path, config->problems[i].line);
        stream_foreign_line(&cli->out, config->problems[i].text, strlen(config->problems[i].text));
        stream_adds(&cli->out, "\n");
    }
}

/* One profile at its wiki. */
static int try_profile(struct cli *cli)
{
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_health *health = NULL;
    int status = health_look(cli, &health);
    if (status == 0) {
        bool is_known = health->present & WIKIJS_BIT(WIKIJS_HEALTH_USER_NAME);
        const char *user = is_known ? health->user_name : NULL;
        stream_addf(&cli->out, "%s: ", cli->settings.url);
        stream_foreign_line(&cli->out, or_empty(health->identity), strlen(or_empty(health->identity)));
        if (user && *user) {
            stream_adds(&cli->out, " of ");
            stream_foreign_line(&cli->out, user, strlen(user));
        }
        stream_adds(&cli->out, "\n");
    }
    code = health_report(cli, health, status);
    wikijs_health_free(health);
    return code;
}

static int go_online(struct cli *cli, const struct config *config)
{
    bool is_choice = cli->parsed.globals.profile || cli->parsed.globals.url;
    return config->profile_count && !is_choice ? for_each_profile(cli, try_profile) : try_profile(cli);
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct validate_args *args = arguments;
    struct config config;
    int code = config_file_load(cli, &config);
    if (code == 0) {
        config_check(&config);
        if (args->json)
            code = print_json(cli, &config);
        else
            print_lines(cli, &config);
        stream_flush(&cli->out);
        if (config.problem_count)
            code = EXIT_USAGE;
        else
            report_note(cli, "%s: nothing is wrong", config.path);
    }
    if (code == 0 && args->online)
        code = go_online(cli, &config);
    config_free(&config);
    return code;
}

static const struct example examples[] = {
    { "Is the file right?", "wikijs config validate" },
    { "Does every wiki answer, and take its key?", "wikijs config validate --online" },
    { 0 },
};

const struct cmd cmd_config_validate = {
    .name = "validate",
    .summary = "Check the configuration file, and every profile",
    .text =
        "Print every key and value of the configuration file that is wrong, with its line and what would be right: "
        "unknown keys with the nearest name, values that their option does not take, operations, plugins and events "
        "that there are not, files that are not there, keys that have expired or that others can read, profiles "
        "without an address, aliases that stand for no command, webhooks that 'webhooks relay' would refuse. What an "
        "environment variable holds is not looked at. With --online each profile is tried at its wiki as well; without profiles, the wiki that is set.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct validate_args),
    .exit_codes = "2 when something in the file is wrong; with --online 1 when a profile does not work.",
    .run = run,
    .since = "0.1",
};
