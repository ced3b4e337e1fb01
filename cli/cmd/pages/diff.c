/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "cmd/pages/diff_print.h"
#include "command/tree.h"

#include "diff/unified.h"
#include "output/cell.h"
#include "text/sanitize.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* One side of the comparison, copied out of what the server gave. */
struct side {
    char *label;
    char *text;
    size_t length;
};

static void side_free(struct side *side)
{
    free(side->label);
    free(side->text);
}

/* A path cannot hold a newline or a tab, but the server is not trusted with the diff's own lines. */
static char *make_label(const char *path, const char *what, int64_t time)
{
    struct buffer label = { 0 };
    sanitize(&label, path, strlen(path), SANITIZE_LINE);
    buffer_addf(&label, "\t%s, ", what);
    cell_add_time(&label, time, false);
    return label.data;
}

static int fetch_version(struct cli *cli, int64_t id, int64_t number, struct side *side)
{
    wikijs_page_version *version = NULL;
    int status;
    CALL(status, cli, wikijs_pages_version_async(cli->client, id, number, NULL, CALL_TASK),
         wikijs_pages_version_finish(task.call, &version, &cli->error));
    if (status == 0) {
        char *what = xasprintf("version %" PRId64, number);
        side->label = make_label(or_empty(version->path), what, version->version_date);
        side->text = xstrndup(or_empty(version->content.ptr), version->content.len);
        side->length = version->content.len;
        free(what);
    }
    wikijs_page_version_free(version);
    return status;
}

static int fetch_current(struct cli *cli, int64_t id, struct side *side)
{
    struct page_name name = { .id = id };
    uint64_t fields = WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT) |
                      WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT);
    wikijs_page *page = NULL;
    int status = page_fetch(cli, &name, fields, &page);
    if (status == 0) {
        side->label = make_label(or_empty(page->path), "current", page->updated_at);
        side->text = xstrndup(or_empty(page->content.ptr), page->content.len);
        side->length = page->content.len;
    }
    wikijs_page_free(page);
    return status;
}

/* The version before the last change; 0 when the page never changed. */
static int find_newest(struct cli *cli, int64_t id, int64_t *number)
{
    wikijs_pages_history_options wanted = WIKIJS_PAGES_HISTORY_OPTIONS_INIT;
    wanted.offset_size = 1;
    wikijs_page_history *history = NULL;
    int status;
    CALL(status, cli, wikijs_pages_history_async(cli->client, id, &wanted, CALL_TASK),
         wikijs_pages_history_finish(task.call, &history, &cli->error));
    *number = status == 0 && history->trail.count ? history->trail.items[0]->version_id : 0;
    wikijs_page_history_free(history);
    return status;
}

static int compare(struct cli *cli, const char *page, int64_t id, const int64_t versions[2], size_t count)
{
    struct side old = { 0 }, new = { 0 };
    int64_t first = versions[0];
    int status = count ? 0 : find_newest(cli, id, &first);
    if (status == 0 && first == 0) {
        report_note(cli, "never changed since it was created");
        return EXIT_DONE;
    }
    int64_t asked = first;
    if (status == 0)
        status = fetch_version(cli, id, first, &old);
    if (status == 0)
        asked = count == 2 ? versions[1] : 0;
    if (status == 0)
        status = count == 2 ? fetch_version(cli, id, versions[1], &new) : fetch_current(cli, id, &new);
    int code = status < 0 ? version_report(cli, status, page, asked) : EXIT_DONE;
    if (status == 0) {
        struct buffer diff = { 0 };
        struct diff_side a = { old.label, old.text, old.length }, b = { new.label, new.text, new.length };
        if (diff_unified(&diff, &a, &b))
            diff_emit(cli, &diff);
        else
            report_note(cli, count ? "the sources are the same"
                                   : "the last change left the source as it was: 'wikijs pages history' lists all");
        buffer_free(&diff);
    }
    side_free(&old);
    side_free(&new);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int64_t id, versions[2] = { 0 };
    int code = 0;
    for (size_t i = 1; i < operands->count && code == 0; i++)
        code = version_read(cli, operands->items[i], &versions[i - 1]);
    if (code == 0)
        code = ids_name(cli, &page_names, operands->items[0], &id);
    return code ? code : compare(cli, operands->items[0], id, versions, operands->count - 1);
}

static const struct example examples[] = {
    { "What the last change did", "wikijs pages diff docs/intro" },
    { "What changed since version 45", "wikijs pages diff docs/intro 45" },
    { "Between two versions", "wikijs pages diff 123 45 47" },
    { 0 },
};

const struct cmd cmd_pages_diff = {
    .name = "diff",
    .summary = "Show the changes between versions of a page",
    .usage = "<page> [<version> [<version>]]",
    .text = "Show how the source of a page changed, as a unified diff that patch(1) takes: without a version what the "
            "last change did, with one what changed since, with two what lies between them.\n\n"
            "The exit code is 0 whether there are differences or not. Needs read:history.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 3,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
