/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "cmd/pages/bulk.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct move_args {
    struct output_args output;
    struct selection_args selection;
    struct bulk_args bulk;
};

static const struct opt options[] = {
    SELECTION_OPTS(struct move_args, selection, "tag"),
    BULK_OPTS(struct move_args, bulk),
    BULK_UNDO_OPT(struct move_args, bulk),
    OPT_END,
};

/* --- one page --- */

/* Where the page is now: a destination without a locale means the page's own. Returns 0 or the exit code. */
static int find_page(struct cli *cli, const char *text, int64_t *id, char **locale)
{
    struct page_name name;
    int code = page_name_read(cli, text, &name);
    if (code == 0) {
        wikijs_page *page = NULL;
        context_ask_anew(cli, true);
        int status = page_fetch(cli, &name, WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE), &page);
        context_ask_anew(cli, false);
        if (status == 0) {
            *id = page->id;
            *locale = page->locale ? xstrdup(page->locale) : NULL;
        } else if (status == WIKIJS_E_FORBIDDEN) {
            code = ids_name(cli, &page_names, text, id);
            *locale = name.locale ? xstrdup(name.locale) : NULL;
        } else {
            code = report_status_of(cli, status, text);
        }
        wikijs_page_free(page);
    }
    page_name_free(&name);
    return code;
}

static int move(struct cli *cli, int64_t id, const char *locale, const struct page_name *place, const char *given)
{
    char path[256];
    int status = wikijs_page_path_normalize(place->id ? given : place->path, path, &cli->error);
    if (status < 0)
        return report_status(cli, status);
    const char *target = place->locale ? place->locale : locale;
    CALL(status, cli, wikijs_pages_move_async(cli->client, id, target, path, NULL, CALL_TASK),
         wikijs_pages_move_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, given);
    place_print(cli, "moved", id, target, path);
    return EXIT_DONE;
}

static int move_one(struct cli *cli, const struct operands *operands)
{
    int64_t id = 0;
    char *locale = NULL;
    struct page_name place = { 0 };
    int code = page_name_read(cli, operands->items[1], &place);
    if (code == 0)
        code = find_page(cli, operands->items[0], &id, &locale);
    if (code == 0)
        code = move(cli, id, locale, &place, operands->items[1]);
    page_name_free(&place);
    free(locale);
    return code;
}

/* --- many --- */

/* The new path: below the destination the page keeps what comes behind `top`, or (NULL) its last part. */
static char *new_path_of(const char *path, const char *top, const char *destination)
{
    const char *slash = strrchr(path, '/');
    const char *rest = top ? path + strlen(top) : slash ? slash + 1 : path;
    rest += strspn(rest, "/");
    size_t length = strlen(destination);
    while (length && destination[length - 1] == '/')
        length--;
    return xasprintf("%.*s%s%s", (int)length, destination, length && *rest ? "/" : "", rest);
}

static int plan_move(struct bulk *bulk, const wikijs_page_item *item, const char *top, const struct page_name *place)
{
    struct cli *cli = bulk->cli;
    char path[256];
    char *wanted = new_path_of(or_empty(item->path), top, place->path);
    int code = 0;
    if (wikijs_page_path_normalize(wanted, path, &cli->error) < 0) {
        code = report_status_of(cli, cli->error.code, wanted);
    } else {
        wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
        change.action = WIKIJS_BULK_MOVE;
        change.id = item->id;
        change.locale = item->locale;
        change.path = item->path;
        change.new_locale = place->locale ? place->locale : item->locale;
        change.new_path = path;
        char *to = page_name_of(cli, change.new_locale, path);
        char *what = xasprintf("-> %s", to);
        code = bulk_add(bulk, &change, what);
        free(what);
        free(to);
    }
    free(wanted);
    return code;
}

static char *trimmed(const char *path)
{
    path += strspn(path, "/");
    size_t length = strlen(path);
    while (length && path[length - 1] == '/')
        length--;
    return xstrndup(path, length);
}

static int plan(struct bulk *bulk, const struct move_args *args, const struct operands *operands)
{
    const char *destination = operands->items[operands->count - 1];
    const struct operands pages = { operands->items, operands->count - 1 };
    bool by_path = args->selection.path != NULL, is_one = operands->count == 2 && strcmp(pages.items[0], "-") != 0;
    size_t length = strlen(destination);
    if (!by_path && !is_one && (!length || destination[length - 1] != '/'))
        return report_usage(bulk->cli, "'%s' has to end with a slash: several pages are moved below it", destination);
    struct page_name place = { 0 };
    struct page_set set = { 0 };
    int code = page_name_read(bulk->cli, destination, &place);
    if (code == 0 && place.id)
        code = report_usage(bulk->cli, "'%s' is no path: write /%s", destination, destination);
    if (code == 0)
        code = bulk_choose(bulk, &pages, &args->selection, WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE), &set);
    char *top = by_path ? trimmed(args->selection.path) : NULL;
    for (size_t i = 0; i < set.count && code == 0; i++)
        code = plan_move(bulk, set.items[i], is_one ? or_empty(set.items[i]->path) : top, &place);
    free(top);
    page_set_free(&set);
    page_name_free(&place);
    return code;
}

static int move_many(struct cli *cli, const struct move_args *args, const struct operands *operands)
{
    struct bulk bulk;
    int code = bulk_begin(&bulk, cli, &args->bulk, "move");
    if (code == 0 && bulk_needs_plan(&bulk))
        code = plan(&bulk, args, operands);
    if (code == 0)
        code = bulk_finish(&bulk, "Move");
    bulk_end(&bulk);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct move_args *args = arguments;
    bool again = args->bulk.resume || args->bulk.undo,
         selected = selection_chooses(&args->selection) || (args->selection.locale && operands->count < 2);
    if (again && operands->count)
        return report_usage(cli, "'--resume' and '--undo' take no names: they know what was planned");
    if (!again && operands->count < (selected ? 1 : 2))
        return report_usage(cli, selected ? "'move' needs <destination>" : "'move' needs <page> <destination>");
    bool many = again || selected || operands->count > 2 || strcmp(operands->items[0], "-") == 0 ||
                bulk_wants_rows(cli);
    return many ? move_many(cli, args, operands) : move_one(cli, operands);
}

static const struct example examples[] = {
    { "To another path, in the same locale", "wikijs pages move docs/old docs/new" },
    { "To another locale", "wikijs pages move 123 de:doku/neu" },
    { "Several below a path", "wikijs pages move docs/a docs/b 17 archive/2026/" },
    { "A path with all that is below it", "wikijs pages move --path docs/old docs/new --dry-run" },
    { "As it was", "wikijs pages move --undo" },
    { 0 },
};

const struct cmd cmd_pages_move = {
    .name = "move",
    .alias = "mv",
    .summary = "Move pages to another path or locale",
    .usage = "<page>... <destination>",
    .text =
        "Move a page. The destination is a path, or locale:path; without a locale it stays in its own.\n\n"
        "Several pages are moved below a destination that ends with a slash, and keep the last part of their paths. With "
        "--path the destination takes the place of that path, for the page itself and all that is below it. The "
        "plan is shown and asked about, unless --yes is given; plan and outcome are kept in a journal, for --resume "
        "and --undo.\n\n"
        "Links to a page are not rewritten and no redirect is left. A title that equals the last part of the path "
        "is changed with it by the server.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct move_args),
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .model = "BulkItem",
    .run = run,
    .since = "0.1",
};
