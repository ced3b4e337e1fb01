/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"

#include "call.h"
#include "config/own_file.h"
#include "report.h"
#include "terminal/editor.h"
#include "terminal/prompt.h"
#include "watch/dry_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a new file begins with. */
static const char template[] = "# Settings of wikijs; wikijs help configuration\n"
                               "#\n"
                               "# profile: work\n"
                               "# profiles:\n"
                               "#   work:\n"
                               "#     url: https://wiki.example.com\n"
                               "#     api_key_command: pass show wiki/work\n";

/* Say what is wrong in an edited copy. Returns how much that is. */
static size_t tell_problems(const char *copy, const char *path)
{
    struct config config;
    char *problem = config_load(&config, copy, true);
    size_t count = config.problem_count;
    for (size_t i = 0; i < count; i++)
        report_failure("%s:%zu: %s", path, config.problems[i].line, config.problems[i].text);
    if (problem && !count) {
        report_failure("%s", problem);
        count = 1;
    }
    free(problem);
    config_free(&config);
    return count;
}

/* Edit until it is right or the user gives up. */
static int edit_copy(struct cli *cli, const char *copy, const char *path)
{
    const char *editor = editor_command(NULL);
    for (;;) {
        if (!editor_run(editor, copy))
            return report_failure("the editor '%s' failed: nothing was changed", editor);
        if (!tell_problems(copy, path))
            return EXIT_DONE;
        if (!prompt_is_possible(&cli->terminal) || !prompt_confirm("Edit again? [y/N] "))
            return report_failure("nothing was changed");
    }
}

static bool is_same(const struct buffer *a, const struct buffer *b)
{
    return a->length == b->length && memcmp(buffer_text(a), buffer_text(b), a->length) == 0;
}

/* Put the copy in the place of the file, unless somebody else has changed that meanwhile. */
static int save(const char *path, const struct buffer *before, const struct buffer *after)
{
    struct buffer now = { 0 };
    int lock = own_folder_lock(path);
    bool good = lock >= 0 && own_file_read(path, &now);
    bool is_changed = good && !is_same(&now, before);
    good = good && !is_changed && own_file_replace(path, after);
    int code = good ? EXIT_DONE
                    : report_failure("%s: %s", path, is_changed ? "was changed meanwhile" : strerror(errno));
    if (lock >= 0)
        close(lock);
    buffer_free_secret(&now);
    return code;
}

/* One edit: the file as it was at its beginning, and the copy. */
struct edit {
    struct cli *cli;
    const char *path;
    char *copy;
    char *origin;                /* beside the copy: the file that it was made of */
    struct buffer before, start; /* the file; what a copy of it begins with */
};

/* The text that an earlier edit could not put into the file; empty: there is none. False with errno set. */
static bool read_earlier(const struct edit *edit, struct buffer *earlier, struct buffer *origin)
{
    bool good = own_file_read(edit->copy, earlier) && own_file_read(edit->origin, origin);
    if (good && (is_same(earlier, &edit->start) || is_same(earlier, origin)))
        buffer_free_secret(earlier); /* nothing was typed */
    return good;
}

/* Whether the earlier text is to be edited though the file is another now. Returns 0 or the exit code. */
static int choose(const struct edit *edit, bool *goes_on)
{
    if (!prompt_is_possible(&edit->cli->terminal)) {
        report_failure("%s was changed after you typed what is in %s", edit->path, edit->copy);
        report_advice("take over by hand what you want of it, and delete it");
        return EXIT_CONFLICT;
    }
    report_note(edit->cli, "%s was changed after what you typed earlier", edit->path);
    char answer = '\0';
    while (answer != 'n' && answer != 'e') {
        char *line = prompt_line("Edit the [n]ew file, or your [e]arlier text, which then takes its place? ");
        if (!line)
            return interrupt_happened() ? EXIT_INTERRUPTED : report_failure("nothing was changed");
        answer = *line;
        xfree_secret(line);
    }
    *goes_on = answer == 'e';
    return EXIT_DONE;
}

