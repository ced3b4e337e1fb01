/* SPDX-License-Identifier: MIT */
#include "dispatch.h"

#include "aliases.h"
#include "cmd/help.h"
#include "output/emit.h"
#include "plugins/programs.h"
#include "profiles.h"
#include "report.h"
#include "text/match.h"

#include <stdlib.h>
#include <string.h>

/* What was mistyped may be a program's name. */
static void suggest_program(struct parsed *parsed)
{
    char **names = program_names();
    const char *nearest = text_nearest(parsed->foreign, (const char *const *)names);
    if (nearest)
        parsed->advice = xasprintf("wikijs %s", nearest);
    plugin_names_free(names);
}

static int refuse(struct cli *cli)
{
    report_failure("%s", cli->parsed.problem);
    if (cli->parsed.foreign && !cli->parsed.advice)
        suggest_program(&cli->parsed);
    if (cli->parsed.advice) {
        report_advice("%s", cli->parsed.advice);
    } else {
        char *name = parsed_name(&cli->parsed);
        report_advice("%s --help", name);
        free(name);
    }
    return EXIT_USAGE;
}

/* Prepare what a command with a model prints; sets *done when the fields were listed instead. */
static int plan_output(struct cli *cli, const struct cmd *command, bool *done)
{
    const struct output_args *args = cli->parsed.args;
    const wikijs_model *model = wikijs_model_by_name(command->model);
    if (!model)
        return report_failure("this libwikijs does not know '%s'", command->model);
    if (args->json && !*args->json) {
        *done = true;
        return emit_fields(cli, model);
    }
    char *problem = output_plan_make(&cli->plan, model, args);
    if (!problem)
        return 0;
    int code = report_usage(cli, "%s", problem);
    free(problem);
    return code;
}

/* `wikijs NAME` with a wikijs-NAME on the PATH. */
static int run_program(struct cli *cli, bool *found)
{
    char *path = cli->parsed.foreign ? program_find(cli->parsed.foreign) : NULL;
    *found = path != NULL;
    int code = path ? program_become(cli, path, cli->parsed.foreign_rest) : 0;
    free(path);
    return code;
}

static int run_command(struct cli *cli)
{
    int code = context_open_trace(cli);
    if (code)
        return code;
    const struct cmd *command = parsed_command(&cli->parsed);
    return command->run(cli, cli->parsed.args, &cli->parsed.operands);
}

static int run_foreign(struct cli *cli)
{
    bool found;
    int code = run_program(cli, &found);
    return found ? code : refuse(cli);
}

static int do_parsed(struct cli *cli, bool understood)
{
    const struct cmd *command = parsed_command(&cli->parsed);
    bool all = cli->parsed.globals.all_profiles;
    if (cli->parsed.globals.help)
        return help_show(cli, cli->parsed.path, cli->parsed.depth);
    if (cli->parsed.foreign)
        return all ? for_each_profile(cli, run_foreign) : run_foreign(cli);
    if (!understood)
        return refuse(cli);
    if (cli->parsed.globals.version)
        return version_show(cli);
    if (command->subs)
        return help_show(cli, cli->parsed.path, cli->parsed.depth);
    bool done = false;
    int code = command->model ? plan_output(cli, command, &done) : 0;
    if (code || done)
        return code;
    return all && !command->follows_profiles ? for_each_profile(cli, run_command) : run_command(cli);
}

int dispatch(struct cli *cli, const char *const *words, size_t count, struct words *expanded)
{
    bool understood = parse(&cli->parsed, words, count);
    terminal_look(&cli->terminal, cli->parsed.globals.color);
    cli->out.to_user = cli->terminal.out;
    int code = -1;
    if (cli->parsed.foreign && !cli->parsed.globals.help && alias_apply(cli, words, expanded, &understood, &code) &&
        code >= 0)
        return code;
    return do_parsed(cli, understood);
}
