/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"
#include "ids_batch.h"

#include "output/cell.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct get_args {
    struct output_args output;
    bool raw;
    bool front_matter;
    bool render;
};

static const struct opt options[] = {
    OPT_FLAG(struct get_args, raw, 'r', "raw", "the source to the byte, with nothing added"),
    OPT_FLAG(struct get_args, front_matter, 0, "front-matter",
             "the source with front matter, as Wiki.js stores it in git"),
    OPT_FLAG(struct get_args, render, 0, "render", "the HTML that the server made of it"),
    OPT_END,
};

#define BIT(name) WIKIJS_BIT(WIKIJS_PAGE_##name)

/* All of these can be had with the right to read sources alone. */
static const uint64_t heading_fields = BIT(PATH) | BIT(LOCALE) | BIT(TITLE) | BIT(DESCRIPTION) | BIT(TAGS) |
                                       BIT(UPDATED_AT) | BIT(CONTENT);
static const uint64_t front_matter_fields = BIT(TITLE) | BIT(DESCRIPTION) | BIT(IS_PUBLISHED) | BIT(UPDATED_AT) |
                                            BIT(TAGS) | BIT(EDITOR) | BIT(CREATED_AT) | BIT(CONTENT_TYPE) |
                                            BIT(CONTENT);

static bool wants_heading(const struct cli *cli, const struct get_args *args)
{
    return emit_is_for_people(cli) && !args->raw;
}

static uint64_t choose_fields(const struct cli *cli, const struct get_args *args)
{
    if (cli->plan.fields || cli->plan.format != FORMAT_TABLE)
        return cli->plan.fields;
    if (args->front_matter)
        return front_matter_fields;
    if (args->render)
        return BIT(RENDER);
    return wants_heading(cli, args) ? heading_fields : BIT(CONTENT);
}

static void print_line(struct cli *cli, const char *name, const char *text, size_t length)
{
    const char *dim = cli->terminal.color_out ? "\033[2m" : "";
    const char *plain = cli->terminal.color_out ? "\033[0m" : "";
    if (!length)
        return;
    stream_addf(&cli->out, "%s%-12s%s", dim, name, plain);
    stream_foreign_line(&cli->out, text, length);
    stream_adds(&cli->out, "\n");
}

static void print_heading(struct cli *cli, const wikijs_page *page)
{
    const char *bold = cli->terminal.color_out ? "\033[1m" : "";
    const char *plain = cli->terminal.color_out ? "\033[0m" : "";
    const char *title = or_empty(page->title);
    stream_adds(&cli->out, bold);
    stream_foreign_line(&cli->out, title, strlen(title));
    stream_addf(&cli->out, "%s\n", plain);
    if (page->description)
        print_line(cli, "description", page->description, strlen(page->description));
    if (page->path) {
        char *url = page_url(cli, page->locale, page->path);
        print_line(cli, "address", url, strlen(url));
        free(url);
    }
    struct buffer text = { 0 };
    cell_add_field(&text, cli->plan.model, page, WIKIJS_PAGE_TAGS, true);
    print_line(cli, "tags", buffer_text(&text), text.length);
    buffer_clear(&text);
    cell_add_field(&text, cli->plan.model, page, WIKIJS_PAGE_UPDATED_AT, true);
    print_line(cli, "updated", buffer_text(&text), text.length);
    buffer_free(&text);
    stream_adds(&cli->out, "\n");
}

/* As it is; on a terminal what follows begins on a line of its own. */
static void print_raw(struct cli *cli, const char *text, size_t length)
{
    if (cli->out.to_user)
        source_print(cli, text, length);
    else
        stream_foreign(&cli->out, text, length);
}

static void print_front_matter(struct cli *cli, const wikijs_page *page)
{
    size_t length = wikijs_page_to_source(page, NULL, 0);
    char *text = xmalloc(length + 1);
    wikijs_page_to_source(page, text, length + 1);
    print_raw(cli, text, length);
    free(text);
}

