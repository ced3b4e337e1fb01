/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "ids_batch.h"

struct update_args {
    const char *email;
    const char *name;
    const char *location;
    const char *job_title;
    const char *timezone;
    const char *date_format;
    const char *appearance;
    struct opt_list groups;
    bool no_groups;
};

static const struct opt options[] = {
    OPT_STRING(struct update_args, email, 'e', "email", "<address>", "new email address"),
    OPT_STRING(struct update_args, name, 'n', "name", "<text>", "new name"),
    OPT_STRING(struct update_args, location, 0, "location", "<text>", "new location"),
    OPT_STRING(struct update_args, job_title, 0, "job-title", "<text>", "new job title"),
    OPT_STRING(struct update_args, timezone, 0, "timezone", "<zone>", "time zone, such as Europe/Berlin"),
    OPT_STRING(struct update_args, date_format, 0, "date-format", "<format>",
               "DD/MM/YYYY, DD.MM.YYYY, MM/DD/YYYY, YYYY-MM-DD, YYYY/MM/DD, or empty"),
    OPT_STRING(struct update_args, appearance, 0, "appearance", "<name>", "light, dark, or empty"),
    OPT_LIST(struct update_args, groups, 'g', "group", "<group>",
             "replace all groups by this one, by id or name; may be repeated", .complete = COMPLETE_GROUP),
    OPT_FLAG(struct update_args, no_groups, 0, "no-groups", "take the user out of all groups"),
    OPT_END,
};

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    return wikijs_users_update_async(cli->client, id, work->input, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    int status = wikijs_users_update_finish(call, &cli->error);
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "updated %s", name);
    return EXIT_DONE;
}

static const struct ids_job job = { start, end, .writes = true };

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    static const int64_t none[1];
    const struct update_args *args = arguments;
    bool changes = args->email || args->name || args->location || args->job_title || args->timezone ||
                   args->date_format || args->appearance || args->groups.count || args->no_groups;
    if (!changes)
        return report_usage(cli, "nothing to change was given");
    if ((args->email || args->name) && !ids_is_one(operands))
        return report_usage(cli, "'--%s' is for one user at a time", args->email ? "email" : "name");
    if (args->no_groups && args->groups.count)
        return report_usage(cli, "'--no-groups' and '--group' exclude each other");
    struct group_choice groups;
    group_choice_read(&groups, &args->groups);
    wikijs_users_update_input input = WIKIJS_USERS_UPDATE_INPUT_INIT;
    input.email = args->email;
    input.name = args->name;
    input.location = args->location;
    input.job_title = args->job_title;
    input.timezone = args->timezone;
    input.date_format = args->date_format;
    input.appearance = args->appearance;
    if (args->no_groups) {
        input.groups = (wikijs_ints){ none, 0 };
    } else if (args->groups.count) {
        input.groups = (wikijs_ints){ groups.ids, groups.id_count };
        input.group_names = (wikijs_strings){ groups.names, groups.name_count };
    }
    int code = ids_run_job(cli, operands, &user_names, &job, &input);
    group_choice_free(&groups);
    return code;
}

static const struct example examples[] = {
    { "A new name", "wikijs users update user@example.com --name \"Jane Doe\"" },
    { "Other groups", "wikijs users update 12 --group Editors --group Reviewers" },
    { "A time zone for all of a domain",
      "wikijs users list -f email:@example.com | wikijs users update --timezone Europe/Berlin -" },
    { 0 },
};

const struct cmd cmd_users_update = {
    .name = "update",
    .alias = "set",
    .summary = "Change users",
    .usage = "<user>...",
    .text =
        "Change what is given and nothing else. '-' stands for the lines of standard input. The server ignores empty "
        "text for a location and a job title; such a change is refused. 'wikijs users reset-password' sets passwords.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct update_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_USER,
    .run = run,
    .since = "0.1",
};
