/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "since.h"
#include "terminal/progress.h"

#include <wikijs/batch.h>
#include <wikijs/export.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN = 10, KINDS = 16 }; /* problems with the same words, each with a line; such words */

struct export_args {
    struct output_args output;
    const char *folder;
    const char *path;
    struct opt_list tags, exclude;
    const char *locale;
    const char *since;
    bool full;
    bool prune;
    bool with_assets;
    bool overwrite;
    bool any_name;
    bool reproducible;
    bool always_namespace;
    bool dry_run;
    int64_t batch_size;
};

static const struct opt options[] = {
    OPT_STRING(struct export_args, folder, 'o', "output", "<folder>", "where the files go; made when it is missing",
               .complete = COMPLETE_FILE),
    OPT_STRING(struct export_args, path, 'p', "path", "<page>", "only this page and those below it",
               .complete = COMPLETE_PAGE),
    OPT_LIST(struct export_args, tags, 't', "tag", "<tag>",
             "only pages with this tag; may be repeated, all must be there", .complete = COMPLETE_TAG),
    OPT_STRING(struct export_args, locale, 'l', "locale", "<locale>", "only pages of this locale",
               .complete = COMPLETE_LOCALE),
    OPT_STRING(struct export_args, since, 's', "since", "<time>",
               "only pages changed since then: 2026-11-23, 2026-11-23T08:00Z, 2h"),
    OPT_LIST(struct export_args, exclude, 0, "exclude", "<pattern>",
             "leave files and folders alone, as a line of .gitignore does; may be repeated"),
    OPT_FLAG(struct export_args, full, 'F', "full", "read everything again, also what has not changed"),
    OPT_FLAG(struct export_args, prune, 0, "prune", "remove files of earlier exports that this one would not make"),
    OPT_FLAG(struct export_args, with_assets, 'a', "with-assets", "all assets of the wiki, too"),
    OPT_FLAG(struct export_args, overwrite, 0, "overwrite", "also files that were changed in the folder"),
    OPT_FLAG(struct export_args, any_name, 0, "any-name",
             "also names that Windows refuses or that differ in case only"),
    OPT_FLAG(struct export_args, reproducible, 0, "reproducible",
             "without what an import cannot set: dates are empty, tags sorted"),
    OPT_FLAG(struct export_args, always_namespace, 0, "always-namespace", "a folder for the wiki's own locale, too"),
    OPT_FLAG(struct export_args, dry_run, 'n', "dry-run", "only say what would be done"),
    OPT_INT(struct export_args, batch_size, 0, "batch-size", "<n>", "pages a request, at most 500; 100 when not given",
            .min = 1, .max = WIKIJS_BATCH_MAX_ITEMS),
    OPT_END,
};

static bool update_progress(int64_t done, int64_t total, void *payload)
{
    return progress_update(done, total, payload);
}

/* Problems with the same words: a wiki of thousands of pages that may not be read has thousands of them. */
struct repeated {
    const char *message; /* of the report */
    size_t count;
};

struct problems {
    struct repeated items[KINDS];
    size_t count;
    bool has_odd_names;
};

/* Whether it is worth a line of its own. What is not goes into a line for all of them at the end. */
static bool is_worth_a_line(struct problems *problems, const char *message)
{
    size_t i = 0;
    while (i < problems->count && strcmp(problems->items[i].message, message) != 0)
        i++;
    if (i == problems->count) {
        if (i == KINDS)
            return true;
        problems->items[problems->count++].message = message;
    }
    return ++problems->items[i].count <= SHOWN;
}

