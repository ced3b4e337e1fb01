/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include "memory.h"
#include "watch/dry_run.h"

#include <stdlib.h>
#include <string.h>

struct members_args {
    struct output_args output;
};

static int run_members(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    int64_t id;
    int code = ids_name(cli, &group_names, operands->items[0], &id);
    if (code)
        return code;
    wikijs_user_item_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_groups_members_async(cli->client, id, NULL, CALL_TASK),
         wikijs_groups_members_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, operands->items[0]);
    struct rows rows;
    ROWS_OF(&rows, wikijs_user_item, list);
    code = rows_print(cli, &rows, "no users");
    wikijs_user_item_list_free(list);
    return code;
}

static const struct example members_examples[] = {
    { "Who is in it?", "wikijs groups members Editors" },
    { 0 },
};

const struct cmd cmd_groups_members = {
    .name = "members",
    .summary = "List the users of a group",
    .usage = "<group>",
    .text = "List the users of a group.",
    .examples = members_examples,
    .args_size = sizeof(struct members_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_GROUP,
    .model = "UserMinimal",
    .run = run_members,
    .since = "0.1",
};

/* --- many users at once --- */

/* Ids and addresses, as the library takes them. Returns 0 or the exit code. */
static int sort_names(struct cli *cli, const struct ids *names, int64_t *ids, const char **emails,
                      wikijs_group_members_input *members)
{
    for (size_t i = 0; i < names->count; i++) {
        const char *name = names->items[i];
        if (id_parse(name, &ids[members->ids.count]))
            members->ids.count++;
        else if (strchr(name, '@'))
            emails[members->emails.count++] = name;
        else
            return report_usage(cli, "'%s' is neither the id nor the email address of a user", name);
    }
    members->ids.items = ids;
    members->emails.items = emails;
    return 0;
}

static bool has_failed(const struct cli *cli, const wikijs_group_change *change)
{
    return change->status < 0 && !dry_run_ended(cli, (int)change->status);
}

static void report_failures(const struct cli *cli, const wikijs_group_change_list *list)
{
    for (size_t i = 0; i < wikijs_group_change_list_count(list); i++) {
        const wikijs_group_change *change = wikijs_group_change_list_at(list, i);
        if (!has_failed(cli, change))
            continue;
        if (change->email)
            report_failure("%s: %s", change->email, or_empty(change->message));
        else
            report_failure("%lld: %s", (long long)change->user_id, or_empty(change->message));
    }
}

static int exit_code_of(const struct cli *cli, const wikijs_group_change_list *list)
{
    size_t count = wikijs_group_change_list_count(list), failed = 0;
    int code = EXIT_DONE;
    bool differ = false;
    for (size_t i = 0; i < count; i++) {
        const wikijs_group_change *change = wikijs_group_change_list_at(list, i);
        int this_code = has_failed(cli, change) ? wikijs_status_exit_code((int)change->status) : EXIT_DONE;
        differ = differ || (failed && this_code && this_code != code);
        code = this_code ? this_code : code;
        failed += this_code != 0;
    }
    return failed && (failed < count || differ) ? EXIT_FAILED : code;
}

static int change_members(struct cli *cli, int64_t group, bool add, const wikijs_group_members_input *members)
{
    wikijs_group_change_list *list = NULL;
    int status;
    if (add)
        CALL(status, cli, wikijs_groups_add_users_async(cli->client, group, members, CALL_TASK),
             wikijs_groups_add_users_finish(task.call, &list, &cli->error));
    else
        CALL(status, cli, wikijs_groups_remove_users_async(cli->client, group, members, CALL_TASK),
             wikijs_groups_remove_users_finish(task.call, &list, &cli->error));
    if (!list)
        return status < 0 ? report_status(cli, status) : EXIT_DONE;
    size_t changed = 0;
    for (size_t i = 0; i < wikijs_group_change_list_count(list); i++)
        changed += wikijs_group_change_list_at(list, i)->changed;
    report_failures(cli, list);
    if (!cli->parsed.globals.dry_run)
        report_note(cli, "%s %zu of %zu users", add ? "added" : "removed", changed,
                    wikijs_group_change_list_count(list));
    int code = exit_code_of(cli, list);
    wikijs_group_change_list_free(list);
    return code;
}

static int run_change(struct cli *cli, const struct operands *operands, bool add)
{
    struct operands users = { operands->items + 1, operands->count - 1 };
    wikijs_group_members_input members = { .struct_size = sizeof members };
    struct ids names;
    int64_t group;
    int code = ids_read(cli, &users, &names);
    int64_t *ids = xcalloc(names.count + 1, sizeof *ids);
    const char **emails = xcalloc(names.count + 1, sizeof *emails);
    if (code == 0)
        code = sort_names(cli, &names, ids, emails, &members);
    if (code == 0)
        code = ids_name(cli, &group_names, operands->items[0], &group);
    if (code == 0)
        code = change_members(cli, group, add, &members);
    free(ids);
    free(emails);
    ids_free(&names);
    return code;
}

static int run_add(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return run_change(cli, operands, true);
}

static int run_remove(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return run_change(cli, operands, false);
}

static const struct example add_examples[] = {
    { "Two users", "wikijs groups add-user Editors 12 user@example.com" },
    { "All of a domain", "wikijs users list -f email:@sales.example.com | wikijs groups add-user Staff -" },
    { 0 },
};

const struct cmd cmd_groups_add_user = {
    .name = "add-user",
    .summary = "Put users into a group",
    .usage = "<group> <user>...",
    .text =
        "Put users into a group. Who is in it already stays so. '-' stands for the lines of standard input; one who "
        "cannot be added does not keep the others from it.",
    .examples = add_examples,
    .min_operands = 2,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_GROUP_THEN_USERS,
    .run = run_add,
    .since = "0.1",
};

static const struct example remove_examples[] = {
    { "One user", "wikijs groups remove-user Editors user@example.com" },
    { 0 },
};

const struct cmd cmd_groups_remove_user = {
    .name = "remove-user",
    .summary = "Take users out of a group",
    .usage = "<group> <user>...",
    .text = "Take users out of a group. Who is not in it stays so. '-' stands for the lines of standard input; one who "
            "cannot be removed does not keep the others from it.",
    .examples = remove_examples,
    .min_operands = 2,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_GROUP_THEN_USERS,
    .run = run_remove,
    .since = "0.1",
};
