/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

struct audit_args {
    struct output_args output;
    struct opt_list permissions;
    struct opt_list tags;
    bool users;
    bool allowed;
};

static const struct opt options[] = {
    OPT_LIST(struct audit_args, permissions, 'p', "permission", "<name>",
             "permission to look at; may be repeated; read, write, manage and delete:pages when not given"),
    OPT_FLAG(struct audit_args, users, 'u', "users", "each user, too, with all of their groups together"),
    OPT_FLAG(struct audit_args, allowed, 'a', "allowed", "only who may"),
    OPT_LIST(struct audit_args, tags, 't', "tag", "<tag>", "a tag that the page has; may be repeated",
             .complete = COMPLETE_TAG),
    OPT_END,
};

static int print_list(struct cli *cli, const struct audit_args *args, const wikijs_access_list *list)
{
    struct rows rows;
    ROWS_OF(&rows, wikijs_access, list);
    size_t kept = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const wikijs_access *access = rows.items[i];
        if (access->allowed || !args->allowed)
            rows.items[kept++] = access;
    }
    rows.count = kept;
    return rows_print(cli, &rows, "nobody");
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct audit_args *args = arguments;
    wikijs_groups_audit_options wanted = WIKIJS_GROUPS_AUDIT_OPTIONS_INIT;
    int code = context_connect(cli);
    if (code)
        return code;
    wanted.permissions = group_strings(&args->permissions);
    wanted.tags = group_strings(&args->tags);
    wanted.locale = cli->settings.locale;
    wanted.with_users = args->users;
    wikijs_access_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_groups_audit_async(cli->client, operands->items[0], &wanted, CALL_TASK),
         wikijs_groups_audit_finish(task.call, &list, &cli->error));
    code = status < 0 ? report_status(cli, status) : print_list(cli, args, list);
    wikijs_access_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "Who may do what?", "wikijs groups audit docs/intro" },
    { "Which users may delete it?", "wikijs groups audit docs/intro --users --allowed --permission delete:pages" },
    { 0 },
};

const struct cmd cmd_groups_audit = {
    .name = "audit",
    .summary = "List who may do what to a page, and by which rule",
    .usage = "<path>",
    .text =
        "List who may read, write, manage and delete a page, and by which page rule: each group alone and, with "
        "--users, each user with all of their groups together. The page need not exist. It takes a request for each "
        "group.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct audit_args),
    .min_operands = 1,
    .max_operands = 1,
    .model = "Access",
    .run = run,
    .since = "0.1",
};
