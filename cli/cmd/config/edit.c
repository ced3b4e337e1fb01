/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"

#include "call.h"
#include "config/own_file.h"
#include "report.h"
#include "terminal/editor.h"
#include "terminal/prompt.h"
#include "watch/dry_run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

static bool is_newer(const char *path, const char *than)
{
    struct stat file, other;
    return stat(path, &file) == 0 && stat(than, &other) == 0 &&
           (file.st_mtim.tv_sec != other.st_mtim.tv_sec ? file.st_mtim.tv_sec > other.st_mtim.tv_sec
                                                        : file.st_mtim.tv_nsec > other.st_mtim.tv_nsec);
}

/*
 * Make the copy, or take that of an earlier edit which did not come into the file: `start` is what the file needs no edit
 * for.
 */
static bool begin(struct cli *cli, const char *path, const char *copy, struct buffer *before, struct buffer *start)
{
    struct buffer earlier = { 0 };
    int lock = own_folder_lock(path);
    bool good = lock >= 0 && own_file_read(path, before) && own_file_read(copy, &earlier);
    buffer_adds(start, before->length ? buffer_text(before) : template);
    bool goes_on = good && earlier.length && !is_same(&earlier, start);
    good = good && (goes_on || own_file_replace(copy, start));
    if (!good)
        report_failure("%s: %s", path, strerror(errno));
    if (goes_on)
        report_note(cli, "this goes on with what you typed earlier%s; to begin anew, delete %s",
                    is_newer(path, copy) ? ", before the file was changed" : "", copy);
    if (lock >= 0)
        close(lock);
    buffer_free_secret(&earlier);
    return good;
}

static int edit(struct cli *cli, const char *path)
{
    struct buffer before = { 0 }, start = { 0 }, after = { 0 };
    char *copy = xasprintf("%s.edit.yaml", path);
    bool good = begin(cli, path, copy, &before, &start);
    int code = good ? EXIT_DONE : EXIT_FAILED;
    if (good)
        code = edit_copy(cli, copy, path);
    bool is_changed = good && own_file_read(copy, &after) && !is_same(&start, &after);
    if (code == EXIT_DONE && is_changed)
        code = save(path, &before, &after);
    else if (code == EXIT_DONE)
        report_note(cli, "nothing was changed");
    if (good && (code == EXIT_DONE || !is_changed))
        unlink(copy);
    else if (good)
        report_failure("your text is in %s", copy);
    buffer_free_secret(&before);
    buffer_free_secret(&start);
    buffer_free_secret(&after);
    free(copy);
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
    int code = path ? edit(cli, path) : EXIT_FAILED;
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
        "get into the file is kept, and the next edit goes on with it.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
