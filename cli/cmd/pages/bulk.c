/* SPDX-License-Identifier: MIT */
#include "cmd/pages/bulk.h"

#include "cmd/pages/common.h"
#include "config/own_file.h"
#include "config/paths.h"
#include "confirm.h"
#include "memory.h"
#include "output/cell.h"
#include "report.h"
#include "terminal/prompt.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Lines of a plan that are shown before the question. */
enum { SHOWN = 20 };

/* --- the journal --- */

/* "wiki.example.com-update.journal"; what two wikis might share by chance, the plans in it tell apart. */
static char *journal_path(struct cli *cli, const char *name)
{
    const char *url = strstr(cli->settings.url, "://");
    char *host = xstrdup(url ? url + 3 : cli->settings.url);
    for (char *at = host; *at; at++)
        if (!isalnum((unsigned char)*at) && *at != '.')
            *at = '-';
    char *file = xasprintf("bulk/%s-%s.journal", host, name);
    char *path = path_of_state(file);
    free(file);
    free(host);
    return path;
}

/* Its folder is made for the user alone. Returns 0 or the exit code. */
static int make_journal_path(struct bulk *bulk, char **path)
{
    *path = bulk->args->journal ? xstrdup(bulk->args->journal) : journal_path(bulk->cli, bulk->name);
    if (!*path)
        return report_failure("there is no home to keep the journal in: set HOME, or give --journal");
    int lock = bulk->args->journal ? 0 : own_folder_lock(*path);
    if (lock < 0)
        return report_failure("%s: %s", *path, strerror(errno));
    if (!bulk->args->journal)
        close(lock);
    return 0;
}

static int open_plan(struct bulk *bulk, const char *path)
{
    struct cli *cli = bulk->cli;
    wikijs_bulk_options options = WIKIJS_BULK_OPTIONS_INIT;
    options.journal = path;
    options.name = bulk->name;
    int status;
    if (bulk->args->resume)
        status = wikijs_bulk_resume(cli->client, &options, &bulk->plan, &cli->error);
    else if (bulk->args->undo)
        status = wikijs_bulk_undo(cli->client, &options, &bulk->plan, &cli->error);
    else
        status = wikijs_bulk_new(cli->client, &options, &bulk->plan, &cli->error);
    if (status == WIKIJS_E_NOT_FOUND) { /* no page: the advice for pages would mislead */
        report_failure("%s", cli->error.message);
        return EXIT_NOT_FOUND;
    }
    if (status == WIKIJS_E_BUSY)
        return report_status_advised(cli, status, NULL,
                                     "all pages in one command, or --journal <file> for each that runs beside another");
    return status < 0 ? report_status(cli, status) : 0;
}

bool bulk_wants_rows(const struct cli *cli)
{
    const struct output_plan *plan = &cli->plan;
    return plan->model && (plan->fields || plan->format != FORMAT_TABLE || plan->table);
}

int bulk_begin(struct bulk *bulk, struct cli *cli, const struct bulk_args *args, const char *name)
{
    *bulk = (struct bulk){ .cli = cli, .args = args, .name = name, .dry_run = cli->parsed.globals.dry_run };
    if (args->discard && (args->resume || args->undo))
        return report_usage(cli, "'--discard' is about a new plan: it excludes '--resume' and '--undo'");
    if (args->resume && args->undo)
        return report_usage(cli, "'--resume' and '--undo' exclude each other; an undo that was left goes on by itself");
    bulk->as_rows = bulk_wants_rows(cli);
    int code = context_connect(cli);
    if (code || (bulk->dry_run && bulk_needs_plan(bulk)))
        return code ? code : open_plan(bulk, NULL); /* in memory: nothing is left behind */
    char *path = NULL;
    code = make_journal_path(bulk, &path);
    if (code == 0)
        code = open_plan(bulk, path);
    free(path);
    return code;
}

bool bulk_needs_plan(const struct bulk *bulk)
{
    return !bulk->args->resume && !bulk->args->undo;
}

void bulk_end(struct bulk *bulk)
{
    wikijs_bulk_free(bulk->plan);
    buffer_free(&bulk->lines);
}

/* --- the plan --- */

