/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "cmd/pages/diff_print.h"
#include "command/tree.h"

#include "cmd/pages/bulk.h"
#include "page_walk.h"

#include <wikijs/matcher.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct replace_args {
    struct output_args output;
    struct selection_args selection;
    struct bulk_args bulk;
    const char *places;
    bool regex;
    bool ignore_case;
    bool words;
};

static const struct opt options[] = {
    SELECTION_OPTS(struct replace_args, selection, "tag"),
    OPT_STRING(struct replace_args, places, 0, "in", "<fields>",
               "where to replace: title, description, content (the default)"),
    OPT_FLAG(struct replace_args, regex, 'E', "regex",
             "the pattern is a regular expression (PCRE2), and $1 in the text stands for its first group"),
    OPT_FLAG(struct replace_args, ignore_case, 'i', "ignore-case", "capital and small letters are the same"),
    OPT_FLAG(struct replace_args, words, 'w', "words", "only whole words"),
    BULK_OPTS(struct replace_args, bulk),
    BULK_UNDO_OPT(struct replace_args, bulk),
    OPT_END,
};

struct replace {
    struct bulk bulk;
    const struct replace_args *args;
    wikijs_matcher *matcher;
    const char *text;
    uint64_t places;
    int code; /* of what ended the walk */
};

/* --- one page --- */

/* The new texts of a page, copied: the matcher keeps one at a time. */
struct changed {
    wikijs_page_values before, after;
    struct buffer title, description, content;
    int count;
};

/* Returns how many places were found, or a status. */
static int change_text(struct replace *replace, wikijs_str old, uint64_t place, uint64_t value, struct changed *changed,
                       struct buffer *new)
{
    wikijs_str out = { 0 };
    if (!(replace->places & place) || !old.ptr)
        return 0;
    int count = wikijs_matcher_replace(replace->matcher, old, replace->text, &out, &replace->bulk.cli->error);
    if (count <= 0 || (out.len == old.len && memcmp(out.ptr, old.ptr, old.len) == 0))
        return count < 0 ? count : 0; /* "a" by "a" is no change */
    buffer_add(new, out.ptr, out.len);
    changed->before.present |= value;
    changed->after.present |= value;
    changed->count += count;
    return count;
}

static wikijs_str str_of(const char *text)
{
    return (wikijs_str){ text, text ? strlen(text) : 0 };
}

static int change_page(struct replace *replace, const wikijs_page *page, struct changed *changed)
{
    int status = change_text(replace, str_of(page->title), WIKIJS_BIT(WIKIJS_PAGE_TITLE),
                             WIKIJS_BIT(WIKIJS_PAGE_VALUES_TITLE), changed, &changed->title);
    if (status >= 0)
        status = change_text(replace, str_of(page->description), WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION),
                             WIKIJS_BIT(WIKIJS_PAGE_VALUES_DESCRIPTION), changed, &changed->description);
    if (status >= 0)
        status = change_text(replace, page->content, WIKIJS_BIT(WIKIJS_PAGE_CONTENT),
                             WIKIJS_BIT(WIKIJS_PAGE_VALUES_CONTENT), changed, &changed->content);
    changed->before.title = page->title;
    changed->before.description = page->description;
    changed->before.content = page->content;
    changed->after.title = buffer_text(&changed->title);
    changed->after.description = buffer_text(&changed->description);
    changed->after.content = (wikijs_str){ buffer_text(&changed->content), changed->content.length };
    return status;
}

static void free_changed(struct changed *changed)
{
    buffer_free(&changed->title);
    buffer_free(&changed->description);
    buffer_free(&changed->content);
}

static void print_change(struct replace *replace, const wikijs_page *page, const struct changed *changed)
{
    struct cli *cli = replace->bulk.cli;
    char *name = page_name_of(cli, page->locale, page->path);
    if (changed->after.present & WIKIJS_BIT(WIKIJS_PAGE_VALUES_TITLE))
        diff_print(cli, name, " title", str_of(page->title), str_of(changed->after.title));
    if (changed->after.present & WIKIJS_BIT(WIKIJS_PAGE_VALUES_DESCRIPTION))
        diff_print(cli, name, " description", str_of(page->description), str_of(changed->after.description));
    if (changed->after.present & WIKIJS_BIT(WIKIJS_PAGE_VALUES_CONTENT))
        diff_print(cli, name, "", page->content, changed->after.content);
    free(name);
}

static int plan_page(struct replace *replace, const wikijs_page *page, const struct changed *changed)
{
    struct bulk *bulk = &replace->bulk;
    if (bulk->dry_run && !bulk->as_rows) {
        print_change(replace, page, changed);
        bulk->count++;
        return 0;
    }
    wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
    change.action = WIKIJS_BULK_UPDATE;
    change.id = page->id;
    change.locale = page->locale;
    change.path = page->path;
    change.updated_at = page->updated_at;
    change.before = &changed->before;
    change.after = &changed->after;
    char what[48];
    snprintf(what, sizeof what, "%d place%s", changed->count, changed->count == 1 ? "" : "s");
    return bulk_add(bulk, &change, what);
}

