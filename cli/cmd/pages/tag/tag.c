/* SPDX-License-Identifier: MIT */
#include "cmd/pages/tag/tag.h"

#include "call.h"
#include "cmd/pages/values.h"
#include "memory.h"
#include "report.h"
#include "text/or_empty.h"

#include <stdlib.h>
#include <string.h>
#include <wikijs/pages.h>

static const struct cmd *const commands[] = { &cmd_pages_tag_add, &cmd_pages_tag_remove, &cmd_pages_tag_rename,
                                              &cmd_pages_tag_delete, NULL };

static const struct example examples[] = {
    { "A tag for three pages", "wikijs pages tag add howto docs/setup docs/update 17" },
    { 0 },
};

const struct cmd cmd_pages_tag = {
    .name = "tag",
    .summary = "Give tags to pages, and take them away",
    .text =
        "Give tags to many pages, and take them away; rename a tag or delete it everywhere. 'pages tags' lists those in use.",
    .if_missing = "wikijs pages tags",
    .if_taken = "wikijs pages tag add, and then pages tag delete, to make two tags one",
    .examples = examples,
    .subs = commands,
    .since = "0.1",
};

int tag_find(struct cli *cli, const char *tag, int64_t *id)
{
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_page_tag_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_pages_tags_async(cli->client, NULL, CALL_TASK),
         wikijs_pages_tags_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    *id = 0;
    for (size_t i = 0; i < wikijs_page_tag_list_count(list) && !*id; i++)
        if (strcmp(or_empty(wikijs_page_tag_list_at(list, i)->tag), tag) == 0)
            *id = wikijs_page_tag_list_at(list, i)->id;
    wikijs_page_tag_list_free(list);
    if (*id)
        return 0;
    report_failure("there is no tag '%s'", tag);
    report_advice("wikijs pages tags");
    return EXIT_NOT_FOUND;
}

const struct opt tag_options[] = {
    SELECTION_OPTS(struct tag_args, selection, "with-tag"),
    BULK_OPTS(struct tag_args, bulk),
    BULK_UNDO_OPT(struct tag_args, bulk),
    OPT_END,
};

/* "linux,howto" taken apart; frees with free_list(). */
static struct opt_list split(char *text)
{
    struct opt_list list = { .items = xcalloc(strlen(text) / 2 + 1, sizeof *list.items) };
    for (char *rest = text, *tag; (tag = strsep(&rest, ",")) != NULL;)
        if (tag[strspn(tag, " ")])
            list.items[list.count++] = tag;
    return list;
}

static int change(struct bulk *bulk, const struct tag_args *args, const struct operands *operands, bool add)
{
    char *text = xstrdup(operands->items[0]);
    struct opt_list tags = split(text);
    struct new_values values = { 0 };
    *(add ? &values.add_tags : &values.remove_tags) = tags;
    const struct operands pages = { operands->items + 1, operands->count - 1 };
    struct page_set set = { 0 };
    int code = tags.count ? bulk_choose(bulk, &pages, &args->selection, values_fields, &set)
                          : report_usage(bulk->cli, "'%s' names no tag", operands->items[0]);
    if (code == 0)
        code = values_change(bulk, &set, &values);
    page_set_free(&set);
    free(tags.items);
    free(text);
    return code;
}

int tag_run(struct cli *cli, const struct tag_args *args, const struct operands *operands, bool add)
{
    bool again = args->bulk.resume || args->bulk.undo;
    if (again && operands->count)
        return report_usage(cli, "'--resume' and '--undo' take no names: they know what was planned");
    if (!again && !operands->count)
        return report_usage(cli, "no tags were named");
    struct bulk bulk;
    int code = bulk_begin(&bulk, cli, &args->bulk, add ? "tag-add" : "tag-remove");
    if (code == 0)
        code = again ? bulk_finish(&bulk, "Change") : change(&bulk, args, operands, add);
    bulk_end(&bulk);
    return code;
}
