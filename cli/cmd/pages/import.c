/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "config/own_file.h"
#include "config/paths.h"
#include "confirm.h"
#include "memory.h"
#include "terminal/progress.h"
#include "terminal/prompt.h"
#include "text/sanitize.h"

#include <wikijs/import.h>

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LAST_MS = 10000, STEP_MS = 100 }; /* a write that was sent is waited for after Ctrl-C */

enum side { SIDE_ASK, SIDE_SKIP, SIDE_THEIRS, SIDE_OURS };

static const char *const sides[] = { "ask", "skip", "theirs", "ours", NULL };

struct import_args {
    struct output_args output;
    const char *directory;
    const char *prefix;
    const char *locale;
    struct opt_list tags;
    struct opt_list exclude;
    int on_conflict; /* 1 + enum side */
    bool dry_run;
    bool prune;
    bool with_assets;
    bool keep_links;
    bool undo;
    bool yes;
    const char *journal;
};

static const struct opt options[] = {
    OPT_STRING(struct import_args, directory, 'D', "directory", "<folder>", "the folder to import",
               .complete = COMPLETE_FILE),
    OPT_STRING(struct import_args, prefix, 'p', "prefix", "<path>", "put all pages below this path",
               .complete = COMPLETE_PAGE),
    OPT_STRING(struct import_args, locale, 'l', "locale", "<locale>", "of files in no folder of a locale",
               .complete = COMPLETE_LOCALE),
    OPT_LIST(struct import_args, tags, 't', "tag", "<tag>", "give this tag to every page; may be repeated",
             .complete = COMPLETE_TAG),
    OPT_LIST(struct import_args, exclude, 0, "exclude", "<pattern>",
             "leave files and folders out, as a line of .gitignore does; may be repeated"),
    OPT_FLAG(struct import_args, dry_run, 'n', "dry-run", "show the plan and change nothing"),
    OPT_FLAG(struct import_args, prune, 0, "prune",
             "delete pages that earlier imports of this folder brought and whose files are gone"),
    OPT_ENUM(struct import_args, on_conflict, 0, "on-conflict", sides,
             "which side counts where a page was changed on the wiki since the last import"),
    OPT_FLAG(struct import_args, with_assets, 'a', "with-assets", "upload the files that pages refer to"),
    OPT_FLAG(struct import_args, keep_links, 0, "keep-links", "leave relative links as they are"),
    OPT_FLAG(struct import_args, undo, 0, "undo", "take the last import into this wiki back"),
    OPT_STRING(struct import_args, journal, 0, "journal", "<file>",
               "where to keep what was imported; without it: a file for each wiki among the program's own",
               .complete = COMPLETE_FILE),
    OPT_FLAG(struct import_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

struct importer {
    struct cli *cli;
    const struct import_args *args;
    enum side side;    /* how conflicts are decided from now on */
    bool unanswered;   /* there was nobody to ask */
    int code;          /* of a plan that was not approved */
    const char *stage; /* that the progress line is about; NULL: there is none */
    struct progress progress;
};

/* --- printing --- */

/* What people want to see: what changes, and what is wrong. */
static bool is_worth_telling(const struct cli *cli, const wikijs_import_item *item)
{
    return output_plan_is_json(&cli->plan) || strcmp(item->outcome, "unchanged") != 0 || item->message;
}

static int print_items(struct cli *cli, const wikijs_import_report *report)
{
    size_t count = 0, all = wikijs_import_report_count(report);
    const void **rows = xcalloc(all + 1, sizeof *rows);
    for (size_t i = 0; i < all; i++) {
        const wikijs_import_item *item = wikijs_import_report_at(report, i);
        if (is_worth_telling(cli, item))
            rows[count++] = item;
    }
    int code = count || output_plan_is_json(&cli->plan) ? emit_list(cli, rows, count) : EXIT_DONE;
    free(rows);
    stream_flush(&cli->out);
    return code;
}

static void add_count(struct buffer *line, size_t count, const char *what)
{
    if (count)
        buffer_addf(line, "%s%zu %s", line->length ? ", " : "", count, what);
}

/* "3 created, 1 updated, 7 unchanged, 1 failed"; of a plan: "3 to create". */
static void summarize(struct buffer *line, const wikijs_import_report *report, bool planned)
{
    static const char *const actions[][3] = { { "create", "to create", "created" },
                                              { "update", "to update", "updated" },
                                              { "delete", "to delete", "deleted" },
                                              { "upload", "to upload", "uploaded" } };
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        add_count(line, wikijs_import_report_tally(report, actions[i][0], planned ? "planned" : "done"),
                  actions[i][planned ? 1 : 2]);
    add_count(line, wikijs_import_report_tally(report, NULL, "unchanged"), "unchanged");
    size_t conflicts = wikijs_import_report_tally(report, NULL, "conflict");
    add_count(line, conflicts, conflicts == 1 ? "conflict" : "conflicts");
    add_count(line, wikijs_import_report_tally(report, NULL, "failed"), "failed");
}

static size_t count_planned(const wikijs_import_report *report)
{
    return wikijs_import_report_tally(report, NULL, "planned") - wikijs_import_report_tally(report, "none", "planned");
}

/* --- callbacks --- */

/* Before anything else is shown. */
static void end_progress(struct importer *importer)
{
    if (importer->stage)
        progress_end(&importer->progress);
    importer->stage = NULL;
}

static bool on_progress(const wikijs_import_progress *progress, void *payload)
{
    struct importer *importer = payload;
    if (!importer->stage || strcmp(importer->stage, progress->stage) != 0) {
        end_progress(importer);
        importer->stage = progress->stage;
        progress_begin_count(&importer->progress, importer->cli, progress->stage, "files");
    }
    return progress_update((int64_t)progress->done, (int64_t)progress->total, &importer->progress);
}

static bool approve(const wikijs_import_report *plan, void *payload)
{
    struct importer *importer = payload;
    struct cli *cli = importer->cli;
    end_progress(importer);
    if (importer->args->yes || count_planned(plan) == 0)
        return true;
    if (emit_is_for_people(cli))
        print_items(cli, plan);
    struct buffer question = { 0 };
    summarize(&question, plan, true);
    buffer_adds(&question, ": go on? [y/N] ");
    importer->code = confirm(cli, false, buffer_text(&question));
    buffer_free(&question);
    return importer->code == 0;
}

static wikijs_import_conflict conflict_of(enum side side)
{
    return side == SIDE_THEIRS ? WIKIJS_IMPORT_THEIRS : side == SIDE_OURS ? WIKIJS_IMPORT_OURS : WIKIJS_IMPORT_SKIP;
}

/* A capital letter answers for all conflicts to come. */
static enum side side_of(struct importer *importer, char answer)
{
    static const char letters[] = " sto"; /* as enum side */
    const char *found = answer ? strchr(letters, tolower((unsigned char)answer)) : NULL;
    enum side side = found && found > letters ? (enum side)(found - letters) : SIDE_ASK;
    if (side != SIDE_ASK && isupper((unsigned char)answer))
        importer->side = side;
    return side;
}

static wikijs_import_conflict decide(const wikijs_import_item *item, void *payload)
{
    struct importer *importer = payload;
    if (importer->side != SIDE_ASK)
        return conflict_of(importer->side);
    if (!prompt_is_possible(&importer->cli->terminal)) {
        importer->unanswered = true;
        return WIKIJS_IMPORT_SKIP;
    }
    end_progress(importer);
    struct buffer question = { 0 };
    const char *name = item->file ? item->file : or_empty(item->path);
    sanitize(&question, name, strlen(name), SANITIZE_LINE);
    buffer_addf(&question, ": %s\n  [o]urs, [t]heirs, [s]kip; a capital letter: the same for all? ",
                or_empty(item->message));
    enum side side = SIDE_ASK;
    while (side == SIDE_ASK && !interrupt_happened()) {
        char *answer = prompt_line(buffer_text(&question));
        side = answer ? side_of(importer, *answer) : SIDE_SKIP;
        xfree_secret(answer);
    }
    buffer_free(&question);
    return conflict_of(side);
}

/* --- the call --- */

/* After Ctrl-C nothing more is written, but what was sent is waited for: else nobody knew what is there. */
static int wait_for_end(struct cli *cli, const struct task *task, int started)
{
    int waited_ms = 0, status = started;
    bool canceled = false;
    cli->error = (wikijs_error){ .code = started, .retry_after_ms = -1 };
    while (status >= 0 && !task->done) {
        if (interrupt_happened() && waited_ms >= LAST_MS && !canceled) {
            wikijs_call_cancel(task->call);
            canceled = true;
        }
        status = wikijs_client_wait(cli->client, interrupt_happened() ? STEP_MS : -1, &cli->error);
        waited_ms += interrupt_happened() ? STEP_MS : 0;
    }
    return status < 0 ? status : 0;
}

static int import(struct importer *importer, const char *journal, wikijs_import_report **report)
{
    const struct import_args *args = importer->args;
    struct cli *cli = importer->cli;
    wikijs_import_options input = WIKIJS_IMPORT_OPTIONS_INIT;
    input.folder = args->directory;
    input.prefix = args->prefix;
    input.locale = args->locale ? args->locale : cli->settings.locale;
    input.tags = strings_of(&args->tags);
    input.exclude = strings_of(&args->exclude);
    input.dry_run = args->dry_run;
    input.prune = args->prune;
    input.with_assets = args->with_assets;
    input.keep_links = args->keep_links;
    input.on_conflict = conflict_of(importer->side);
    input.decide = decide;
    input.approve = approve;
    input.progress = on_progress;
    input.payload = importer;
    input.journal = journal;
    struct task task = { 0 };
    int status = wait_for_end(cli, &task, wikijs_import_async(cli->client, &input, CALL_TASK));
    if (status == 0)
        status = wikijs_import_finish(task.call, report, &cli->error);
    task_end(&task);
    return status;
}

static int undo(struct importer *importer, const char *journal, wikijs_import_report **report)
{
    struct cli *cli = importer->cli;
    wikijs_import_undo_options input = WIKIJS_IMPORT_UNDO_OPTIONS_INIT;
    input.journal = journal;
    input.dry_run = importer->args->dry_run;
    input.approve = approve;
    input.progress = on_progress;
    input.payload = importer;
    struct task task = { 0 };
    int status = wait_for_end(cli, &task, wikijs_import_undo_async(cli->client, &input, CALL_TASK));
    if (status == 0)
        status = wikijs_import_undo_finish(task.call, report, &cli->error);
    task_end(&task);
    return status;
}

/* --- the end --- */

static int tell(struct importer *importer, const wikijs_import_report *report, int status)
{
    struct cli *cli = importer->cli;
    if (importer->code)
        return importer->code;
    if (importer->args->undo && status == WIKIJS_E_NOT_FOUND)
        return report_failure("%s", cli->error.message);
    if (status < 0 && wikijs_import_report_count(report) == 0)
        return report_status(cli, status);
    int code = print_items(cli, report);
    stream_end_page(&cli->out);
    struct buffer line = { 0 };
    summarize(&line, report, importer->args->dry_run);
    if (line.length == 0)
        buffer_addf(&line, "nothing to %s", importer->args->undo ? "take back" : "import");
    report_note(cli, "%s", buffer_text(&line));
    buffer_free(&line);
    if (interrupt_happened()) {
        report_note(cli, "interrupted: the same command goes on");
        return EXIT_INTERRUPTED;
    }
    if (status < 0)
        return report_status(cli, status);
    if (wikijs_import_report_tally(report, NULL, "failed") > 0)
        return EXIT_FAILED;
    if (importer->unanswered && !importer->args->dry_run) {
        report_advice("--on-conflict ours, theirs or skip, where nobody can be asked");
        return EXIT_CONFLICT;
    }
    if (importer->args->undo && wikijs_import_report_tally(report, NULL, "conflict") > 0)
        return EXIT_CONFLICT; /* not all of it was taken back */
    return code;
}

/*
 * "https://wiki.example.org/x" gives "imports/https___wiki.example.org_x.db". The folders above are made. NULL: there is no
 * place for it.
 */
static char *journal_path(const char *url)
{
    char *name = xasprintf("imports/%s.db", url);
    for (char *c = name + strlen("imports/"); *c; c++)
        if (!isalnum((unsigned char)*c) && !strchr(".-", *c))
            *c = '_';
    char *path = path_of_state(name);
    free(name);
    int lock = path ? own_folder_lock(path) : -1;
    if (lock >= 0)
        close(lock);
    return path;
}

/* An option that is about importing, or NULL. */
static const char *option_of_import(const struct import_args *args)
{
    const struct {
        bool is_given;
        const char *name;
    } all[] = { { args->directory != NULL, "--directory" }, { args->prefix != NULL, "--prefix" },
                { args->locale != NULL, "--locale" },       { args->tags.count > 0, "--tag" },
                { args->exclude.count > 0, "--exclude" },   { args->prune, "--prune" },
                { args->with_assets, "--with-assets" },     { args->keep_links, "--keep-links" },
                { args->on_conflict != 0, "--on-conflict" } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].is_given)
            return all[i].name;
    return NULL;
}

static int check(struct cli *cli, const struct import_args *args)
{
    const char *option = args->undo ? option_of_import(args) : NULL;
    if (option) {
        report_failure("'--undo' takes the whole last import into this wiki back: leave '%s' out", option);
        report_advice("wikijs pages import --undo --dry-run, which shows what that is");
        return EXIT_USAGE;
    }
    if (!args->undo && !args->directory)
        return report_usage(cli, "which folder? Give --directory");
    return 0;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct import_args *args = arguments;
    struct importer importer = { .cli = cli, .args = args };
    importer.side = args->on_conflict ? (enum side)(args->on_conflict - 1) : SIDE_ASK;
    int code = check(cli, args);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    context_ask_anew(cli, true);
    char *journal = args->journal ? xstrdup(args->journal) : journal_path(cli->settings.url);
    if (!journal && !args->dry_run)
        return report_failure("there is no home to keep the journal in: set HOME, or give --journal");
    wikijs_import_report *report = NULL;
    int status = args->undo ? undo(&importer, journal, &report) : import(&importer, journal, &report);
    end_progress(&importer);
    code = tell(&importer, report, status);
    wikijs_import_report_free(report);
    free(journal);
    return code;
}

static const struct example examples[] = {
    { "See what would be done", "wikijs pages import --directory docs --prefix manual --dry-run" },
    { "Do it, with the images, after a question", "wikijs pages import -D docs --prefix manual --with-assets" },
    { "In a pipeline: the wiki follows the repository",
      "wikijs pages import -D docs --prefix manual --prune --on-conflict ours --yes" },
    { "Without drafts and what is for people who work on the files",
      "wikijs pages import -D docs --exclude 'drafts/' --exclude CONTRIBUTING.md --dry-run" },
    { "The report as JSON", "wikijs pages import -D docs --yes --json action,outcome,file,path,message" },
    { "Take the last import back", "wikijs pages import --undo" },
    { 0 },
};

const struct cmd cmd_pages_import = {
    .name = "import",
    .summary = "Make pages of a folder of files",
    .text =
        "Make pages of the Markdown, HTML and AsciiDoc files of a folder (.md, .markdown, .html, .htm, .adoc, .asciidoc), "
        "and keep them up to date: what is equal is left alone. README and index are the page of their folder. The title "
        "comes from the header of the file, else from its first heading, else from its name; header lines are title, "
        "description, tags, published, editor. Relative links between files become links between pages.\n\n"
        "The plan is shown first, and on a terminal you are asked; elsewhere it needs --yes. A file that cannot be imported "
        "does not keep the others from it. Interrupted, the same command goes on. What is imported is kept in a journal: "
        "it tells changes on the wiki from changes in the folder, and lets --undo take the last import back, but for "
        "assets and for pages that were changed since.\n\n"
        "--exclude leaves out what matches: 'drafts' or '*-draft.md' at every level, '/drafts' and 'guide/*.md' seen from the "
        "top of the folder, 'drafts/' folders only, '**' for any number of folders. A folder that is left out is not entered. "
        "Pages of what is left out are neither changed nor, with --prune, deleted.\n\n"
        "Where a page was changed on the wiki since the last import, --on-conflict decides: 'ours' is the file, 'theirs' "
        "the wiki's version, which stays until the file changes again, 'skip' leaves the question open, 'ask' asks.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct import_args),
    .model = "ImportItem",
    .exit_codes = "1 when a file or page failed; 5 when conflicts were left because nobody could be asked, or with "
                  "--undo because pages were changed since.",
    .run = run,
    .since = "0.1",
};
