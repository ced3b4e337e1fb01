/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include <inttypes.h>
#include <stdlib.h>

struct search_args {
    struct output_args output;
    const char *path;
    int64_t limit;
};

static const struct opt options[] = {
    OPT_STRING(struct search_args, path, 0, "path", "<path>", "only below this path", .complete = COMPLETE_PAGE),
    OPT_INT(struct search_args, limit, 'L', "limit", "<n>", "at most so many hits; 0: all"),
    OPT_END,
};

static char *join(const struct operands *operands)
{
    struct buffer text = { 0 };
    for (size_t i = 0; i < operands->count; i++)
        buffer_addf(&text, "%s%s", i ? " " : "", operands->items[i]);
    return text.data;
}

static int print_hits(struct cli *cli, const wikijs_page_search *search, int64_t limit)
{
    size_t count = search->results.count;
    if (limit && count > (size_t)limit)
        count = (size_t)limit;
    int code = emit_list(cli, (const void *const *)search->results.items, count);
    if (!emit_is_for_people(cli))
        return code;
    if (count == 0)
        report_note(cli, "nothing found");
    if (search->total_hits > (int64_t)count)
        report_note(cli, "%zu of %" PRId64 " hits", count, search->total_hits);
    for (size_t i = 0; i < search->suggestions.count; i++)
        report_note(cli, "similar: %s", search->suggestions.items[i]);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct search_args *args = arguments;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_pages_search_options wanted = WIKIJS_PAGES_SEARCH_OPTIONS_INIT;
    wanted.path = args->path;
    wanted.locale = cli->parsed.globals.locale;
    char *text = join(operands);
    wikijs_page_search *search = NULL;
    int status;
    CALL(status, cli, wikijs_pages_search_async(cli->client, text, &wanted, CALL_TASK),
         wikijs_pages_search_finish(task.call, &search, &cli->error));
    code = status < 0 ? report_status(cli, status) : print_hits(cli, search, args->limit);
    wikijs_page_search_free(search);
    free(text);
    return code;
}

static const struct example examples[] = {
    { "Pages about backups", "wikijs pages search backup" },
    { "Only German ones below a path", "wikijs pages search sicherung --locale de --path it" },
    { "Locale and path of the hits", "wikijs pages search backup --json locale,path" },
    { 0 },
};

const struct cmd cmd_pages_search = {
    .name = "search",
    .summary = "Search pages with the wiki's search engine",
    .usage = "<text>...",
    .text = "Search with the engine that the wiki has switched on.\n\n"
            "The default engine looks at titles, descriptions and paths only, not at the text of pages, and gives at "
            "most 100 hits. The id of a hit is not the page's id with every engine: use its locale and path.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct search_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "PageSearchResult",
    .run = run,
    .since = "0.1",
};