/* The earlier text is kept where it is in nobody's way. */
static bool put_aside(const struct edit *edit)
{
    char *aside = xasprintf("%s.earlier.yaml", edit->path);
    bool good = rename(edit->copy, aside) == 0;
    if (good)
        report_note(edit->cli, "your earlier text is in %s", aside);
    free(aside);
    return good;
}

/* Go on with the copy of an earlier edit that did not come into the file, or make one. */
static int make_copy(const struct edit *edit, bool has_earlier, bool is_outdated)
{
    bool goes_on = has_earlier;
    int code = is_outdated ? choose(edit, &goes_on) : EXIT_DONE;
    if (code)
        return code;
    if (goes_on)
        report_note(edit->cli, "this goes on with what you typed earlier; to begin anew, delete %s", edit->copy);
    bool good = own_file_replace(edit->origin, &edit->before) &&
                (goes_on || ((!has_earlier || put_aside(edit)) && own_file_replace(edit->copy, &edit->start)));
    return good ? EXIT_DONE : report_failure("%s: %s", edit->path, strerror(errno));
}

static int begin(struct edit *edit)
{
    struct buffer earlier = { 0 }, origin = { 0 };
    int lock = own_folder_lock(edit->path);
    bool good = lock >= 0 && own_file_read(edit->path, &edit->before);
    buffer_adds(&edit->start, edit->before.length ? buffer_text(&edit->before) : template);
    good = good && read_earlier(edit, &earlier, &origin);
    int code = good ? EXIT_DONE : report_failure("%s: %s", edit->path, strerror(errno));
    if (lock >= 0)
        close(lock);
    if (good)
        code = make_copy(edit, earlier.length > 0, earlier.length > 0 && !is_same(&origin, &edit->before));
    buffer_free_secret(&earlier);
    buffer_free_secret(&origin);
    return code;
}

/* The editor, and what becomes of what it left. */
static int edit_and_save(const struct edit *edit)
{
    struct buffer after = { 0 };
    int code = edit_copy(edit->cli, edit->copy, edit->path);
    bool is_changed = own_file_read(edit->copy, &after) && !is_same(&edit->start, &after);
    if (code == EXIT_DONE && is_changed)
        code = save(edit->path, &edit->before, &after);
    else if (code == EXIT_DONE)
        report_note(edit->cli, "nothing was changed");
    if (code == EXIT_DONE || !is_changed) {
        unlink(edit->copy);
        unlink(edit->origin);
    } else {
        report_failure("your text is in %s", edit->copy);
    }
    buffer_free_secret(&after);
    return code;
}

static int edit_file(struct cli *cli, const char *path)
{
    struct edit edit = { .cli = cli, .path = path };
    edit.copy = xasprintf("%s.edit.yaml", path);
    edit.origin = xasprintf("%s.origin", edit.copy);
    int code = begin(&edit);
    if (code == EXIT_DONE)
        code = edit_and_save(&edit);
    buffer_free_secret(&edit.before);
    buffer_free_secret(&edit.start);
    free(edit.origin);
    free(edit.copy);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    if (dry_run_skips(cli, "open the file in %s", editor_command(NULL)))
        return EXIT_DONE;
    if (!editor_is_possible(&cli->terminal, NULL)) {
        report_failure("an editor needs a terminal");
        report_advice("wikijs config set <key> <value>, or an EDITOR that needs none");
        return EXIT_USAGE;
    }
    char *path = config_file_path(cli);
    int code = path ? edit_file(cli, path) : EXIT_FAILED;
    free(path);
    return code;
}

static const struct example examples[] = {
    { "In your editor", "wikijs config edit" },
    { "In another one", "WIKIJS_EDITOR=nano wikijs config edit" },
    { 0 },
};

const struct cmd cmd_config_edit = {
    .name = "edit",
    .summary = "Edit the configuration file",
    .text =
        "Open a copy of the configuration file in the editor (WIKIJS_EDITOR, VISUAL, EDITOR) and put it in the place "
        "of the file when nothing in it is wrong; otherwise you are told what, and may edit again. A copy that did not "
        "get into the file is kept, and the next edit goes on with it; when the file was changed meanwhile, it asks first.",
    .exit_codes = "5 when an earlier text was kept, the file was changed since, and nobody can be asked.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
