/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include <stdlib.h>
#include <string.h>

struct links_args {
    struct output_args output;
};

static bool is_wanted(const wikijs_page_link *link, const struct page_name *name)
{
    if (name->id)
        return link->id == name->id;
    const char *slash = name->path ? strchr(or_empty(link->path), '/') : NULL;
    return !name->path || (slash && strcmp(slash + 1, name->path) == 0);
}

static int print_links(struct cli *cli, const wikijs_page_link_list *list, const struct page_name *name,
                       const char *given)
{
    size_t count = wikijs_page_link_list_count(list);
    const void **rows = xreallocarray(NULL, count, sizeof *rows);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const wikijs_page_link *link = wikijs_page_link_list_at(list, i);
        if (is_wanted(link, name))
            rows[kept++] = link;
    }
    int code = EXIT_DONE;
    if (given && kept == 0) {
        cli->error = (wikijs_error){ .retry_after_ms = -1 };
        code = report_status_of(cli, WIKIJS_E_NOT_FOUND, given);
    } else {
        code = emit_list(cli, rows, kept);
    }
    free(rows);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    struct page_name name = { 0 };
    const char *given = operands->count ? operands->items[0] : NULL;
    int code = given ? page_name_read(cli, given, &name) : context_connect(cli);
    if (code == 0) {
        wikijs_page_link_list *list = NULL;
        int status;
        CALL(status, cli, wikijs_pages_links_async(cli->client, name.locale, NULL, CALL_TASK),
             wikijs_pages_links_finish(task.call, &list, &cli->error));
        code = status < 0 ? report_status(cli, status) : print_links(cli, list, &name, given);
        wikijs_page_link_list_free(list);
    }
    page_name_free(&name);
    return code;
}

static const struct example examples[] = {
    { "The links of all pages", "wikijs pages links" },
    { "Where one page points to", "wikijs pages links docs/intro --json links --jq '.[].links[]'" },
    { "Pages that point to a page",
      "wikijs pages links --json path,links --jq '.[] | select(any(.links[]; . == \"en/docs/intro\")).path'" },
    { 0 },
};

const struct cmd cmd_pages_links = {
    .name = "links",
    .summary = "List pages with the pages they link to",
    .usage = "[<page>]",
    .text = "List the pages of a locale (--locale) with the pages that they link to, or those of one page. Both are "
            "written as locale/path.",
    .examples = examples,
    .args_size = sizeof(struct links_args),
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .model = "PageLinkItem",
    .run = run,
    .since = "0.1",
};
