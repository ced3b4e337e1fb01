/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "markup/markup.h"

#include <stdlib.h>
#include <string.h>

/* Lines that are longer are hard to read. */
enum { WIDEST = 100 };

static const uint64_t fields = WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) |
                               WIKIJS_BIT(WIKIJS_PAGE_CONTENT) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT_TYPE);

static void show_heading(struct flow *flow, const wikijs_page *page)
{
    struct flow_text text = { 0 };
    const char *title = or_empty(page->title), *description = or_empty(page->description);
    flow_text_add(&text, title, strlen(title), FLOW_BOLD | FLOW_UNDERLINE);
    flow_paragraph(flow, &text, 0);
    flow_text_free(&text);
    flow_text_add(&text, description, strlen(description), FLOW_DIM);
    flow->tight = true;
    flow_paragraph(flow, &text, 0);
    flow->tight = false;
    flow_text_free(&text);
}

/* Returns false when the source itself is to be shown. */
static bool show_content(struct cli *cli, struct flow *flow, const wikijs_page *page)
{
    const char *type = or_empty(page->content_type);
    if (strcmp(type, "html") == 0) {
        html_render(flow, or_empty(page->content.ptr), page->content.len);
        return true;
    }
    if (strcmp(type, "markdown") != 0)
        return false;
    char *problem = markdown_render(flow, or_empty(page->content.ptr), page->content.len);
    if (problem)
        report_warning(cli, "%s: this is the source", problem);
    bool good = !problem;
    free(problem);
    return good;
}

static void show(struct cli *cli, const wikijs_page *page)
{
    struct buffer out = { 0 };
    size_t columns = cli->terminal.columns < WIDEST ? cli->terminal.columns : WIDEST;
    struct flow flow = {
        .out = &out, .columns = columns, .color = cli->terminal.color_out, .unicode = cli->terminal.unicode
    };
    show_heading(&flow, page);
    bool rendered = show_content(cli, &flow, page);
    context_page(cli);
    stream_add(&cli->out, buffer_text(&out), out.length);
    if (!rendered) {
        stream_adds(&cli->out, "\n");
        source_print(cli, page->content.ptr, page->content.len);
    }
    flow_free(&flow);
    buffer_free(&out);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    struct page_name name;
    int code = page_name_read(cli, operands->items[0], &name);
    if (code == 0) {
        wikijs_page *page = NULL;
        int status = page_fetch(cli, &name, fields, &page);
        if (status < 0)
            code = report_status_of(cli, status, operands->items[0]);
        else
            show(cli, page);
        wikijs_page_free(page);
    }
    page_name_free(&name);
    return code;
}

static const struct example examples[] = {
    { "Read a page in the terminal", "wikijs pages view docs/intro" },
    { "Without colours and pager", "NO_COLOR=1 wikijs pages view docs/intro --no-pager" },
    { "As plain text in a file", "wikijs pages view docs/intro > intro.txt" },
    { 0 },
};

const struct cmd cmd_pages_view = {
    .name = "view",
    .summary = "Read a page in the terminal",
    .usage = "<page>",
    .text =
        "Show a page as it is meant to be read: headings, emphasis, lists, tables, code and the targets of links, broken "
        "into lines of the terminal's width (100 columns at most), through the pager.\n\n"
        "Markdown is rendered here; of HTML pages the tags are taken away; pages of other editors are shown as "
        "they are. Where there are no colours, emphasis keeps its marks. 'pages get' shows the source.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
