/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include "ids_batch.h"

struct update_args {
    const char *name;
    const char *redirect;
    struct opt_list permissions, add_permissions, remove_permissions;
    struct opt_list rules, add_rules, remove_rules;
    bool allow_duplicate;
};

static const struct opt options[] = {
    OPT_STRING(struct update_args, name, 'n', "name", "<text>", "new name"),
    OPT_STRING(struct update_args, redirect, 0, "redirect", "<path>", "where its users get after the log-in"),
    OPT_LIST(struct update_args, permissions, 'p', "permission", "<name>",
             "replace all permissions by this one; may be repeated"),
    OPT_LIST(struct update_args, add_permissions, 0, "add-permission", "<name>", "add one; may be repeated"),
    OPT_LIST(struct update_args, remove_permissions, 0, "remove-permission", "<name>", "remove one; may be repeated"),
    OPT_LIST(struct update_args, rules, 'r', "rule", "<rule>",
             "replace all page rules by this one: '[deny] <match> <path> <permission,…> [<locale,…>]'"),
    OPT_LIST(struct update_args, add_rules, 0, "add-rule", "<rule>", "add a page rule; may be repeated"),
    OPT_LIST(struct update_args, remove_rules, 0, "remove-rule", "<id>",
             "remove a page rule by its id; may be repeated"),
    OPT_FLAG(struct update_args, allow_duplicate, 0, "allow-duplicate", "also when another group has that name"),
    OPT_END,
};

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    return wikijs_groups_update_async(cli->client, id, work->input, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    int status = wikijs_groups_update_finish(call, &cli->error);
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "updated %s", name);
    return EXIT_DONE;
}

static const struct ids_job job = { start, end, .writes = true };

static int check(struct cli *cli, const struct update_args *args)
{
    bool changes = args->name || args->redirect || args->permissions.count || args->add_permissions.count ||
                   args->remove_permissions.count || args->rules.count || args->add_rules.count ||
                   args->remove_rules.count;
    return changes ? 0 : report_usage(cli, "nothing to change was given");
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct update_args *args = arguments;
    struct rules rules = { 0 }, more = { 0 };
    if (args->name && !ids_is_one(operands))
        return report_usage(cli, "'--name' is for one group at a time");
    int code = check(cli, args);
    if (code == 0)
        code = rules_read(cli, &args->rules, &rules);
    if (code == 0)
        code = rules_read(cli, &args->add_rules, &more);
    if (code == 0) {
        wikijs_groups_update_input input = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
        input.name = args->name;
        input.redirect_on_login = args->redirect;
        input.permissions = group_strings(&args->permissions);
        input.add_permissions = group_strings(&args->add_permissions);
        input.remove_permissions = group_strings(&args->remove_permissions);
        if (rules.count)
            input.page_rules = (wikijs_page_rule_inputs){ rules.items, rules.count };
        input.add_page_rules = (wikijs_page_rule_inputs){ more.items, more.count };
        input.remove_page_rules = group_strings(&args->remove_rules);
        input.allow_duplicate_name = args->allow_duplicate;
        code = ids_run_job(cli, operands, &group_names, &job, &input);
    }
    rules_free(&rules);
    rules_free(&more);
    return code;
}

static const struct example examples[] = {
    { "One permission more, and a rule that lets it count",
      "wikijs groups update Editors --add-permission delete:pages --add-rule 'start docs delete:pages'" },
    { "Another name", "wikijs groups update 7 --name Reviewers" },
    { 0 },
};

const struct cmd cmd_groups_update = {
    .name = "update",
    .alias = "set",
    .summary = "Change groups",
    .usage = "<group>...",
    .text = "Change what is given and nothing else. The server itself replaces everything; the group is therefore read "
            "first. '-' stands for the lines of standard input.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct update_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_GROUP,
    .run = run,
    .since = "0.1",
};
