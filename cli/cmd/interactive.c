/* SPDX-License-Identifier: MIT */
#include "interactive/shell.h"

#include "command/tree.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

struct interactive_args {
    bool stop;
};

static const struct opt options[] = {
    OPT_FLAG(struct interactive_args, stop, 0, "stop", "leave at the first line that fails"),
    OPT_END,
};

static void add_word(struct words *words, const char *name, const char *value)
{
    char *word = value ? xasprintf("--%s=%s", name, value) : xasprintf("--%s", name);
    words_add(words, word);
    xfree_secret(word);
}

/* The flags of this command line, for each line of the shell. */
static void keep_flags(struct words *words, struct globals *globals)
{
    for (const struct opt *opt = global_opts; opt->kind != OPT_KIND_END; opt++) {
        if (opt->kind == OPT_KIND_FLAG && *OPT_VALUE(globals, opt, bool))
            add_word(words, opt->name, NULL);
        if (opt->kind == OPT_KIND_STRING && *OPT_VALUE(globals, opt, const char *))
            add_word(words, opt->name, *OPT_VALUE(globals, opt, const char *));
        if (opt->kind == OPT_KIND_ENUM && *OPT_VALUE(globals, opt, int))
            add_word(words, opt->name, opt->choices[*OPT_VALUE(globals, opt, int) - 1]);
        const struct opt_list *list = opt->kind == OPT_KIND_LIST ? OPT_VALUE(globals, opt, struct opt_list) : NULL;
        for (size_t i = 0; list && i < list->count; i++)
            add_word(words, opt->name, list->items[i]);
    }
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)operands;
    if (cli->is_shell)
        return report_failure("this is the shell");
    if (cli->profile_of_many)
        return report_usage(cli, "a shell works with one profile at a time");
    struct shell shell = { .cli = cli, .stops = ((const struct interactive_args *)args)->stop };
    struct parsed own = cli->parsed;
    keep_flags(&shell.session, &own.globals);
    int code = shell_run(&shell);
    cli->parsed = own;
    words_free(&shell.session);
    return code;
}

static const struct example examples[] = {
    { "Many commands, one connection", "wikijs interactive" },
    { "At another wiki", "wikijs interactive --url https://wiki.example.com --api-key-file key.txt" },
    { "A script of commands", "wikijs interactive --stop < commands.txt" },
    { 0 },
};

const struct cmd cmd_interactive = {
    .name = "interactive",
    .alias = "shell",
    .group = "OTHER COMMANDS",
    .summary = "Give commands one after the other, on one connection",
    .text =
        "A shell for the wiki: commands without 'wikijs' before them, with completion of commands, flags, pages, tags, "
        "users and assets, a history that is kept, and cd, ls, pwd and cat in the tree of pages. One client, with its "
        "connection, serves all of them. Ctrl-C ends a command, Ctrl-D the shell; 'help' says more.\n\n"
        "The flags of this command hold for all lines. A line with --profile or others that say which wiki it is about "
        "gets a client of its own.\n\n"
        "Without a terminal the lines of standard input are done as a script, without a prompt. It goes on after a line "
        "that fails, and ends with the exit code of the first one that did; --stop ends it there.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct interactive_args),
    .run = run,
    .since = "0.1",
};