static void count_failure(struct bulk *bulk, int code)
{
    bulk->code = bulk->failed && bulk->code != code ? EXIT_FAILED : code;
    bulk->failed++;
}

int bulk_choose(struct bulk *bulk, const struct operands *operands, const struct selection_args *selection,
                uint64_t fields, struct page_set *set)
{
    struct cli *cli = bulk->cli;
    struct ids ids = { 0 };
    *set = (struct page_set){ 0 };
    if (operands->count && selection_chooses(selection))
        return report_usage(cli, "pages are either named or selected by options");
    if (!operands->count && selection_is_empty(selection))
        return report_usage(cli, "no pages were named; '-' reads names from standard input");
    context_ask_anew(cli, true);
    int code = operands->count ? ids_read(cli, operands, &ids) : selection_read(cli, selection, fields, set);
    bulk->from_stdin = ids.from_stdin;
    bulk->is_one_named = operands->count == 1 && !ids.from_stdin;
    if (code == 0 && operands->count) {
        size_t missing = 0;
        int missing_code = 0;
        code = page_set_read(cli, &ids, fields, set, &missing, &missing_code);
        for (size_t i = 0; i < missing; i++)
            count_failure(bulk, missing_code);
    }
    context_ask_anew(cli, false);
    ids_free(&ids);
    return code;
}

int bulk_add(struct bulk *bulk, const wikijs_bulk_change *change, const char *what)
{
    struct cli *cli = bulk->cli;
    int status = wikijs_bulk_add(bulk->plan, change, &cli->error);
    if (status < 0)
        return report_status_of(cli, status, change->path);
    if (bulk->count++ < SHOWN || bulk->dry_run) {
        char *name = page_name_of(cli, change->locale, change->path);
        buffer_addf(&bulk->lines, "%s  %s\n", name, what);
        free(name);
    }
    return 0;
}

static bool describe_undo(const wikijs_bulk_item *item, void *payload)
{
    struct bulk *bulk = payload;
    if (strcmp(item->state, "planned") != 0)
        return true;
    if (bulk->count++ < SHOWN || bulk->dry_run) {
        char *name = page_name_of(bulk->cli, item->locale, item->path);
        buffer_addf(&bulk->lines, "%s  %s\n", name, item->new_path ? "moves back" : "as it was");
        free(name);
    }
    return true;
}

/* --- telling of pages --- */

struct rows {
    struct bulk *bulk;
    void **items;
    size_t count;
};

static bool add_row(const wikijs_bulk_item *item, void *payload)
{
    struct rows *rows = payload;
    void *copy = wikijs_object_copy(rows->bulk->cli->plan.model, item);
    if ((rows->count & (rows->count - 1)) == 0) /* full at each power of two */
        rows->items = xreallocarray(rows->items, rows->count ? 2 * rows->count : 1, sizeof *rows->items);
    if (copy)
        rows->items[rows->count++] = copy;
    return copy != NULL;
}