static int print_page(struct cli *cli, const struct get_args *args, const wikijs_page *page)
{
    if (cli->plan.fields || cli->plan.format != FORMAT_TABLE)
        return emit_object(cli, page);
    if (!args->raw)
        context_page(cli);
    if (args->front_matter) {
        print_front_matter(cli, page);
    } else if (args->render) {
        source_print(cli, page->render.ptr, page->render.len);
    } else if (args->raw) {
        print_raw(cli, page->content.ptr, page->content.len);
    } else {
        if (wants_heading(cli, args))
            print_heading(cli, page);
        source_print(cli, page->content.ptr, page->content.len);
    }
    return EXIT_DONE;
}

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    wikijs_pages_get_options wanted = WIKIJS_PAGES_GET_OPTIONS_INIT;
    wanted.fields = choose_fields(cli, work->input);
    if (id)
        return wikijs_pages_get_async(cli->client, id, &wanted, NULL, NULL, call);
    struct page_name name;
    free(page_name_parse(&name, work->name, cli->settings.url));
    int status = wikijs_pages_get_by_path_async(cli->client, name.locale, name.path, &wanted, NULL, NULL, call);
    page_name_free(&name);
    return status;
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    int64_t id = 0;
    wikijs_page *page = NULL;
    page_id_of_name(cli, name, &id);
    int status = id ? wikijs_pages_get_finish(call, &page, &cli->error)
                    : wikijs_pages_get_by_path_finish(call, &page, &cli->error);
    *result = page;
    return status < 0 ? report_status_of(cli, status, name) : EXIT_DONE;
}

static void release(void *result)
{
    wikijs_page_free(result);
}

/* A path is as good as an id. */
static const struct ids_names names = { .read = page_id_of_name };
static const struct ids_job job = { start, end, release };

/* Formatted output is one list; sources follow each other. */
static int print_many(struct cli *cli, const struct ids *ids, const struct ids_work *work)
{
    if (cli->plan.fields || cli->plan.format != FORMAT_TABLE)
        return ids_print(cli, ids, work);
    int code = EXIT_DONE;
    bool first = true;
    for (size_t i = 0; i < ids->count && code == EXIT_DONE; i++) {
        if (!work->results[i])
            continue;
        if (!first && emit_is_for_people(cli))
            stream_adds(&cli->out, "\n");
        first = false;
        code = print_page(cli, work->input, work->results[i]);
    }
    return code;
}

static int get_many(struct cli *cli, const struct get_args *args, const struct ids *ids)
{
    struct ids_work work = { .input = args };
    int code = ids_do(cli, ids, &names, &job, &work);
    int printed = print_many(cli, ids, &work);
    ids_work_end(ids, &job, &work);
    return code ? code : printed;
}

/* By its path one page costs one request: it need not be asked for its id. */
static int get_one(struct cli *cli, const struct get_args *args, const char *text)
{
    struct page_name name;
    int code = page_name_read(cli, text, &name);
    if (code == 0) {
        wikijs_page *page = NULL;
        int status = page_fetch(cli, &name, choose_fields(cli, args), &page);
        code = status < 0 ? report_status_of(cli, status, text) : print_page(cli, args, page);
        wikijs_page_free(page);
    }
    page_name_free(&name);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct get_args *args = arguments;
    bool formatted = cli->plan.fields || cli->plan.format != FORMAT_TABLE;
    if (args->raw + args->front_matter + args->render + formatted > 1)
        return report_usage(cli, "'--raw', '--front-matter', '--render' and JSON exclude each other");
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = ids.count == 1 && !ids.from_stdin ? get_one(cli, args, ids.items[0]) : get_many(cli, args, &ids);
    ids_free(&ids);
    return code;
}

static const struct example examples[] = {
    { "Read a page", "wikijs pages get docs/intro" },
    { "Keep its source in a file, to the byte", "wikijs pages get --raw docs/intro > intro.md" },
    { "Name it as the browser does", "wikijs pages get https://wiki.example.com/en/docs/intro#install" },
    { "Sources of all pages with a tag, as JSON lines",
      "wikijs pages list --tag howto | wikijs pages get --json path,content --format jsonl -" },
    { "Its title and when it was changed", "wikijs pages get 123 --json title,updatedAt" },
    { "As Wiki.js writes it into a git repository", "wikijs pages get 123 --front-matter" },
    { 0 },
};

const struct cmd cmd_pages_get = {
    .name = "get",
    .summary = "Show the source of pages",
    .usage = "<page>...",
    .text =
        "Show the source of a page: on a terminal below a heading and through the pager, in a pipe alone, with a "
        "newline at its end.\n\n"
        "The server shows sources to credentials with read:source. Where these may read nothing else of a page, "
        "it is read through the server's download route.\n\n"
        "Several are fetched in a few requests and follow each other; with --json they are one list, as are those that '-' names, also when it is one. '-' stands for "
        "the lines of standard input. A page that cannot be read does not keep the others from it.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct get_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .model = "Page",
    .run = run,
    .since = "0.1",
};
