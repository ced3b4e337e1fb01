/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "output/filter.h"

struct list_args {
    struct output_args output;
    struct opt_list filters;
    const char *query;
    const char *provider;
    int64_t limit;
    int64_t offset;
    int order_by; /* wikijs_user_order */
    int active;   /* wikijs_tristate */
    bool descending;
};

/* In the order of wikijs_user_order, from 1. */
static const char *const orders[] = { "created", "email", "id", "last-login", "name", NULL };

static const struct opt options[] = {
    OPT_LIST(struct list_args, filters, 'f', "filter", "<field:text>",
             "only users whose field contains the text, in any case; may be repeated, all must hold"),
    OPT_STRING(struct list_args, query, 'q', "query", "<text>", "only users whose name or email holds the text"),
    OPT_STRING(struct list_args, provider, 0, "provider", "<key>", "only users of this login provider"),
    OPT_SET(struct list_args, active, 0, "active", WIKIJS_YES, "only those who may log in"),
    OPT_SET(struct list_args, active, 0, "inactive", WIKIJS_NO, "only those who may not"),
    OPT_INT(struct list_args, limit, 'L', "limit", "<n>", "at most so many users; 0: all"),
    OPT_INT(struct list_args, offset, 0, "offset", "<n>", "skip so many users"),
    OPT_ENUM(struct list_args, order_by, 'o', "order-by", orders, "order of the users"),
    OPT_FLAG(struct list_args, descending, 'd', "desc", "from the last to the first"),
    OPT_END,
};

static int print_list(struct cli *cli, const struct list_args *args, const struct filters *filters,
                      const wikijs_user_item_list *list)
{
    struct rows rows;
    ROWS_OF(&rows, wikijs_user_item, list);
    filters_keep(cli, filters, &rows, args->offset, args->limit);
    return rows_print(cli, &rows, "no users");
}

static int list(struct cli *cli, const struct list_args *args, const struct filters *filters)
{
    wikijs_users_list_options wanted = WIKIJS_USERS_LIST_OPTIONS_INIT;
    wikijs_user_item_list *found = NULL;
    wanted.query = args->query;
    wanted.provider_key = args->provider;
    wanted.order_by = (wikijs_user_order)args->order_by;
    wanted.direction = args->descending ? WIKIJS_ORDER_DESC : WIKIJS_ORDER_ASC;
    wanted.is_active = (wikijs_tristate)args->active;
    int status;
    CALL(status, cli, wikijs_users_list_async(cli->client, &wanted, CALL_TASK),
         wikijs_users_list_finish(task.call, &found, &cli->error));
    int code = status < 0 ? report_status(cli, status) : print_list(cli, args, filters, found);
    wikijs_user_item_list_free(found);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct list_args *args = arguments;
    struct filters filters;
    int code = filters_read(cli, &args->filters, &filters);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = list(cli, args, &filters);
    filters_free(&filters);
    return code;
}

static const struct example examples[] = {
    { "All users", "wikijs users list" },
    { "Who never logged in", "wikijs users list --json email,lastLoginAt --jq '.[] | select(.lastLoginAt == null)'" },
    { "The ten who were here last", "wikijs users list --order-by last-login --desc --limit 10" },
    { "Addresses of a domain", "wikijs users list --filter email:@example.com --json email --jq '.[].email'" },
    { 0 },
};

const struct cmd cmd_users_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List users",
    .text = "List users.\n\n"
            "The server can neither filter nor order nor cut: the whole list is fetched, and all of that is done here.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct list_args),
    .model = "UserMinimal",
    .run = run,
    .since = "0.1",
};
