/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include <inttypes.h>

struct can_args {
    struct output_args output;
    const char *user;
    const char *group;
    struct opt_list tags;
};

static const struct opt options[] = {
    OPT_STRING(struct can_args, user, 'u', "user", "<user>", "somebody, by id or email; 2 is the guest"),
    OPT_STRING(struct can_args, group, 'g', "group", "<group>", "a member of this group alone, by id or name",
               .complete = COMPLETE_GROUP),
    OPT_LIST(struct can_args, tags, 't', "tag", "<tag>", "a tag that the page has; may be repeated",
             .complete = COMPLETE_TAG),
    OPT_END,
};

static void print_answer(struct cli *cli, const wikijs_access *access)
{
    stream_adds(&cli->out, access->allowed ? "yes" : "no");
    stream_addf(&cli->out, cli->terminal.out ? ": %s" : "\t%s", or_empty(access->reason));
    if (access->group)
        stream_addf(&cli->out, cli->terminal.out ? ", group '%s'" : "\t%s", access->group);
    if (access->rule_id)
        stream_addf(&cli->out, cli->terminal.out ? ", rule '%s' (%s%s '%s')" : "\t%s\t%s%s\t%s", access->rule_id,
                    access->deny ? "deny " : "", or_empty(access->match), or_empty(access->rule_path));
    stream_adds(&cli->out, "\n");
}

static int ask(struct cli *cli, const wikijs_groups_can_input *input)
{
    wikijs_access *access = NULL;
    int status;
    CALL(status, cli, wikijs_groups_can_async(cli->client, input, CALL_TASK),
         wikijs_groups_can_finish(task.call, &access, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    int code = EXIT_DONE;
    if (cli->plan.fields || cli->plan.format != FORMAT_TABLE)
        code = emit_object(cli, access);
    else
        print_answer(cli, access);
    code = code == EXIT_DONE && !access->allowed ? EXIT_FAILED : code;
    wikijs_access_free(access);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct can_args *args = arguments;
    wikijs_groups_can_input input = WIKIJS_GROUPS_CAN_INPUT_INIT;
    if (!args->user == !args->group)
        return report_usage(cli, "who? give --user or --group");
    int code = context_connect(cli);
    if (code == 0 && args->group)
        code = ids_name(cli, &group_names, args->group, &input.group_id);
    if (code)
        return code;
    if (args->user && !id_parse(args->user, &input.user_id))
        input.email = args->user;
    input.permissions = (wikijs_strings){ operands->items, 1 };
    input.path = operands->count > 1 ? operands->items[1] : NULL;
    input.locale = cli->settings.locale;
    input.tags = group_strings(&args->tags);
    return ask(cli, &input);
}

static const struct example examples[] = {
    { "May they write it?", "wikijs groups can write:pages docs/intro --user user@example.com" },
    { "May the public read it?", "wikijs groups can read:pages docs/intro --group Guests" },
    { "In a script", "wikijs groups can manage:users --user 12 >/dev/null && echo yes" },
    { 0 },
};

const struct cmd cmd_groups_can = {
    .name = "can",
    .summary = "Ask whether somebody may do something",
    .usage = "<permission> [<path>]",
    .text =
        "Ask whether a user, or a member of a group, may do something, and why. It is decided as the server does: by "
        "the permissions of the groups, and for a page by the most specific page rule.\n\n"
        "The server looks at a page's tags for downloads and searches only; so rules for tags count when --tag is "
        "given.",
    .exit_codes = "0: yes; 1: no.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct can_args),
    .min_operands = 1,
    .max_operands = 2,
    .model = "Access",
    .run = run,
    .since = "0.1",
};
