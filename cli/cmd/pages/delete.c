/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "cmd/pages/bulk.h"

#include <stdlib.h>
#include <string.h>

struct delete_args {
    struct output_args output;
    struct selection_args selection;
    struct bulk_args bulk;
};

static const struct opt options[] = {
    SELECTION_OPTS(struct delete_args, selection, "tag"),
    BULK_OPTS(struct delete_args, bulk),
    OPT_END,
};

static int delete_one(struct cli *cli, const struct ids *ids)
{
    const char *name = ids->items[0];
    int64_t id = 0;
    int code = context_connect(cli);
    if (code == 0)
        code = ids_name(cli, &page_names, name, &id); /* nobody is asked about a page that is not there */
    if (code == 0)
        code = ids_confirm_delete(cli, ids, false, "page");
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_pages_delete_async(cli->client, id, NULL, CALL_TASK),
         wikijs_pages_delete_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "deleted %s", name);
    return EXIT_DONE;
}

static int plan(struct bulk *bulk, const struct page_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        const wikijs_page_item *item = set->items[i];
        wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
        change.action = WIKIJS_BULK_DELETE;
        change.id = item->id;
        change.locale = item->locale;
        change.path = item->path;
        int code = bulk_add(bulk, &change, or_empty(item->title));
        if (code)
            return code;
    }
    return 0;
}

/* As "--path $FOLDER/" does where FOLDER is not set. */
static bool selects_all(const struct selection_args *selection)
{
    return selection->path && !selection->path[strspn(selection->path, "/")] && !selection->locale &&
           selection->tags.count == 0;
}

static int delete_many(struct cli *cli, const struct delete_args *args, const struct operands *operands)
{
    struct bulk bulk;
    struct page_set set = { 0 };
    if (args->bulk.resume && operands->count)
        return report_usage(cli, "'--resume' takes no names: it knows what was planned");
    if (selects_all(&args->selection))
        return report_usage(cli, "'--path %s' is the whole wiki: name what is to be deleted", args->selection.path);
    int code = bulk_begin(&bulk, cli, &args->bulk, "delete");
    if (code == 0 && bulk_needs_plan(&bulk)) {
        code = bulk_choose(&bulk, operands, &args->selection,
                           WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_TITLE), &set);
        if (code == 0)
            code = plan(&bulk, &set);
    }
    if (code == 0)
        code = bulk_finish(&bulk, "Delete");
    page_set_free(&set);
    bulk_end(&bulk);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct delete_args *args = arguments;
    bool many = !ids_is_one(operands) || args->bulk.resume || selection_chooses(&args->selection) ||
                bulk_wants_rows(cli);
    if (many)
        return delete_many(cli, args, operands);
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = delete_one(cli, &ids);
    ids_free(&ids);
    return code;
}

static const struct example examples[] = {
    { "Delete one page, after a question", "wikijs pages delete 123" },
    { "Delete several without being asked", "wikijs pages delete --yes docs/old docs/older 17" },
    { "All pages with a tag: first a look, then for good", "wikijs pages delete --tag trash --dry-run" },
    { "All below a path", "wikijs pages delete --path drafts" },
    { "What a list found", "wikijs pages list --filter title:test | wikijs pages delete --yes -" },
    { "Go on after an interruption", "wikijs pages delete --resume" },
    { 0 },
};

const struct cmd cmd_pages_delete = {
    .name = "delete",
    .alias = "rm",
    .summary = "Delete pages",
    .usage = "<page>...",
    .text = "Delete pages. The server offers no way to bring them back.\n\n"
            "On a terminal it asks first, unless --yes is given; elsewhere it needs --yes. '-' stands for the lines of "
            "standard input; of each what is before the first tab counts. A page that cannot be deleted does not keep "
            "the others from it: the exit code is 1 then, or that of the failure when all failed alike.\n\n"
            "Several are deleted by a plan whose outcome is kept in a journal: --resume goes on after an interruption.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct delete_args),
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .model = "BulkItem",
    .run = run,
    .since = "0.1",
};
