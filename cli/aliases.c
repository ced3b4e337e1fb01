/* SPDX-License-Identifier: MIT */
#include "aliases.h"

#include "command/tree.h"
#include "plugins/programs.h"
#include "report.h"
#include "text/buffer.h"

#include <stdlib.h>
#include <string.h>

char *alias_name_problem(const char *name)
{
    if (!*name || name[0] == '-' || strpbrk(name, " \t\n='\"\\"))
        return xasprintf("'%s' cannot be the name of an alias", name);
    if (command_find(&root_command, name))
        return xasprintf("'%s' is a command of the program", name);
    return NULL;
}

/* The first words must be a command; flags and operands may come from the caller. */
static char *command_problem(const struct words *words)
{
    struct parsed parsed;
    char *problem = NULL, *program = NULL;
    bool good = parse(&parsed, (const char *const *)words->items, words->count);
    if (!good && parsed.foreign)
        program = program_find(parsed.foreign);
    if (!good && !program && parsed_command(&parsed)->subs && parsed.problem)
        problem = parsed.advice ? xasprintf("%s; did you mean '%s'?", parsed.problem, parsed.advice)
                                : xstrdup(parsed.problem);
    free(program);
    parsed_free(&parsed);
    return problem;
}

char *alias_value_problem(const char *value)
{
    if (value[0] == '!')
        return value[1 + strspn(value + 1, " ")] ? NULL : xstrdup("there is nothing behind the '!'");
    struct words words;
    words_split(&words, value);
    char *problem = words.open    ? xstrdup("a quote is not closed")
                    : words.count ? command_problem(&words)
                                  : xstrdup("an alias stands for a command");
    words_free(&words);
    return problem;
}

/* A word with its $1, $2, … replaced by the arguments; *used is the number of the highest. NULL: one is missing. */
static char *fill_word(const char *word, const char *const *arguments, size_t count, size_t *used)
{
    struct buffer out = { 0 };
    buffer_reserve(&out, 1);
    for (const char *at = word; *at; at++) {
        if (at[0] != '$' || at[1] < '1' || at[1] > '9') {
            buffer_addc(&out, *at);
            continue;
        }
        size_t number = (size_t)(*++at - '0');
        *used = number > *used ? number : *used;
        if (number > count) {
            buffer_free(&out);
            return NULL;
        }
        buffer_adds(&out, arguments[number - 1]);
    }
    buffer_addc(&out, '\0');
    return out.data;
}

/* What the alias stands for, and the arguments that no $1 took. */
static bool add_expansion(struct words *out, const char *value, const char *const *arguments, size_t count)
{
    struct words words;
    size_t used = 0;
    bool good = true;
    words_split(&words, value);
    for (size_t i = 0; i < words.count && good; i++) {
        char *filled = fill_word(words.items[i], arguments, count, &used);
        good = filled != NULL;
        if (good)
            words_add(out, filled);
        free(filled);
    }
    for (size_t i = used; i < count && good; i++)
        words_add(out, arguments[i]);
    words_free(&words);
    return good;
}

/* "sh -c 'script' sh arguments…" */
static int run_shell(struct cli *cli, const char *script, const char *const *arguments, size_t count)
{
    const char **words = xcalloc(count + 4, sizeof *words);
    words[0] = "-c";
    words[1] = script;
    words[2] = "sh";
    for (size_t i = 0; i < count; i++)
        words[i + 3] = arguments[i];
    int code = program_become(cli, "/bin/sh", words);
    free(words);
    return code;
}

bool alias_apply(struct cli *cli, const char *const *words, struct words *expanded, bool *understood, int *code)
{
    const char *name = cli->parsed.foreign;
    *code = context_configure(cli);
    if (*code)
        return true;
    const char *value = config_value(&cli->settings.config.aliases, name);
    if (!value)
        return false;
    const char *const *arguments = cli->parsed.foreign_rest;
    size_t count = 0, before = (size_t)(arguments - words) - 1;
    while (arguments[count])
        count++;
    if (value[0] == '!') {
        *code = run_shell(cli, value + 1, arguments, count);
        return true;
    }
    for (size_t i = 0; i < before; i++)
        words_add(expanded, words[i]);
    if (!add_expansion(expanded, value, arguments, count)) {
        report_failure("the alias '%s' needs more words: it stands for %s", name, value);
        *code = EXIT_USAGE;
        return true;
    }
    parsed_free(&cli->parsed);
    *understood = parse(&cli->parsed, (const char *const *)expanded->items, expanded->count);
    *code = -1;
    return true;
}
