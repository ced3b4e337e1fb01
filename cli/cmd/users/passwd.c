/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "memory.h"

struct passwd_args {
    const char *current_file;
    const char *new_file;
};

static const struct opt options[] = {
    OPT_STRING(struct passwd_args, current_file, 0, "current-password-file", "<file>",
               "file whose first line is the password of now; -: standard input", .complete = COMPLETE_FILE),
    OPT_STRING(struct passwd_args, new_file, 0, "password-file", "<file>",
               "file whose first line is the new password; -: standard input", .complete = COMPLETE_FILE),
    OPT_END,
};

static int change(struct cli *cli, const char *current, const char *wanted, bool made)
{
    wikijs_user_token *token = NULL;
    int status;
    CALL(status, cli, wikijs_users_change_password_async(cli->client, current, wanted, NULL, CALL_TASK),
         wikijs_users_change_password_finish(task.call, &token, &cli->error));
    wikijs_user_token_free(token);
    if (status < 0)
        return report_status(cli, status);
    if (made)
        stream_addf(&cli->out, "%s\n", wanted);
    else
        report_note(cli, "your password is another now");
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct passwd_args *args = arguments;
    char *current = NULL, *wanted = NULL;
    bool made = false;
    int code = context_connect(cli);
    if (code == 0)
        code = password_ask(cli, args->current_file, "--current-password-file", "Password of now: ", &current);
    if (code == 0)
        code = password_read(cli, args->new_file, &wanted, &made);
    if (code == 0)
        code = change(cli, current, wanted, made);
    xfree_secret(current);
    xfree_secret(wanted);
    return code;
}

static const struct example examples[] = {
    { "It asks for both", "wikijs users passwd" },
    { 0 },
};

const struct cmd cmd_users_passwd = {
    .name = "passwd",
    .summary = "Change your own password",
    .text = "Change your own password. It asks for the one of now and for the new one; when nothing is typed for the "
            "latter, one is made and printed once.\n\n"
            "With an API key the server takes everybody for user 1, the administrator.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct passwd_args),
    .run = run,
    .since = "0.1",
};
