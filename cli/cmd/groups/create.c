/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include <inttypes.h>

struct create_args {
    struct output_args output;
    const char *redirect;
    struct opt_list permissions;
    struct opt_list rules;
    bool allow_duplicate;
};

static const struct opt options[] = {
    OPT_LIST(struct create_args, permissions, 'p', "permission", "<name>",
             "permission; may be repeated; 'wikijs groups permissions' lists them"),
    OPT_LIST(struct create_args, rules, 'r', "rule", "<rule>",
             "page rule: '[deny] <match> <path> <permission,…> [<locale,…>]'; may be repeated"),
    OPT_STRING(struct create_args, redirect, 0, "redirect", "<path>", "where its users get after the log-in"),
    OPT_FLAG(struct create_args, allow_duplicate, 0, "allow-duplicate", "also when a group has that name"),
    OPT_END,
};

static int create(struct cli *cli, const char *name, const struct create_args *args, const struct rules *rules)
{
    wikijs_groups_create_input input = WIKIJS_GROUPS_CREATE_INPUT_INIT;
    wikijs_group *group = NULL;
    input.name = name;
    input.redirect_on_login = args->redirect;
    input.permissions = group_strings(&args->permissions);
    if (rules->count)
        input.page_rules = (wikijs_page_rule_inputs){ rules->items, rules->count };
    input.allow_duplicate_name = args->allow_duplicate;
    int status;
    CALL(status, cli, wikijs_groups_create_async(cli->client, &input, CALL_TASK),
         wikijs_groups_create_finish(task.call, &group, &cli->error));
    int code = EXIT_DONE;
    if (status < 0)
        code = report_status(cli, status);
    else if (cli->plan.fields || cli->plan.format != FORMAT_TABLE)
        code = emit_object(cli, group);
    else
        stream_addf(&cli->out, cli->terminal.out ? "created group %" PRId64 "  %s\n" : "%" PRId64 "\t%s\n", group->id,
                    name);
    wikijs_group_free(group);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct create_args *args = arguments;
    struct rules rules;
    int code = rules_read(cli, &args->rules, &rules);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = create(cli, operands->items[0], args, &rules);
    rules_free(&rules);
    return code;
}

static const struct example examples[] = {
    { "Readers, as the server makes them", "wikijs groups create Readers" },
    { "Writers, on the whole site", "wikijs groups create Writers -p read:pages -p write:pages" },
    { "Writers of a part, who may not see another",
      "wikijs groups create Docs -p read:pages -p write:pages -r 'start / read:pages' -r 'start docs write:pages' -r "
      "'deny start hr read:pages'" },
    { 0 },
};

const struct cmd cmd_groups_create = {
    .name = "create",
    .alias = "new",
    .summary = "Create a group",
    .usage = "<name>",
    .text =
        "Create a group with its permissions and page rules, and print its id and name. Without --rule one page rule "
        "grants the permissions on the whole site; '/' in a rule is every page. If something fails, no group is left "
        "behind. A name that is taken is a conflict (exit code 5).",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct create_args),
    .min_operands = 1,
    .max_operands = 1,
    .model = "Group",
    .run = run,
    .since = "0.1",
};
