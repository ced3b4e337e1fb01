/* SPDX-License-Identifier: MIT */
#include "interactive/shell.h"

#include "call.h"
#include "dispatch.h"
#include "interactive/heredoc.h"
#include "interactive/history.h"
#include "plugins/programs.h"
#include "report.h"
#include "text/sanitize.h"
#include "text/width.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- one line --- */

/* Flags that say which wiki it is about, or how it is talked to: such a line gets a client of its own. */
static bool wants_own_client(const struct parsed *parsed)
{
    const struct globals *globals = &parsed->globals;
    bool wants = globals->url || globals->profile || globals->config || globals->timeout || globals->locale ||
                 globals->api_key || globals->api_key_file || globals->api_key_command || globals->api_key_env ||
                 globals->rate || globals->settings.count || globals->no_plugins;
    for (size_t i = 0; i < parsed->depth; i++)
        wants = wants || parsed->path[i]->changes_settings;
    return wants;
}

/* "./intro" as the operand of a command that is about pages. */
static void resolve_pages(const struct shell *shell, const struct parsed *parsed, struct words *line)
{
    if (parsed_command(parsed)->complete != COMPLETE_PAGE)
        return;
    for (size_t i = 0; i < parsed->operands.count; i++) {
        const char *name = parsed->operands.items[i];
        if (strncmp(name, "./", 2) != 0 && strncmp(name, "../", 3) != 0)
            continue;
        for (size_t j = 0; j < line->count; j++) {
            if (line->items[j] != name)
                continue;
            struct place place = place_resolve(&shell->place, name);
            free(line->items[j]);
            line->items[j] = place_page_name(&place);
            place_free(&place);
        }
    }
}

static int run_parsed(struct shell *shell, const struct words *all, bool own_client)
{
    struct cli *cli = shell->cli;
    struct words expanded = { 0 };
    if (own_client)
        context_reset(cli);
    else if (cli->client)
        context_ask_anew(cli, false);
    cli->plan = (struct output_plan){ 0 };
    int code = dispatch(cli, (const char *const *)all->items, all->count, &expanded);
    int error = stream_finish(&cli->out);
    if (error && error != EPIPE) {
        report_failure("cannot write the output: %s", strerror(error));
        code = code == EXIT_DONE ? EXIT_FAILED : code;
    }
    if (own_client)
        context_reset(cli);
    parsed_free(&cli->parsed);
    cli->parsed = (struct parsed){ .path = { &root_command }, .depth = 1 };
    words_free(&expanded);
    return code;
}

int shell_run_words(struct shell *shell, const struct words *given)
{
    struct parsed parsed;
    struct words line = { 0 }, all = { 0 };
    bool is_named = given->count > 1 && strcmp(given->items[0], root_command.name) == 0; /* as advice has it */
    for (size_t i = is_named; i < given->count; i++)
        words_add(&line, given->items[i]);
    parse(&parsed, (const char *const *)line.items, line.count);
    bool own_client = wants_own_client(&parsed);
    resolve_pages(shell, &parsed, &line);
    parsed_free(&parsed);
    for (size_t i = 0; i < shell->session.count; i++)
        words_add(&all, shell->session.items[i]);
    for (size_t i = 0; i < line.count; i++)
        words_add(&all, line.items[i]);
    int code = run_parsed(shell, &all, own_client);
    words_free(&line);
    words_free(&all);
    return code;
}

/* Whether the rest of a line is for /bin/sh, which is to see it as it was typed. */
static bool is_for_sh(const char *text)
{
    return text[strspn(text, " \t\n")] == '!';
}

static int run_by_sh(struct shell *shell, const char *text)
{
    const char *const words[] = { "-c", strchr(text, '!') + 1, NULL };
    return program_become(shell->cli, "/bin/sh", words);
}

static int refuse_operator(const char *text, const struct words *line)
{
    report_failure("'%s' is for /bin/sh, which runs lines that begin with '!'", line->for_sh);
    if (shell_is_builtin(line->items[0]))
        report_advice("!wikijs pages list %s ..., or quotes around '%s'", line->for_sh, line->for_sh);
    else
        report_advice("!%s%s, or quotes around '%s'", strcmp(line->items[0], root_command.name) == 0 ? "" : "wikijs ",
                      text + strspn(text, " \t\n"), line->for_sh);
    return EXIT_USAGE;
}

static int run_line(struct shell *shell, const char *text, const struct words *line)
{
    int code;
    interrupt_clear();
    if (is_for_sh(text))
        code = run_by_sh(shell, text);
    else if (line->for_sh)
        code = refuse_operator(text, line);
    else if (!shell_run_builtin(shell, line, &code))
        code = shell_run_words(shell, line);
    if (interrupt_happened())
        code = EXIT_INTERRUPTED;
    interrupt_clear();
    return code;
}

/* --- reading --- */

/* The end of a place that is too long for the terminal. */
static void add_place(struct buffer *prompt, const char *label, const struct terminal *terminal)
{
    size_t width = text_width(label, strlen(label)), most = terminal->columns / 2;
    const char *mark = terminal->unicode ? "…" : "...";
    if (width <= most) {
        sanitize(prompt, label, strlen(label), SANITIZE_LINE);
        return;
    }
    const char *slash = strrchr(label, '/');
    size_t length = strlen(slash);
    buffer_adds(prompt, mark);
    sanitize(prompt, slash, text_fit(slash, length, most), SANITIZE_LINE);
}

