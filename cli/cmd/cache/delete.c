/* SPDX-License-Identifier: MIT */
#include "cmd/cache/cache.h"

#include "ids.h"
#include "page_name.h"
#include "report.h"
#include "watch/dry_run.h"

#include <wikijs/cache.h>

struct delete_args {
    struct opt_list tags;
};

static const struct opt options[] = {
    OPT_LIST(struct delete_args, tags, 't', "tag", "<tag>", "whatever tells of this: pages, tree, search, users, ..."),
    OPT_END,
};

static int drop_page(struct cli *cli, const char *text, void *context)
{
    (void)context;
    struct page_name name;
    int code = page_name_read(cli, text, &name);
    if (code == 0) {
        int status = name.id ? wikijs_cache_drop_page(cli->client, name.id, &cli->error)
                             : wikijs_cache_drop_path(cli->client, name.locale, name.path, &cli->error);
        code = status < 0 ? cache_report(cli, status) : EXIT_DONE;
    }
    page_name_free(&name);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct delete_args *args = arguments;
    for (size_t i = 0; i < args->tags.count && cli->parsed.globals.dry_run; i++)
        dry_run_skips(cli, "forget what carries the tag %s", args->tags.items[i]);
    for (size_t i = 0; i < operands->count && cli->parsed.globals.dry_run; i++)
        dry_run_skips(cli, "forget %s", operands->items[i]);
    if (cli->parsed.globals.dry_run)
        return EXIT_DONE;
    if (!operands->count && !args->tags.count)
        return report_usage(cli, "name a page, or a tag with --tag");
    int code = context_connect(cli);
    for (size_t i = 0; i < args->tags.count && code == 0; i++) {
        int status = wikijs_cache_drop_tag(cli->client, args->tags.items[i], &cli->error);
        code = status < 0 ? cache_report(cli, status) : EXIT_DONE;
    }
    if (code == 0 && operands->count)
        code = ids_run(cli, operands, drop_page, NULL);
    if (code == EXIT_DONE)
        report_note(cli, "forgot what was asked for");
    return code;
}

static const struct example examples[] = {
    { "A page was edited in a browser", "wikijs cache delete docs/intro 17" },
    { "Lists and the tree are out of date", "wikijs cache delete --tag pages --tag tree" },
    { 0 },
};

const struct cmd cmd_cache_delete = {
    .name = "delete",
    .alias = "rm",
    .summary = "Forget single answers",
    .usage = "[<page>...]",
    .text =
        "Forget what is known of pages, by id or by path, or of whatever carries a tag; docs/caching.md names the tags. "
        "'-' stands for the lines of standard input. Nothing is sent to the wiki.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct delete_args),
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