static bool on_page(struct cli *cli, const wikijs_page *page, void *context)
{
    struct replace *replace = context;
    struct changed changed = { 0 };
    int status = change_page(replace, page, &changed);
    if (status < 0) {
        char *name = page_name_of(cli, page->locale, page->path);
        replace->code = report_status_of(cli, status, name);
        free(name);
    } else if (changed.count) {
        replace->code = plan_page(replace, page, &changed);
    }
    free_changed(&changed);
    return replace->code == 0 && !cli->out.error;
}

/* --- all --- */

static int make_plan(struct replace *replace)
{
    struct cli *cli = replace->bulk.cli;
    struct page_set set;
    uint64_t fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) |
                      WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) | replace->places;
    context_ask_anew(cli, true);
    int code = selection_read(cli, &replace->args->selection, WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE), &set);
    if (code == 0)
        code = page_walk(cli, &set, fields, on_page, replace);
    page_set_free(&set);
    context_ask_anew(cli, false);
    if (replace->code || code == EXIT_INTERRUPTED)
        return replace->code ? replace->code : code;
    if (code) { /* pages that could not be read: the others are changed nevertheless */
        replace->bulk.failed++;
        replace->bulk.code = code;
    }
    return 0;
}

static int check(struct cli *cli, const struct replace_args *args, const struct operands *operands,
                 struct replace *replace)
{
    bool again = args->bulk.resume || args->bulk.undo;
    if (again && operands->count)
        return report_usage(cli, "'--resume' and '--undo' take no pattern: they know what was planned");
    if (!again && operands->count != 2)
        return report_usage(cli, "'replace' needs <pattern> <text>");
    if (again)
        return 0;
    replace->text = operands->items[1];
    int code = places_read(cli, args->places, WIKIJS_BIT(WIKIJS_PAGE_CONTENT), &replace->places);
    if (code)
        return code;
    wikijs_matcher_options wanted = WIKIJS_MATCHER_OPTIONS_INIT;
    wanted.regex = args->regex;
    wanted.ignore_case = args->ignore_case;
    wanted.whole_words = args->words;
    int status = wikijs_matcher_new(operands->items[0], &wanted, &replace->matcher, &cli->error);
    return status < 0 ? report_usage(cli, "%s", cli->error.message) : 0;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct replace_args *args = arguments;
    struct replace replace = { .args = args };
    int code = check(cli, args, operands, &replace);
    if (code == 0) {
        code = bulk_begin(&replace.bulk, cli, &args->bulk, "replace");
        if (code == 0 && bulk_needs_plan(&replace.bulk))
            code = make_plan(&replace);
        if (code == 0)
            code = bulk_finish(&replace.bulk, "Change");
        bulk_end(&replace.bulk);
    }
    wikijs_matcher_free(replace.matcher);
    return code;
}

static const struct example examples[] = {
    { "See what would change", "wikijs pages replace http://old.example.com https://new.example.com --dry-run" },
    { "Change it, after a question", "wikijs pages replace http://old.example.com https://new.example.com" },
    { "Below a path, with groups", "wikijs pages replace -E 'v1\\.(\\d+)' 'v2.$1' --path docs --yes" },
    { "In titles and descriptions, too", "wikijs pages replace Wiki.js2 'Wiki.js 2' --in title,description,content" },
    { "Go on after an interruption", "wikijs pages replace --resume" },
    { "Take the last one back", "wikijs pages replace --undo" },
    { 0 },
};

const struct cmd cmd_pages_replace = {
    .name = "replace",
    .summary = "Replace text on many pages",
    .usage = "<pattern> <text>",
    .text =
        "Replace every occurrence of a text in the sources of all pages, or of those that the options select. What is "
        "not replaced stays as it is: title, tags, dates and all else.\n\n"
        "First the pages are read and the plan is made; --dry-run prints it as a diff. Then it asks, unless --yes is "
        "given, and changes page by page, in batches. A page that somebody changed after it was read is told and left "
        "alone; other failures do not stop it either.\n\n"
        "The plan and what became of each page are kept in a journal (mode 0600; it holds the texts). After Ctrl-C, a "
        "lost connection or a crash --resume goes on; what was under way is looked at before it is sent again. --undo "
        "gives the pages their old texts back, but for those that were changed since. A new replace on the same wiki "
        "takes the journal over.",
    .exit_codes = "0 also when nothing was found. 5 when all pages were changed by somebody else meanwhile.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct replace_args),
    .max_operands = 2,
    .model = "BulkItem",
    .run = run,
    .since = "0.1",
};
