/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "cmd/pages/match_line.h"
#include "page_walk.h"

#include <wikijs/matcher.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_NO_MATCH = 1 };

/* What is printed: the lines, or the pages. */
enum grep_mode { MODE_LINES, MODE_WITH, MODE_WITHOUT, MODE_COUNT };

struct grep_args {
    struct output_args output;
    struct selection_args selection;
    const char *places;
    bool ignore_case;
    bool words;
    int mode;    /* enum grep_mode */
    int regex;   /* wikijs_tristate */
    int numbers; /* wikijs_tristate */
};

static const struct opt options[] = {
    SELECTION_OPTS(struct grep_args, selection, "tag"),
    OPT_STRING(struct grep_args, places, 0, "in", "<fields>", "where to look: title, description, content"),
    OPT_FLAG(struct grep_args, ignore_case, 'i', "ignore-case", "capital and small letters are the same"),
    OPT_SET(struct grep_args, regex, 'F', "fixed", WIKIJS_NO, "the pattern is the text itself, no regular expression"),
    OPT_SET(struct grep_args, regex, 'E', "regex", WIKIJS_YES, "the pattern is a regular expression, as by default"),
    OPT_FLAG(struct grep_args, words, 'w', "words", "only whole words"),
    OPT_SET(struct grep_args, mode, 'l', "pages-with-match", MODE_WITH, "only the names of pages that have it"),
    OPT_SET(struct grep_args, mode, 'L', "pages-without-match", MODE_WITHOUT, "only the names of pages that lack it"),
    OPT_SET(struct grep_args, mode, 'c', "count", MODE_COUNT, "only how many lines of each page match"),
    OPT_SET(struct grep_args, numbers, 'n', "line-number", WIKIJS_YES, "with the numbers of lines, as by default"),
    OPT_SET(struct grep_args, numbers, 'N', "no-line-number", WIKIJS_NO, "without the numbers of lines"),
    OPT_END,
};

struct grep {
    struct cli *cli;
    const struct grep_args *args;
    wikijs_matcher *matcher;
    uint64_t places;
    struct match_printer printer;
    bool as_rows; /* JSON or a table: not grep's own form */
    void **rows;  /* copies, when they are printed at the end */
    size_t row_count;
    size_t pages, printed, lines;
    int status;
};

static void add_row(struct grep *grep, const wikijs_page_match *match)
{
    if (grep->cli->plan.format == FORMAT_JSONL) {
        const void *row = match;
        emit_list(grep->cli, &row, 1);
        return;
    }
    void *copy = wikijs_object_copy(grep->cli->plan.model, match);
    if (!copy) {
        grep->status = WIKIJS_E_NOMEM;
        return;
    }
    if ((grep->row_count & (grep->row_count - 1)) == 0) /* full at each power of two */
        grep->rows = xreallocarray(grep->rows, grep->row_count ? 2 * grep->row_count : 1, sizeof *grep->rows);
    grep->rows[grep->row_count++] = copy;
}

static bool on_line(const wikijs_page_match *match, void *payload)
{
    struct grep *grep = payload;
    if (grep->args->mode != MODE_LINES)
        return grep->args->mode == MODE_COUNT; /* that there is one says all */
    if (grep->as_rows)
        add_row(grep, match);
    else
        match_print(&grep->printer, match);
    return grep->status >= 0 && !grep->cli->out.error;
}

static void print_page(struct grep *grep, const wikijs_page *page, int count)
{
    wikijs_page_match row = { .id = page->id, .path = page->path, .locale = page->locale, .title = page->title };
    row.count = count;
    row.present = WIKIJS_BIT(WIKIJS_PAGE_MATCH_ID) | WIKIJS_BIT(WIKIJS_PAGE_MATCH_PATH) |
                  WIKIJS_BIT(WIKIJS_PAGE_MATCH_LOCALE) | WIKIJS_BIT(WIKIJS_PAGE_MATCH_TITLE);
    if (grep->args->mode == MODE_COUNT)
        row.present |= WIKIJS_BIT(WIKIJS_PAGE_MATCH_COUNT);
    if (grep->as_rows)
        add_row(grep, &row);
    else
        match_print_page(&grep->printer, &row);
}

static bool on_page(struct cli *cli, const wikijs_page *page, void *context)
{
    struct grep *grep = context;
    int count = wikijs_page_match_lines(page, grep->matcher, grep->places, on_line, grep, &cli->error);
    grep->pages++;
    if (count < 0) {
        grep->status = count;
        return false;
    }
    bool wanted = (count > 0) != (grep->args->mode == MODE_WITHOUT);
    if (wanted && grep->args->mode != MODE_LINES)
        print_page(grep, page, count);
    grep->printed += wanted;
    grep->lines += (size_t)count;
    if (!cli->terminal.out)
        stream_flush(&cli->out); /* who reads along sees what there is */
    return grep->status >= 0 && !cli->out.error;
}

