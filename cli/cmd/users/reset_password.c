/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "memory.h"

struct reset_args {
    const char *password_file;
};

static const struct opt options[] = {
    OPT_STRING(struct reset_args, password_file, 0, "password-file", "<file>",
               "file whose first line is the new password; -: standard input", .complete = COMPLETE_FILE),
    OPT_END,
};

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct reset_args *args = arguments;
    const char *name = operands->items[0];
    char *password = NULL;
    bool made = false;
    int64_t id;
    int code = ids_name(cli, &user_names, name, &id);
    if (code == 0)
        code = password_read(cli, args->password_file, &password, &made);
    if (code == 0) {
        wikijs_users_update_input input = WIKIJS_USERS_UPDATE_INPUT_INIT;
        input.new_password = password;
        int status;
        CALL(status, cli, wikijs_users_update_async(cli->client, id, &input, CALL_TASK),
             wikijs_users_update_finish(task.call, &cli->error));
        if (status < 0)
            code = report_status_of(cli, status, name);
        else if (made)
            stream_addf(&cli->out, "%s\n", password);
        else
            report_note(cli, "the password of %s is another now", name);
    }
    xfree_secret(password);
    return code;
}

static const struct example examples[] = {
    { "It asks for the new one, or makes and prints one", "wikijs users reset-password user@example.com" },
    { 0 },
};

const struct cmd cmd_users_reset_password = {
    .name = "reset-password",
    .summary = "Set a new password for a user",
    .usage = "<user>",
    .text =
        "Set a new password for a user. On a terminal it asks for it; where nobody can be asked, or when nothing is "
        "typed, one is made and printed once.\n\n"
        "The server has an operation of that name, which does nothing; this one changes the account.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct reset_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_USER,
    .run = run,
    .since = "0.1",
};