static int print_rows(struct bulk *bulk)
{
    struct cli *cli = bulk->cli;
    struct rows rows = { .bulk = bulk };
    int status = wikijs_bulk_each(bulk->plan, add_row, &rows, &cli->error);
    int code = status < 0 ? report_status(cli, status) : emit_list(cli, (const void *const *)rows.items, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        wikijs_object_free(rows.items[i]);
    free(rows.items);
    return code;
}

static void print_done(struct bulk *bulk, const wikijs_bulk_item *item)
{
    struct cli *cli = bulk->cli;
    if (strcmp(item->action, "delete") == 0) {
        char *name = page_name_of(cli, item->locale, item->path);
        report_note(cli, "deleted %s", name);
        free(name);
        return;
    }
    bool moved = item->new_path != NULL;
    place_print(cli, moved ? "moved" : "updated", item->id, moved && item->new_locale ? item->new_locale : item->locale,
                moved ? item->new_path : item->path);
    stream_flush(&cli->out);
}

/* The write was done, and the server failed after it. */
static void warn_of_late_failure(const struct bulk *bulk, const wikijs_bulk_item *item)
{
    char *name = page_name_of(bulk->cli, item->locale, item->path);
    report_warning(bulk->cli, "%s: %s", name, item->message);
    free(name);
}

static bool on_item(const wikijs_bulk_item *item, void *payload)
{
    struct bulk *bulk = payload;
    if (strcmp(item->state, "done") == 0) {
        if (!bulk->as_rows)
            print_done(bulk, item);
        if (item->message)
            warn_of_late_failure(bulk, item);
        return true;
    }
    char *name = page_name_of(bulk->cli, item->locale, item->path);
    bool conflict = item->status == WIKIJS_E_CONFLICT;
    stream_flush(&bulk->cli->out);
    report_failure("%s: %s%s", name, or_empty(item->message), conflict ? ": it was left alone" : "");
    count_failure(bulk, wikijs_status_exit_code((int)item->status));
    free(name);
    return true;
}

static bool must_stop(void *payload)
{
    (void)payload;
    return interrupt_happened();
}

/* --- carrying it out --- */

static void show_plan(const struct bulk *bulk)
{
    /* Before a question it stands where the question does; otherwise it is the result. */
    for (const char *line = buffer_text(&bulk->lines); *line;) {
        size_t length = strcspn(line, "\n");
        if (bulk->dry_run) {
            stream_foreign_line(&bulk->cli->out, line, length);
            stream_adds(&bulk->cli->out, "\n");
        } else {
            report_note(bulk->cli, "%.*s", (int)length, line);
        }
        line += length + 1;
    }
    if (bulk->count > SHOWN && !bulk->dry_run)
        report_note(bulk->cli, "and %zu more", bulk->count - SHOWN);
}

/* How to go on with a plan: "wikijs pages replace --resume --journal FILE". */
static char *way_on(const struct bulk *bulk, bool undoes)
{
    const char *journal = bulk->args->journal;
    char *name = parsed_name(&bulk->cli->parsed);
    char *way = xasprintf("%s --%s%s%s", name, undoes ? "undo" : "resume", journal ? " --journal " : "",
                          or_empty(journal));
    free(name);
    return way;
}

/* This plan takes the place of one that was interrupted. */
static void warn_of_rest(const struct bulk *bulk, const wikijs_bulk_rest *rest)
{
    struct buffer when = { 0 };
    char *way = way_on(bulk, rest->undoes);
    cell_add_time(&when, rest->started_at, bulk->cli->terminal.err);
    report_warning(bulk->cli,
                   "this takes the place of the plan of %s, which was interrupted with %" PRId64 " of %" PRId64
                   " pages left; to finish that one first: %s",
                   buffer_text(&when), rest->left, rest->total, way);
    buffer_free(&when);
    free(way);
}

static int refuse_rest(const struct bulk *bulk, const wikijs_bulk_rest *rest)
{
    struct buffer when = { 0 };
    char *way = way_on(bulk, rest->undoes);
    cell_add_time(&when, rest->started_at, bulk->cli->terminal.err);
    report_failure("the plan of %s was interrupted with %" PRId64 " of %" PRId64
                   " pages left, and this one would take its place",
                   buffer_text(&when), rest->left, rest->total);
    report_advice("%s, which finishes it, or --discard, which gives it up", way);
    buffer_free(&when);
    free(way);
    return EXIT_USAGE;
}

static int ask(const struct bulk *bulk, const char *verb)
{
    bool deletes = strcmp(verb, "Delete") == 0, can_ask = !bulk->from_stdin && prompt_is_possible(&bulk->cli->terminal);
    bool is_agreed = confirm_is_given(bulk->cli, false);
    const wikijs_bulk_rest *rest = bulk->args->discard ? NULL : wikijs_bulk_replaces(bulk->plan);
    if (rest && (is_agreed || !can_ask))
        return refuse_rest(bulk, rest);
    if (rest)
        warn_of_rest(bulk, rest);
    if (is_agreed || (bulk->is_one_named && !deletes && !rest))
        return 0;
    if (!can_ask) {
        report_failure("%s needs --yes when nobody can be asked", deletes ? "deleting" : "changing many pages");
        return EXIT_USAGE;
    }
    show_plan(bulk);
    char *question = xasprintf("%s %zu page%s?%s [y/N] ", verb, bulk->count, bulk->count == 1 ? "" : "s",
                               deletes ? " The server offers no way back." : "");
    bool agreed = prompt_confirm(question);
    free(question);
    if (agreed)
        return 0;
    return interrupt_happened() ? EXIT_INTERRUPTED : report_failure("nothing was %s", deletes ? "deleted" : "changed");
}

static void note_rest(const struct bulk *bulk, const wikijs_bulk_counts *counts)
{
    int64_t left = counts->planned + counts->unknown;
    char *way = way_on(bulk, bulk->args->undo);
    report_note(bulk->cli, "%" PRId64 " of %" PRId64 " done, %" PRId64 " failed, %" PRId64 " left%s", counts->done,
                counts->total, counts->failed, left,
                counts->unknown ? "; the server may still finish what it was sent" : "");
    report_advice("%s to go on", way);
    free(way);
}

static int carry_out(struct bulk *bulk)
{
    struct cli *cli = bulk->cli;
    wikijs_bulk_counts counts = { .struct_size = sizeof counts };
    wikijs_bulk_run_options options = WIKIJS_BULK_RUN_OPTIONS_INIT;
    options.on_item = on_item;
    options.should_stop = must_stop;
    options.payload = bulk;
    int status = wikijs_bulk_run(bulk->plan, &options, &cli->error);
    int code = bulk->code;
    if (status < 0 && !interrupt_happened())
        code = report_status(cli, status);
    if (wikijs_bulk_count(bulk->plan, &counts, NULL) < 0)
        return code ? code : EXIT_FAILED;
    if (counts.planned + counts.unknown) {
        note_rest(bulk, &counts);
        return interrupt_happened() ? EXIT_INTERRUPTED : code ? code : EXIT_FAILED;
    }
    if (status == 0 && bulk->failed && counts.done)
        code = EXIT_FAILED; /* some only */
    return code;
}

static int note_start(struct bulk *bulk)
{
    struct cli *cli = bulk->cli;
    wikijs_bulk_counts counts = { .struct_size = sizeof counts };
    int status = wikijs_bulk_count(bulk->plan, &counts, &cli->error);
    if (status < 0)
        return report_status(cli, status);
    struct buffer when = { 0 };
    cell_add_time(&when, wikijs_bulk_started_at(bulk->plan), cli->terminal.err);
    bulk->count = (size_t)(counts.planned + counts.unknown);
    report_note(cli, "the plan of %s: %" PRId64 " of %" PRId64 " done, %zu left", buffer_text(&when), counts.done,
                counts.total, bulk->count);
    buffer_free(&when);
    return 0;
}

/* What the plan is, when it was not made here. */
static int read_plan(struct bulk *bulk)
{
    if (bulk->args->resume)
        return note_start(bulk);
    if (!bulk->args->undo)
        return 0;
    int status = wikijs_bulk_each(bulk->plan, describe_undo, bulk, &bulk->cli->error);
    return status < 0 ? report_status(bulk->cli, status) : 0;
}

static int print_outcome(struct bulk *bulk)
{
    return !bulk->as_rows ? EXIT_DONE : bulk->print ? bulk->print(bulk) : print_rows(bulk);
}

int bulk_finish(struct bulk *bulk, const char *verb)
{
    int code = read_plan(bulk);
    if (code)
        return code;
    if (bulk->dry_run) {
        if (bulk->as_rows && !bulk->print)
            return print_rows(bulk);
        show_plan(bulk);
        report_note(bulk->cli, "%zu page%s would be changed", bulk->count, bulk->count == 1 ? "" : "s");
        return bulk->failed ? bulk->code : EXIT_DONE;
    }
    if (!bulk->count && !bulk->args->resume) {
        if (!bulk->failed && !bulk->from_stdin)
            report_note(bulk->cli, "nothing is to be changed");
        int printed = print_outcome(bulk);
        return bulk->code ? bulk->code : printed;
    }
    code = bulk->args->resume ? 0 : ask(bulk, bulk->args->undo ? "Take back the change of" : verb);
    if (code)
        return code;
    code = carry_out(bulk);
    int printed = print_outcome(bulk);
    return code ? code : printed;
}
