/* SPDX-License-Identifier: MIT */
#include "cmd/audit/audit.h"

#include "memory.h"
#include "output/filter.h"
#include "report.h"
#include "since.h"

#include <stdlib.h>
#include <string.h>
#include <wikijs/audit.h>

struct list_args {
    struct output_args output;
    struct opt_list filters;
    const char *since;
    const char *until;
    int outcome;
    int64_t limit;
};

static const char *const outcomes[] = { "done", "failed", "unknown", "not-sent", NULL };
static const char *const outcome_texts[] = { "done", "failed", "unknown", "not sent" };

static const struct opt options[] = {
    OPT_LIST(struct list_args, filters, 'f', "filter", "<field:text>",
             "only lines whose field contains the text, in any case; may be repeated, all must hold"),
    OPT_STRING(struct list_args, since, 0, "since", "<time>",
               "only from this time on: 2026-11-23, 2026-11-23T08:00Z, 2h"),
    OPT_STRING(struct list_args, until, 0, "until", "<time>", "only before this time"),
    OPT_ENUM(struct list_args, outcome, 0, "outcome", outcomes, "only calls that ended so"),
    OPT_INT(struct list_args, limit, 'L', "limit", "<n>", "only the last so many"),
    OPT_END,
};

struct entries {
    const void **items;
    size_t count, room;
};

struct span {
    int64_t since, until;
};

static bool is_wanted(const struct list_args *args, const struct span *span, const wikijs_audit_entry *entry)
{
    if (entry->event) /* of the log itself: 'verify' tells of them */
        return false;
    if (args->outcome && (!entry->outcome || strcmp(entry->outcome, outcome_texts[args->outcome - 1]) != 0))
        return false;
    return entry->time >= span->since && entry->time < span->until;
}

static void add(struct entries *entries, const void *entry)
{
    if (entries->count == entries->room) {
        entries->room = entries->room ? entries->room * 2 : 256;
        entries->items = xreallocarray(entries->items, entries->room, sizeof *entries->items);
    }
    entries->items[entries->count++] = entry;
}

static void free_entry(const void *entry)
{
    wikijs_audit_entry_free((wikijs_audit_entry *)(uintptr_t)entry);
}

static int read_file(struct cli *cli, const char *file, const struct list_args *args, const struct span *span,
                     struct entries *entries)
{
    wikijs_audit_reader *reader;
    int status = wikijs_audit_reader_new(file, &reader, &cli->error);
    if (status < 0)
        return report_status(cli, status);
    wikijs_audit_entry *entry;
    while ((status = wikijs_audit_reader_next(reader, &entry, &cli->error)) > 0)
        if (is_wanted(args, span, entry))
            add(entries, entry);
        else
            wikijs_audit_entry_free(entry);
    wikijs_audit_reader_free(reader);
    return status < 0 ? report_status(cli, status) : 0;
}

static int print_entries(struct cli *cli, const struct list_args *args, const struct filters *filters,
                         const struct entries *entries)
{
    struct rows wanted = { xreallocarray(NULL, entries->count + 1, sizeof *wanted.items), entries->count };
    if (entries->count)
        memcpy(wanted.items, entries->items, entries->count * sizeof *wanted.items);
    filters_keep(cli, filters, &wanted, 0, 0);
    size_t skip = args->limit > 0 && wanted.count > (size_t)args->limit ? wanted.count - (size_t)args->limit : 0;
    memmove(wanted.items, wanted.items + skip, (wanted.count -= skip) * sizeof *wanted.items);
    return rows_print(cli, &wanted, "nothing was changed");
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct list_args *args = arguments;
    struct operands files = { 0 };
    struct filters filters = { 0 };
    struct entries entries = { 0 };
    struct span span = { INT64_MIN, INT64_MAX };
    int code = since_read(cli, args->since, "--since", &span.since);
    if (code == 0)
        code = since_read(cli, args->until, "--until", &span.until);
    if (code == 0)
        code = audit_files(cli, operands, &files);
    if (code == 0)
        code = filters_read(cli, &args->filters, &filters);
    for (size_t i = 0; code == 0 && i < files.count; i++)
        code = read_file(cli, files.items[i], args, &span, &entries);
    if (code == 0)
        code = print_entries(cli, args, &filters, &entries);
    for (size_t i = 0; i < entries.count; i++)
        free_entry(entries.items[i]);
    free(entries.items);
    filters_free(&filters);
    return code;
}

static const struct example examples[] = {
    { "The last ten changes", "wikijs audit list --limit 10" },
    { "What failed, and why", "wikijs audit list --outcome failed --json time,operation,target,message" },
    { "Who deleted pages this month?", "wikijs audit list --since 2026-11-01 --filter operation:pages.delete" },
    { "With what was sent", "wikijs audit list --filter target:docs/intro --format json" },
    { 0 },
};

const struct cmd cmd_audit_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the changes that were made",
    .usage = "[<file>...]",
    .text =
        "List the calls that changed something at a wiki, or tried to. Without a file it is the audit_log of the "
        "configuration; '-' is standard input. Secrets are masked in the file itself, long texts stand there as size and "
        "hash.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct list_args),
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_FILE,
    .model = "AuditEntry",
    .run = run,
    .since = "0.1",
};
