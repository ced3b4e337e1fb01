/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "memory.h"

#include <inttypes.h>
#include <stdlib.h>

struct create_args {
    struct output_args output;
    const char *email;
    const char *name;
    const char *password_file;
    const char *provider;
    struct opt_list groups;
    bool must_change;
    bool send_welcome;
};

static const struct opt options[] = {
    OPT_STRING(struct create_args, email, 'e', "email", "<address>", "email address; required"),
    OPT_STRING(struct create_args, name, 'n', "name", "<text>", "name; required"),
    OPT_STRING(struct create_args, password_file, 0, "password-file", "<file>",
               "file whose first line is the password; -: standard input", .complete = COMPLETE_FILE),
    OPT_LIST(struct create_args, groups, 'g', "group", "<group>", "group, by id or name; may be repeated",
             .complete = COMPLETE_GROUP),
    OPT_STRING(struct create_args, provider, 0, "provider", "<key>", "login provider; \"local\" when not given"),
    OPT_FLAG(struct create_args, must_change, 0, "must-change-password", "a new password at the first log-in"),
    OPT_FLAG(struct create_args, send_welcome, 0, "send-welcome", "let the server send a mail"),
    OPT_END,
};

static int print_user(struct cli *cli, const wikijs_user_item *user, const char *made)
{
    if (cli->plan.fields || cli->plan.format != FORMAT_TABLE) {
        if (made)
            report_failure("password of %s: %s", or_empty(user->email), made);
        return emit_object(cli, user);
    }
    if (cli->terminal.out)
        stream_addf(&cli->out, "created user %" PRId64 "  %s\n", user->id, or_empty(user->email));
    else
        stream_addf(&cli->out, "%" PRId64 "\t%s%s%s\n", user->id, or_empty(user->email), made ? "\t" : "",
                    made ? made : "");
    if (made && cli->terminal.out)
        stream_addf(&cli->out, "password      %s   (it is not shown again)\n", made);
    return EXIT_DONE;
}

static int create(struct cli *cli, const struct create_args *args, const char *password, bool made)
{
    wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
    struct group_choice groups;
    wikijs_user_item *user = NULL;
    group_choice_read(&groups, &args->groups);
    input.email = args->email;
    input.name = args->name;
    input.password = password;
    input.provider_key = args->provider;
    input.groups = (wikijs_ints){ groups.ids, groups.id_count };
    input.group_names = (wikijs_strings){ groups.names, groups.name_count };
    input.must_change_password = args->must_change ? WIKIJS_YES : WIKIJS_UNSET;
    input.send_welcome_email = args->send_welcome ? WIKIJS_YES : WIKIJS_UNSET;
    int status;
    CALL(status, cli, wikijs_users_create_async(cli->client, &input, CALL_TASK),
         wikijs_users_create_finish(task.call, &user, &cli->error));
    int code = EXIT_DONE;
    if (user) /* also when only the mail failed */
        code = print_user(cli, user, made ? password : NULL);
    if (status < 0)
        code = report_status(cli, status);
    wikijs_user_item_free(user);
    group_choice_free(&groups);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct create_args *args = arguments;
    if (!args->email || !*args->email)
        return report_usage(cli, "a user needs an email address: give --email");
    if (!args->name || !*args->name)
        return report_usage(cli, "a user needs a name: give --name");
    char *password = NULL;
    bool made = false;
    int code = context_connect(cli);
    bool is_local = !args->provider || args->password_file;
    if (code == 0 && is_local)
        code = password_read(cli, args->password_file, &password, &made);
    if (code == 0)
        code = create(cli, args, password, made);
    xfree_secret(password);
    return code;
}

static const struct example examples[] = {
    { "It asks for the password, or makes one", "wikijs users create --email user@example.com --name \"John Doe\"" },
    { "In two groups, with a password that has to be changed",
      "wikijs users create -e user@example.com -n \"John Doe\" -g Editors -g 7 --must-change-password" },
    { "From a script", "pass show wiki/john | wikijs users create -e j@example.com -n John --password-file -" },
    { 0 },
};

const struct cmd cmd_users_create = {
    .name = "create",
    .alias = "new",
    .summary = "Create a user",
    .text = "Create a user and print the id and the email address.\n\n"
            "On a terminal it asks for the password. Where nobody can be asked, or when nothing is typed, one is made "
            "and printed once, behind the address; with --json on standard error. Groups are looked up before anything "
            "is written. An address that is taken is a conflict (exit code 5).",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct create_args),
    .model = "UserMinimal",
    .run = run,
    .since = "0.1",
};