/* The files are ours: there is no advice for what is wrong with one, but for what the wiki refuses. */
static void tell_problem(struct cli *cli, const wikijs_export_item *item)
{
    const char *what = item->path ? item->path : or_empty(item->file);
    if (strcmp(item->action, "failed") != 0) {
        report_warning(cli, "%s %s: %s", item->action, what, or_empty(item->message));
    } else if (item->code == WIKIJS_E_FORBIDDEN || item->code == WIKIJS_E_UNAUTHENTICATED) {
        cli->error = (wikijs_error){ .code = (int32_t)item->code, .retry_after_ms = -1 };
        snprintf(cli->error.message, sizeof cli->error.message, "%s", or_empty(item->message));
        report_status_of(cli, (int)item->code, what);
    } else {
        report_failure("%s: %s", what, or_empty(item->message));
    }
}

/* Some of these --any-name lets through. */
static bool has_odd_name(const wikijs_export_item *item)
{
    return strcmp(item->action, "failed") == 0 && (item->code == WIKIJS_E_ARG || item->code == WIKIJS_E_EXISTS);
}

static void tell_repeated(const struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        const struct repeated *repeated = &problems->items[i];
        if (repeated->count > SHOWN)
            report_failure("and %zu more: %s", repeated->count - SHOWN, repeated->message);
    }
}

/* Those that are no problem are the plan of a dry run. */
static void tell_items(struct cli *cli, const struct export_args *args, const wikijs_export_report *report)
{
    struct problems problems = { 0 };
    for (size_t i = 0; i < report->items.count; i++) {
        const wikijs_export_item *item = report->items.items[i];
        if (item->message) {
            problems.has_odd_names |= has_odd_name(item);
            if (is_worth_a_line(&problems, item->message))
                tell_problem(cli, item);
        } else if (!output_plan_is_json(&cli->plan)) {
            stream_addf(&cli->out, "%s%c", item->action, cli->terminal.out ? ' ' : '\t');
            stream_foreign_line(&cli->out, or_empty(item->file), strlen(or_empty(item->file)));
            stream_adds(&cli->out, "\n");
        }
    }
    tell_repeated(&problems);
    if (problems.has_odd_names && !args->any_name)
        report_advice("--any-name, for names that the system of this folder can hold though others cannot");
}

/* A name that was mistyped would look like success. */
static void tell_empty(const struct cli *cli, const struct export_args *args, const wikijs_export_report *report)
{
    if (report->pages > 0 || report->excluded > 0 || args->since || !report->is_complete)
        return;
    bool is_choice = args->path || args->locale || args->tags.count > 0;
    report_warning(cli, "the wiki shows no page%s", is_choice ? " that fits --path, --tag and --locale" : "");
}

static void tell_for_people(struct cli *cli, const struct export_args *args, const wikijs_export_report *report)
{
    if (report->is_dry_run)
        stream_adds(&cli->out, "would be: ");
    stream_addf(&cli->out, "%" PRId64 " created, %" PRId64 " updated, %" PRId64 " unchanged", report->created,
                report->updated, report->unchanged);
    if (report->removed > 0 || args->prune)
        stream_addf(&cli->out, ", %" PRId64 " removed", report->removed);
    if (report->kept > 0)
        stream_addf(&cli->out, ", %" PRId64 " kept", report->kept);
    if (report->skipped > 0)
        stream_addf(&cli->out, ", %" PRId64 " skipped", report->skipped);
    if (report->excluded > 0 || args->exclude.count > 0)
        stream_addf(&cli->out, ", %" PRId64 " excluded", report->excluded);
    stream_addf(&cli->out, ", %" PRId64 " failed\n", report->failed);
}

static int tell_interrupted(const struct cli *cli)
{
    report_note(cli, "interrupted: what is there is whole; the same command goes on from here");
    return EXIT_INTERRUPTED;
}

static int tell_report(struct cli *cli, const struct export_args *args, const wikijs_export_report *report)
{
    int code = EXIT_DONE;
    tell_items(cli, args, report);
    tell_empty(cli, args, report);
    if (emit_is_for_people(cli))
        tell_for_people(cli, args, report);
    else if (!report->is_dry_run || output_plan_is_json(&cli->plan))
        code = emit_object(cli, report);
    stream_flush(&cli->out);
    if (!report->is_complete)
        return tell_interrupted(cli);
    return report->failed > 0 || report->kept > 0 ? EXIT_FAILED : code;
}

