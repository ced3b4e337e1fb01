/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

struct me_args {
    struct output_args output;
    const char *name;
    const char *location;
    const char *job_title;
    const char *timezone;
    const char *date_format;
    const char *appearance;
};

static const struct opt options[] = {
    OPT_STRING(struct me_args, name, 'n', "name", "<text>", "change the name"),
    OPT_STRING(struct me_args, location, 0, "location", "<text>", "change the location"),
    OPT_STRING(struct me_args, job_title, 0, "job-title", "<text>", "change the job title"),
    OPT_STRING(struct me_args, timezone, 0, "timezone", "<zone>", "change the time zone, such as Europe/Berlin"),
    OPT_STRING(struct me_args, date_format, 0, "date-format", "<format>", "change how dates are shown"),
    OPT_STRING(struct me_args, appearance, 0, "appearance", "<name>", "light, dark, or empty"),
    OPT_END,
};

static int change(struct cli *cli, const struct me_args *args)
{
    wikijs_users_update_profile_input input = WIKIJS_USERS_UPDATE_PROFILE_INPUT_INIT;
    input.name = args->name;
    input.location = args->location;
    input.job_title = args->job_title;
    input.timezone = args->timezone;
    input.date_format = args->date_format;
    input.appearance = args->appearance;
    wikijs_user_token *token = NULL;
    int status;
    CALL(status, cli, wikijs_users_update_profile_async(cli->client, &input, CALL_TASK),
         wikijs_users_update_profile_finish(task.call, &token, &cli->error));
    wikijs_user_token_free(token);
    return status < 0 ? report_status(cli, status) : 0;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct me_args *args = arguments;
    int code = context_connect(cli);
    bool changes = args->name || args->location || args->job_title || args->timezone || args->date_format ||
                   args->appearance;
    if (code == 0 && changes)
        code = change(cli, args);
    if (code)
        return code;
    wikijs_user_profile *profile = NULL;
    int status;
    CALL(status, cli, wikijs_users_profile_async(cli->client, NULL, CALL_TASK),
         wikijs_users_profile_finish(task.call, &profile, &cli->error));
    code = status < 0 ? report_status(cli, status) : emit_object(cli, profile);
    wikijs_user_profile_free(profile);
    return code;
}

static const struct example examples[] = {
    { "Who am I?", "wikijs users me" },
    { "Another time zone", "wikijs users me --timezone Europe/Berlin" },
    { 0 },
};

const struct cmd cmd_users_me = {
    .name = "me",
    .summary = "Show or change your own account",
    .text =
        "Show your own account, or change it first.\n\n"
        "With an API key the server takes everybody for user 1, the administrator, whatever group the key belongs to.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct me_args),
    .model = "UserProfile",
    .run = run,
    .since = "0.1",
};
