/* SPDX-License-Identifier: MIT */
#include "cmd/help.h"
#include "command/tree.h"

#include "command/help.h"
#include "plugins/programs.h"
#include "report.h"
#include "text/match.h"

#include <stdlib.h>
#include <string.h>

static int print_help(struct cli *cli, struct help *help)
{
    struct buffer text = { 0 };
    help_to_text(&text, help, cli->terminal.columns, cli->terminal.color_out);
    stream_add(&cli->out, text.data, text.length);
    buffer_free(&text);
    help_free(help);
    return EXIT_DONE;
}

int help_show(struct cli *cli, const struct cmd *const *path, size_t depth)
{
    struct help help;
    help_of_command(&help, path, depth);
    if (depth == 1) {
        char **names = program_names();
        help_add_programs(&help, names);
        plugin_names_free(names);
    }
    return print_help(cli, &help);
}

static int show_topic(struct cli *cli, const struct topic *topic)
{
    struct help help;
    help_of_topic(&help, topic);
    return print_help(cli, &help);
}

static int refuse_topic(struct cli *cli, const char *word)
{
    const char *names[64];
    size_t count = 0;
    for (const struct topic *topic = help_topics; topic->name; topic++)
        names[count++] = topic->name;
    for (const struct cmd *const *sub = root_command.subs; *sub && count < 63; sub++)
        if (!(*sub)->hidden)
            names[count++] = (*sub)->name;
    names[count] = NULL;
    const char *nearest = text_nearest(word, names);
    if (!nearest)
        return report_usage(cli, "there is no help on '%s'", word);
    report_failure("there is no help on '%s'", word);
    report_advice("wikijs help %s", nearest);
    return EXIT_USAGE;
}

/* A command that is a program of its own knows its help itself. */
static int ask_program(struct cli *cli, const char *path)
{
    static const char *const words[] = { "--help", NULL };
    return program_become(cli, path, words);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    if (operands->count == 1)
        for (const struct topic *topic = help_topics; topic->name; topic++)
            if (strcmp(topic->name, operands->items[0]) == 0)
                return show_topic(cli, topic);
    const struct cmd *path[COMMAND_DEPTH] = { &root_command };
    size_t depth = 1;
    for (size_t i = 0; i < operands->count; i++) {
        const struct cmd *sub = command_find(path[depth - 1], operands->items[i]);
        char *program = !sub && depth == 1 ? program_find(operands->items[i]) : NULL;
        if (program) {
            int code = ask_program(cli, program);
            free(program);
            return code;
        }
        if (!sub)
            return refuse_topic(cli, operands->items[i]);
        path[depth++] = sub;
    }
    return help_show(cli, path, depth);
}

static const struct example examples[] = {
    { "Environment variables and what comes before what", "wikijs help environment" },
    { "The help of a command", "wikijs help pages list" },
    { 0 },
};

const struct cmd cmd_help = {
    .name = "help",
    .group = "OTHER COMMANDS",
    .summary = "Show help on a command or a topic",
    .usage = "[<command>... | <topic>]",
    .text =
        "Show help on a command, or on one of the topics configuration, environment, exit-codes, formatting and page-names.",
    .examples = examples,
    .max_operands = COMMAND_DEPTH - 1,
    .complete = COMPLETE_TOPIC,
    .run = run,
    .since = "0.1",
};
