/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include "output/filter.h"

struct list_args {
    struct output_args output;
    struct opt_list filters;
    int64_t limit;
    int64_t offset;
    int order_by; /* wikijs_group_order */
    bool descending;
};

/* In the order of wikijs_group_order, from 1. */
static const char *const orders[] = { "created", "id", "name", "updated", "users", NULL };

static const struct opt options[] = {
    OPT_LIST(struct list_args, filters, 'f', "filter", "<field:text>",
             "only groups whose field contains the text, in any case; may be repeated, all must hold"),
    OPT_INT(struct list_args, limit, 'L', "limit", "<n>", "at most so many groups; 0: all"),
    OPT_INT(struct list_args, offset, 0, "offset", "<n>", "skip so many groups"),
    OPT_ENUM(struct list_args, order_by, 'o', "order-by", orders, "order of the groups"),
    OPT_FLAG(struct list_args, descending, 'd', "desc", "from the last to the first"),
    OPT_END,
};

static int print_list(struct cli *cli, const struct list_args *args, const struct filters *filters,
                      const wikijs_group_item_list *list)
{
    struct rows rows;
    ROWS_OF(&rows, wikijs_group_item, list);
    filters_keep(cli, filters, &rows, args->offset, args->limit);
    return rows_print(cli, &rows, "no groups");
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct list_args *args = arguments;
    struct filters filters;
    int code = filters_read(cli, &args->filters, &filters);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0) {
        wikijs_groups_list_options wanted = WIKIJS_GROUPS_LIST_OPTIONS_INIT;
        wikijs_group_item_list *list = NULL;
        wanted.order_by = (wikijs_group_order)args->order_by;
        wanted.direction = args->descending ? WIKIJS_ORDER_DESC : WIKIJS_ORDER_ASC;
        int status;
        CALL(status, cli, wikijs_groups_list_async(cli->client, &wanted, CALL_TASK),
             wikijs_groups_list_finish(task.call, &list, &cli->error));
        code = status < 0 ? report_status(cli, status) : print_list(cli, args, &filters, list);
        wikijs_group_item_list_free(list);
    }
    filters_free(&filters);
    return code;
}

static const struct example examples[] = {
    { "All groups", "wikijs groups list" },
    { "The biggest first", "wikijs groups list --order-by users --desc" },
    { 0 },
};

const struct cmd cmd_groups_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List groups",
    .text = "List groups. The server can neither filter nor order nor cut: that is done here.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct list_args),
    .model = "GroupMinimal",
    .run = run,
    .since = "0.1",
};
