/* SPDX-License-Identifier: MIT */
#include "cmd/auth/auth.h"

#include "cmd/users/users.h"

#include <wikijs/authentication.h>

struct register_args {
    const char *email;
    const char *name;
    const char *password_file;
};

static const struct opt options[] = {
    OPT_STRING(struct register_args, email, 'e', "email", "<address>", "email address; required"),
    OPT_STRING(struct register_args, name, 'n', "name", "<text>", "name; required"),
    OPT_STRING(struct register_args, password_file, 0, "password-file", "<file>",
               "file whose first line is the password; -: standard input", .complete = COMPLETE_FILE),
    OPT_END,
};

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct register_args *args = arguments;
    if (!args->email || !args->name)
        return report_usage(cli, "an account needs an address and a name: give --email and --name");
    char *password = NULL;
    int code = context_connect(cli);
    if (code == 0)
        code = password_ask(cli, args->password_file, "--password-file", "Password: ", &password);
    if (code)
        return code;
    wikijs_registration *registration = NULL;
    int status;
    CALL(status, cli,
         wikijs_authentication_register_async(cli->client, args->email, password, args->name, NULL, CALL_TASK),
         wikijs_authentication_register_finish(task.call, &registration, &cli->error));
    xfree_secret(password);
    wikijs_registration_free(registration);
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "registered %s", args->email);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "It asks for the password", "wikijs auth register --email me@example.com --name \"Me\"" },
    { 0 },
};

const struct cmd cmd_auth_register = {
    .name = "register",
    .summary = "Make an account of your own",
    .text =
        "Make an account of your own, where the server lets people register. It sends a mail to confirm the address. Administrators create users with 'wikijs users create'.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct register_args),
    .run = run,
    .since = "0.1",
};
