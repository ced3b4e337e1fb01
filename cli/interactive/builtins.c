/* SPDX-License-Identifier: MIT */
#include "interactive/shell.h"

#include "output/table.h"
#include "report.h"
#include "text/or_empty.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *const shell_builtins[] = {
    "cd",   "go to a folder of pages: cd docs, cd .., cd /, cd de:/", //
    "ls",   "list the pages and folders here, or in a folder",        //
    "pwd",  "print where this is",                                    //
    "cat",  "print the source of pages",                              //
    "help", "this list, or the help of a command: help pages list",   //
    "exit", "leave; so does Ctrl-D",                                  //
    NULL,
};

static const char *operand_of(const struct words *line)
{
    return line->count > 1 ? line->items[1] : NULL;
}

static int refuse_place(const struct place *place)
{
    if (*place->folder)
        report_failure("there is no folder '%s'", place->folder);
    else
        report_failure("there are no pages in the locale '%s'", place->locale);
    return EXIT_NOT_FOUND;
}

static int change_place(struct shell *shell, const struct words *line)
{
    struct place_entries entries;
    struct place place = place_resolve(&shell->place, line->count > 1 ? line->items[1] : "/");
    bool is_known = !*place.folder && strcmp(place.locale, shell->place.locale) == 0;
    int code = 0;
    if (!is_known) {
        code = place_list(shell->cli, &place, &entries);
        if (code == 0 && !entries.count)
            code = refuse_place(&place);
        place_entries_free(&entries);
    }
    if (code) {
        place_free(&place);
        return code;
    }
    place_free(&shell->place);
    shell->place = place;
    return EXIT_DONE;
}

static void print_entries(struct cli *cli, const struct place_entries *entries)
{
    struct table table = { .columns = 2 };
    for (size_t i = 0; i < entries->count; i++) {
        const struct place_entry *entry = &entries->items[i];
        char *name = xasprintf("%s%s", entry->name, entry->is_folder ? "/" : "");
        const char *title = or_empty(entry->title);
        if (cli->terminal.out) {
            table_add(&table, name, strlen(name));
            table_add(&table, title, strlen(title));
        } else {
            stream_foreign_line(&cli->out, name, strlen(name));
            stream_adds(&cli->out, "\t");
            stream_foreign_line(&cli->out, title, strlen(title));
            stream_adds(&cli->out, "\n");
        }
        free(name);
    }
    if (table.count)
        table_print(&table, &cli->out, &cli->terminal);
    table_free(&table);
}

static int list_place(struct shell *shell, const struct words *line)
{
    struct place_entries entries;
    struct place place = place_resolve(&shell->place, line->count > 1 ? line->items[1] : ".");
    int code = place_list(shell->cli, &place, &entries);
    if (code == 0 && *place.folder && !entries.count && !entries.is_page) {
        report_failure("there is nothing at '%s'", place.folder);
        code = EXIT_NOT_FOUND;
    } else if (code == 0 && !entries.count && entries.is_page) {
        char *slash = strrchr(place.folder, '/');
        struct place_entry page = { slash ? slash + 1 : place.folder, entries.title, false };
        print_entries(shell->cli, &(struct place_entries){ .items = &page, .count = 1 });
    } else if (code == 0) {
        print_entries(shell->cli, &entries);
    }
    place_entries_free(&entries);
    place_free(&place);
    return code;
}

static int print_place(struct shell *shell, const struct words *line)
{
    (void)line;
    char *label = place_label(&shell->place, shell->cli);
    stream_foreign_line(&shell->cli->out, label, strlen(label));
    stream_adds(&shell->cli->out, "\n");
    free(label);
    return EXIT_DONE;
}

/* "pages get --raw" of names that are meant from here. */
static int print_pages(struct shell *shell, const struct words *line)
{
    if (line->count < 2) {
        report_failure("cat needs a page");
        return EXIT_USAGE;
    }
    static const char *const start[] = { "pages", "get", "--raw", "--" };
    struct words words = { 0 };
    for (size_t i = 0; i < sizeof start / sizeof *start; i++)
        words_add(&words, start[i]);
    for (size_t i = 1; i < line->count; i++) {
        bool is_address = strstr(line->items[i], "://") != NULL;
        struct place place = place_resolve(&shell->place, line->items[i]);
        char *name = is_address ? xstrdup(line->items[i]) : place_page_name(&place);
        words_add(&words, name);
        free(name);
        place_free(&place);
    }
    int code = shell_run_words(shell, &words);
    words_free(&words);
    return code;
}

static void print_builtin(struct stream *out, const char *const *builtin)
{
    stream_addf(out, "  %-6s %s\n", builtin[0], builtin[1]);
}

static int print_help(struct shell *shell, const struct words *line)
{
    struct stream *out = &shell->cli->out;
    for (const char *const *at = shell_builtins; *at && line->count == 2; at += 2) {
        if (strcmp(*at, line->items[1]) == 0) {
            print_builtin(out, at);
            return EXIT_DONE;
        }
    }
    if (line->count > 1)
        return shell_run_words(shell, line);
    for (const char *const *at = shell_builtins; *at; at += 2)
        print_builtin(out, at);
    stream_adds(out, "  !      run the rest of the line by /bin/sh\n\n"
                     "All commands of wikijs work without 'wikijs' before them:\n");
    for (const struct cmd *const *sub = root_command.subs; *sub; sub++)
        if (!(*sub)->hidden)
            stream_addf(out, "  %-12s %s\n", (*sub)->name, (*sub)->summary);
    stream_adds(out,
                "\nPages below this place are ./NAME for them. A line goes on behind a backslash or in an open quote;\n"
                "`<<END` at its end takes the lines up to END as input: pages create -t Title --path a/b -F - <<END\n");
    return EXIT_DONE;
}

static int leave(struct shell *shell, const struct words *line)
{
    (void)line;
    shell->is_over = true;
    return EXIT_DONE;
}

struct builtin {
    const char *name;
    int (*run)(struct shell *shell, const struct words *line);
    size_t most; /* operands */
};

static int run_builtin(struct shell *shell, const struct builtin *builtin, const struct words *line)
{
    const char *operand = operand_of(line);
    if (operand && (strcmp(operand, "--help") == 0 || strcmp(operand, "-h") == 0))
        return print_help(shell,
                          &(struct words){ .items = (char *[]){ line->items[0], line->items[0], NULL }, .count = 2 });
    if (line->count - 1 <= builtin->most)
        return builtin->run(shell, line);
    report_failure("'%s' takes %s: what is '%s'?", builtin->name, builtin->most ? "one name" : "nothing",
                   line->items[builtin->most + 1]);
    report_advice("help %s", builtin->name);
    return EXIT_USAGE;
}

static const struct builtin builtins[] = {
    { "cd", change_place, 1 },
    { "ls", list_place, 1 },
    { "pwd", print_place, 0 },
    { "cat", print_pages, SIZE_MAX },
    { "help", print_help, SIZE_MAX },
    { "exit", leave, 0 },
    { "quit", leave, 0 },
};

static const struct builtin *find_builtin(const char *name)
{
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
        if (strcmp(name, builtins[i].name) == 0)
            return &builtins[i];
    return NULL;
}

bool shell_is_builtin(const char *name)
{
    return find_builtin(name) != NULL;
}

bool shell_run_builtin(struct shell *shell, const struct words *line, int *code)
{
    const struct builtin *builtin = find_builtin(line->items[0]);
    if (!builtin)
        return false;
    *code = run_builtin(shell, builtin, line);
    if (shell->cli->out.pending.length)
        stream_finish(&shell->cli->out);
    return true;
}
