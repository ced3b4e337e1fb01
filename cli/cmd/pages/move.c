/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include <stdlib.h>

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

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
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

static const struct example examples[] = {
    { "To another path, in the same locale", "wikijs pages move docs/old docs/new" },
    { "To another locale", "wikijs pages move 123 de:doku/neu" },
    { 0 },
};

const struct cmd cmd_pages_move = {
    .name = "move",
    .alias = "mv",
    .summary = "Move a page to another path or locale",
    .usage = "<page> <destination>",
    .text = "Move a page. The destination is a path, or locale:path; without a locale it stays in its own.\n\n"
            "Links to the page are not rewritten and no redirect is left. A title that equals the last part of the "
            "path is changed with it by the server.",
    .examples = examples,
    .min_operands = 2,
    .max_operands = 2,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