/* Which wiki: the name of its profile, or its host. */
static void add_wiki(struct buffer *prompt, const struct settings *settings)
{
    const char *url = settings->url ? settings->url : "", *host = strstr(url, "://");
    host = host ? host + 3 : url;
    if (settings->profile && settings->profile->name)
        sanitize(prompt, settings->profile->name, strlen(settings->profile->name), SANITIZE_LINE);
    else if (*host)
        sanitize(prompt, host, strcspn(host, "/"), SANITIZE_LINE);
    else
        buffer_adds(prompt, "wikijs");
}

static char *make_prompt(struct shell *shell)
{
    struct cli *cli = shell->cli;
    struct buffer prompt = { 0 };
    free(settings_load(&cli->settings, &cli->parsed.globals)); /* a problem is told by the next command */
    terminal_look(&cli->terminal, cli->parsed.globals.color);
    char *label = place_label(&shell->place, cli);
    add_wiki(&prompt, &cli->settings);
    buffer_addc(&prompt, ':');
    add_place(&prompt, label, &cli->terminal);
    buffer_adds(&prompt, "> ");
    free(label);
    return prompt.data;
}

static enum line_outcome read_one(struct shell *shell, const char *prompt, char **line)
{
    if (shell->editor)
        return line_editor_read(shell->editor, prompt ? prompt : "> ", !prompt, line);
    size_t capacity = 0;
    *line = NULL;
    ssize_t length = getline(line, &capacity, stdin);
    if (length < 0) {
        free(*line);
        *line = NULL;
        return LINE_END;
    }
    length = (ssize_t)strcspn(*line, "\n");
    length -= length && (*line)[length - 1] == '\r'; /* a script that was written on Windows */
    (*line)[length] = '\0';
    return LINE_READ;
}

/* `prompt` is NULL for a line that belongs to the one before. */
static enum line_outcome read_raw(struct shell *shell, const char *prompt, char **line)
{
    enum line_outcome outcome = read_one(shell, prompt, line);
    if (!interrupt_is_final())
        return outcome;
    free(*line);
    *line = NULL;
    return LINE_CANCELED;
}

static enum line_outcome read_more(struct shell *shell, char **line)
{
    return read_raw(shell, NULL, line);
}

/* A line, and those that an open quote or a backslash at its end takes along. */
static enum line_outcome read_whole(struct shell *shell, struct buffer *text, struct words *words)
{
    char *prompt = shell->editor ? make_prompt(shell) : NULL, *line;
    enum line_outcome outcome = read_raw(shell, prompt, &line);
    *words = (struct words){ 0 };
    while (outcome == LINE_READ) {
        buffer_adds(text, line);
        free(line);
        words_free(words);
        words_split(words, text->data);
        if (!words->open)
            break;
        buffer_addc(text, '\n');
        outcome = read_more(shell, &line);
    }
    free(prompt);
    return outcome;
}

static void remember(struct shell *shell, const char *text)
{
    if (!shell->editor || !history_takes(text) || strchr(text, '\n'))
        return;
    line_editor_remember(shell->editor, text);
    history_append(text);
}

/* With the lines that it reads. */
static int run_with_input(struct shell *shell, struct buffer *text, struct words *words)
{
    struct heredoc input;
    size_t count = words->count;
    int code = heredoc_open(&input, words, !shell->editor, read_more, shell);
    if (words->count < count) { /* the mark of its input, which is no part of it */
        while (strncmp(text->data + text->length, "<<", 2) != 0)
            text->length--;
        text->data[text->length] = '\0';
    }
    if (code == 0)
        code = run_line(shell, text->data, words);
    heredoc_close(&input);
    return code;
}

static int refuse_open(const struct words *words, const char *text)
{
    if (words->open == '\\')
        report_failure("the input ended where a line goes on: %s", text);
    else
        report_failure("a quote is not closed: %s", text);
    return EXIT_USAGE;
}

/* Read and run one command with what belongs to it. False at the end of the input. */
static bool run_next(struct shell *shell)
{
    struct buffer text = { 0 };
    struct words words;
    enum line_outcome outcome = read_whole(shell, &text, &words);
    bool is_open = outcome == LINE_END && words.open, is_over = outcome == LINE_END && !(is_open && shell->editor);
    int code = is_open ? refuse_open(&words, text.data) : EXIT_DONE;
    if (outcome == LINE_READ && words.count) {
        remember(shell, text.data);
        code = run_with_input(shell, &text, &words);
    }
    if (code && !shell->first_failure)
        shell->first_failure = code;
    if (code && shell->stops)
        shell->is_over = true;
    interrupt_clear(); /* of a line that was given up */
    words_free(&words);
    buffer_free_secret(&text);
    return !is_over && !shell->is_over && !interrupt_is_final();
}

static void put_into_history(void *context, const char *line)
{
    line_editor_remember(((struct shell *)context)->editor, line);
}

static void say_hello(const struct shell *shell)
{
    report_note(shell->cli, "help lists the commands, Tab completes, Ctrl-D leaves");
}

int shell_run(struct shell *shell)
{
    struct cli *cli = shell->cli;
    struct line_editor_uses uses = { .complete = shell_complete, .context = shell, .plain = !cli->terminal.redraws };
    bool is_terminal = cli->terminal.in && isatty(STDOUT_FILENO);
    cli->is_shell = true;
    if (is_terminal) {
        shell->editor = line_editor_new(&uses);
        history_load(put_into_history, shell);
        say_hello(shell);
    }
    int code = context_configure(cli);
    if (code == 0) {
        place_init(&shell->place, cli);
        while (run_next(shell))
            ;
    }
    if (is_terminal && !shell->is_over)
        fputc('\n', stdout);
    fflush(stdout);
    line_editor_free(shell->editor);
    place_free(&shell->place);
    interrupt_clear();
    return code ? code : is_terminal && !shell->stops ? EXIT_DONE : shell->first_failure;
}