static int print_rows(struct grep *grep)
{
    int code = EXIT_DONE;
    if (grep->as_rows && grep->cli->plan.format != FORMAT_JSONL)
        code = emit_list(grep->cli, (const void *const *)grep->rows, grep->row_count);
    for (size_t i = 0; i < grep->row_count; i++)
        wikijs_object_free(grep->rows[i]);
    free(grep->rows);
    return code;
}

static void note_sum(struct grep *grep)
{
    stream_flush(&grep->cli->out);
    report_note(grep->cli, "%zu line%s on %zu of %zu page%s", grep->lines, grep->lines == 1 ? "" : "s", grep->printed,
                grep->pages, grep->pages == 1 ? "" : "s");
}

static int search(struct cli *cli, struct grep *grep)
{
    struct page_set set;
    uint64_t fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) |
                      WIKIJS_BIT(WIKIJS_PAGE_TITLE) | grep->places;
    int code = selection_read(cli, &grep->args->selection, WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE), &set);
    if (code == 0)
        code = page_walk(cli, &set, fields, on_page, grep);
    page_set_free(&set);
    if (grep->status < 0)
        code = report_status(cli, grep->status);
    int printed = print_rows(grep);
    if (code == 0)
        code = printed;
    if (code == 0 && emit_is_for_people(cli) && grep->args->mode == MODE_LINES && !cli->out.pager.pid)
        note_sum(grep);
    return code == 0 && grep->printed == 0 ? EXIT_NO_MATCH : code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct grep_args *args = arguments;
    struct grep grep = { .cli = cli, .args = args };
    int code = places_read(cli, args->places, WIKIJS_BIT(WIKIJS_PAGE_CONTENT), &grep.places);
    if (code)
        return code;
    wikijs_matcher_options wanted = WIKIJS_MATCHER_OPTIONS_INIT;
    wanted.regex = args->regex != WIKIJS_NO;
    wanted.ignore_case = args->ignore_case;
    wanted.whole_words = args->words;
    int status = wikijs_matcher_new(operands->items[0], &wanted, &grep.matcher, &cli->error);
    if (status < 0)
        return report_usage(cli, "%s", cli->error.message);
    grep.as_rows = cli->plan.format != FORMAT_TABLE || cli->plan.table;
    grep.printer = (struct match_printer){ .cli = cli, .matcher = grep.matcher, .numbers = args->numbers != WIKIJS_NO };
    code = search(cli, &grep);
    match_printer_free(&grep.printer);
    wikijs_matcher_free(grep.matcher);
    return code;
}

static const struct example examples[] = {
    { "Pages that still point to the old host", "wikijs pages grep -F http://old.example.com" },
    { "Words in any case, below a path", "wikijs pages grep -i -w todo --path docs" },
    { "A regular expression, as JSON lines", "wikijs pages grep 'v1\\.\\d+' --json path,line,text --format jsonl" },
    { "A tag for all pages that have it", "wikijs pages grep -l deprecated | wikijs pages tag add review - --yes" },
    { "Pages without a licence notice", "wikijs pages grep -L 'CC BY-SA'" },
    { 0 },
};

const struct cmd cmd_pages_grep = {
    .name = "grep",
    .summary = "Search the text of pages",
    .usage = "<pattern>",
    .text =
        "Print the lines of pages that match a regular expression (PCRE2), or a text with --fixed. Unlike 'pages search' "
        "this looks at the sources themselves, whatever search engine the wiki has; it fetches them, 50 in a request and "
        "four requests at a time, and keeps none.\n\n"
        "In a pipe a line is PAGE:LINE:TEXT, on a terminal the lines stand below the name of their page and are cut to "
        "its width. Where a title or a description matches, its name stands in place of the line's number. A line is "
        "matched without its end. --format and --json give the same as values; bare --json lists them.\n\n"
        "Needs read:source. A page that may not be read is told, and the others are searched.",
    .exit_codes = "0 when something was found, 1 when nothing was. When pages could not be read, the code of that "
                  "failure, or 1 when they failed in several ways, whatever was found in the others.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct grep_args),
    .min_operands = 1,
    .max_operands = 1,
    .model = "PageMatch",
    .run = run,
    .since = "0.1",
};
