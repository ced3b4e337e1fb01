/* SPDX-License-Identifier: MIT */
#include "cmd/comments/comments.h"

#include "call.h"
#include "output/rows.h"
#include "page_name.h"
#include "report.h"

#include <wikijs/comments.h>

#include <wikijs/page.h>

struct list_args {
    struct output_args output;
};

static int print_list(struct cli *cli, const wikijs_comment_list *list)
{
    struct rows rows;
    ROWS_OF(&rows, wikijs_comment, list);
    return rows_print(cli, &rows, "no comments");
}

static int list_at(struct cli *cli, const char *locale, const char *path, const char *shown)
{
    wikijs_comments_list_options wanted = WIKIJS_COMMENTS_LIST_OPTIONS_INIT;
    wanted.fields = cli->plan.fields;
    wanted.locale = locale;
    wanted.check_page = true;
    wikijs_comment_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_comments_list_async(cli->client, path, &wanted, CALL_TASK),
         wikijs_comments_list_finish(task.call, &list, &cli->error));
    int code = status < 0 ? report_status_of(cli, status, shown) : print_list(cli, list);
    wikijs_comment_list_free(list);
    return code;
}

/* The server names the page of a list by its path only. */
static int list_of_id(struct cli *cli, const struct page_name *name, const char *shown)
{
    wikijs_page *page = NULL;
    uint64_t fields = WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE);
    int status = page_fetch(cli, name, fields, &page);
    int code = status < 0 ? report_status_of(cli, status, shown) : list_at(cli, page->locale, page->path, shown);
    wikijs_page_free(page);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    const char *shown = operands->items[0];
    struct page_name name;
    int code = page_name_read(cli, shown, &name);
    if (code == 0)
        code = name.id ? list_of_id(cli, &name, shown) : list_at(cli, name.locale, name.path, shown);
    page_name_free(&name);
    return code;
}

static const struct example examples[] = {
    { "What was said", "wikijs comments list docs/intro" },
    { "All of it", "wikijs comments list 123 --json id,authorName,content" },
    { 0 },
};

const struct cmd cmd_comments_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the comments on a page",
    .usage = "<page>",
    .text =
        "List the comments on a page, oldest first. authorEmail and authorIP are for administrators, and shown when --json names them. The source is for those who may write comments: for others the column is empty, and --json id,render shows the HTML.",
    .examples = examples,
    .args_size = sizeof(struct list_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .model = "CommentPost",
    .run = run,
    .since = "0.1",
};
