/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

struct search_args {
    struct output_args output;
};

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_user_item_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_users_search_async(cli->client, operands->items[0], NULL, CALL_TASK),
         wikijs_users_search_finish(task.call, &list, &cli->error));
    code = status < 0 ? report_status(cli, status) : users_print(cli, list);
    wikijs_user_item_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "Who has this in name or address?", "wikijs users search example.com" },
    { 0 },
};

const struct cmd cmd_users_search = {
    .name = "search",
    .alias = "find",
    .summary = "Find users by a part of name or email",
    .usage = "<text>",
    .text = "Find users by a part of their name or email, at most ten. Case matters to most servers; "
            "'users list --query' finds all, in any case.",
    .examples = examples,
    .args_size = sizeof(struct search_args),
    .min_operands = 1,
    .max_operands = 1,
    .model = "UserMinimal",
    .run = run,
    .since = "0.1",
};