static int read_options(struct cli *cli, const struct export_args *args, wikijs_export_options *wanted)
{
    *wanted = (wikijs_export_options)WIKIJS_EXPORT_OPTIONS_INIT;
    if (!args->folder)
        return report_usage(cli, "a folder is needed: --output <folder>");
    wanted->folder = args->folder;
    wanted->path = args->path;
    bool has_own = args->path && page_name_locale(args->path);
    wanted->locale = args->locale || has_own ? args->locale : cli->parsed.globals.locale;
    wanted->tags = strings_of(&args->tags);
    wanted->exclude = strings_of(&args->exclude);
    wanted->full = args->full;
    wanted->prune = args->prune;
    wanted->with_assets = args->with_assets;
    wanted->overwrite = args->overwrite;
    wanted->any_name = args->any_name;
    wanted->reproducible = args->reproducible;
    wanted->always_namespace = args->always_namespace;
    wanted->dry_run = args->dry_run;
    wanted->batch_size = args->batch_size;
    return since_read(cli, args->since, "--since", &wanted->since);
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct export_args *args = arguments;
    wikijs_export_options wanted;
    int code = read_options(cli, args, &wanted);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    struct progress progress;
    struct task task = { 0 };
    wikijs_export_report *report = NULL;
    wanted.progress = update_progress;
    wanted.payload = &progress;
    progress_begin_count(&progress, cli, args->folder, "pages");
    int status = task_wait(cli, &task, wikijs_export_async(cli->client, &wanted, CALL_TASK));
    if (status == 0)
        status = wikijs_export_finish(task.call, &report, &cli->error);
    task_end(&task);
    progress_end(&progress);
    if (report)
        code = tell_report(cli, args, report);
    else
        code = status == WIKIJS_E_CANCELED && interrupt_happened() ? tell_interrupted(cli) : report_status(cli, status);
    wikijs_export_report_free(report);
    return code;
}

static const struct example examples[] = {
    { "The whole wiki, or what has changed since the last time", "wikijs pages export --output wiki" },
    { "As a mirror, with assets and without what was deleted",
      "wikijs pages export --output wiki --with-assets --prune" },
    { "Without drafts, of all locales", "wikijs pages export --output wiki --exclude drafts/ --exclude '*-draft.md'" },
    { "What would be done", "wikijs pages export --output wiki --path docs --dry-run" },
    { "Names of pages that could not be exported",
      "wikijs pages export --output wiki --json items --jq '.items[] | select(.action == \"failed\") | .path'" },
    { 0 },
};

const struct cmd cmd_pages_export = {
    .name = "export",
    .summary = "Write pages to files",
    .text =
        "Write pages into a folder, in the layout and with the headers of Wiki.js's own disk and git storage: "
        "docs/setup.md, and de/docs/setup.md where a page is not in the wiki's own locale.\n\n"
        "The next export into the folder fetches only what has changed since; FOLDER/.wikijs/export.db remembers that. One "
        "that was interrupted, by Ctrl-C or a power cut, goes on from where it was. Files are replaced whole, and only if "
        "their content differs.\n\n"
        "A file that was changed in the folder is kept when its page changes, too, and reported; --overwrite takes the "
        "wiki's. Two pages whose files would have the same name, in any case of their letters, are not both written: the "
        "older one is.\n\n"
        "--exclude leaves out what matches the name of a file in the folder: 'drafts' or '*-draft.md' at every level, "
        "'/drafts' and 'guide/*.md' seen from the top, 'drafts/' folders only, '**' for any number of folders. What is there "
        "already stays as it is, also with --prune.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct export_args),
    .model = "ExportReport",
    .run = run,
    .exit_codes =
        "1: some pages could not be exported, or files were kept. 130, 143: interrupted; the same command goes on.",
    .since = "0.1",
};
