/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "terminal/browser.h"

#include <stdlib.h>

/* The address of the page; the page itself is asked for, so that what does not exist is not opened. Returns 0 or the exit code. */
static int find_address(struct cli *cli, const char *text, char **url)
{
    struct page_name name;
    int code = page_name_read(cli, text, &name);
    if (code == 0) {
        wikijs_page *page = NULL;
        int status = page_fetch(cli, &name, WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE), &page);
        if (status == WIKIJS_E_FORBIDDEN && name.path) /* the browser may be allowed what the key is not */
            *url = page_url(cli, name.locale, name.path);
        else if (status < 0)
            code = report_status_of(cli, status, text);
        else
            *url = page_url(cli, page->locale ? page->locale : name.locale, or_empty(page->path));
        wikijs_page_free(page);
    }
    page_name_free(&name);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    char *url = NULL;
    int code = find_address(cli, operands->items[0], &url);
    if (code == 0 && !browser_open(url))
        stream_addf(&cli->out, "%s\n", url);
    free(url);
    return code;
}

static const struct example examples[] = {
    { "Open a page in the browser", "wikijs pages open docs/intro" },
    { "In one of your choice", "BROWSER=firefox wikijs pages open docs/intro" },
    { "Only its address", "BROWSER= wikijs pages open docs/intro" },
    { 0 },
};

const struct cmd cmd_pages_open = {
    .name = "open",
    .summary = "Open a page in the browser",
    .usage = "<page>",
    .text = "Open a page in the browser: the first program of BROWSER (a list separated by colons) that starts, else "
            "xdg-open. Where there is none, or BROWSER is set to nothing, the address is printed.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
