/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

/* A version knows its path, and takes the page back there. */
static void print_place(struct cli *cli, int64_t id)
{
    struct page_name name = { .id = id };
    wikijs_page *page = NULL;
    context_ask_anew(cli, true);
    int status = page_fetch(cli, &name, WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE), &page);
    context_ask_anew(cli, false);
    if (status < 0)
        report_warning(cli, "where the page is now cannot be read: %s", cli->error.message);
    else
        place_print(cli, "restored", id, page->locale, or_empty(page->path));
    wikijs_page_free(page);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int64_t id, version;
    int code = version_read(cli, operands->items[1], &version);
    if (code == 0)
        code = ids_name(cli, &page_names, operands->items[0], &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_pages_restore_async(cli->client, id, version, NULL, CALL_TASK),
         wikijs_pages_restore_finish(task.call, &cli->error));
    if (status < 0)
        return version_report(cli, status, operands->items[0], version);
    print_place(cli, id);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Bring version 45 back", "wikijs pages restore docs/intro 45" },
    { 0 },
};

const struct cmd cmd_pages_restore = {
    .name = "restore",
    .summary = "Bring an earlier version back",
    .usage = "<page> <version>",
    .text =
        "Bring the source, title and path of an earlier version back, and print the page's id and its address, which "
        "is the old one again if the page was moved since. The state before it becomes a version, too, so that this "
        "can be undone. Tags stay as they are: versions hold none.",
    .examples = examples,
    .min_operands = 2,
    .max_operands = 2,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
