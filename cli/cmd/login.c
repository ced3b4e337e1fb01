/* SPDX-License-Identifier: MIT */
#include "cmd/login.h"

#include "call.h"
#include "command/tree.h"
#include "config/secret_service.h"
#include "config/tokens.h"
#include "context.h"
#include "report.h"
#include "terminal/prompt.h"
#include "text/buffer.h"
#include "watch/dry_run.h"

#include <wikijs/authentication.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_PASSWORD = 4096 };

struct login_args {
    const char *username;
    const char *strategy;
    const char *code;
    bool password_stdin;
    bool keyring;
};

static const struct opt options[] = {
    OPT_STRING(struct login_args, username, 0, "username", "<email>", "email, or user name of another strategy"),
    OPT_FLAG(struct login_args, password_stdin, 0, "password-stdin", "read the password from standard input"),
    OPT_STRING(struct login_args, strategy, 0, "strategy", "<key>",
               "authentication strategy; \"local\" when not given"),
    OPT_STRING(struct login_args, code, 0, "code", "<digits>", "code of the second factor, where there is one"),
    OPT_FLAG(struct login_args, keyring, 0, "keyring", "keep the token in the desktop's secret service"),
    OPT_END,
};

/* The first line of standard input. */
static char *read_password(struct cli *cli)
{
    struct buffer text = { 0 };
    buffer_reserve(&text, LONGEST_PASSWORD + 65536);
    if (!buffer_read(&text, STDIN_FILENO, LONGEST_PASSWORD)) {
        report_read_failure("-", errno);
        buffer_free_secret(&text);
        return NULL;
    }
    (void)cli;
    char *password = xstrndup(buffer_text(&text), strcspn(buffer_text(&text), "\r\n"));
    buffer_free_secret(&text);
    return password;
}

/* Name and password from flags, standard input or prompts. Returns 0 or the exit code. */
static int ask(struct cli *cli, const struct login_args *args, char **username, char **password)
{
    bool can_ask = prompt_is_possible(&cli->terminal) && !args->password_stdin;
    if (!can_ask && (!args->username || !args->password_stdin)) {
        report_failure("nobody can be asked for a name and a password here");
        report_advice("wikijs login --username <email> --password-stdin, with the password on standard input");
        return EXIT_USAGE;
    }
    *username = args->username ? xstrdup(args->username) : prompt_line("Email: ");
    if (*username)
        *password = args->password_stdin ? read_password(cli) : prompt_secret("Password: ");
    if (interrupt_happened())
        return EXIT_INTERRUPTED;
    if (!*username || !**username || !*password || !**password)
        return report_usage(cli, "a login needs a name and a password");
    return 0;
}

static int ask_code(struct cli *cli, const struct login_args *args, bool setup, char **code)
{
    if (setup) {
        report_failure("this account must set up a second factor first");
        report_advice("log in at %s with a browser, once", cli->settings.url);
        return 4;
    }
    *code = args->code                           ? xstrdup(args->code)
            : prompt_is_possible(&cli->terminal) ? prompt_line("Security code: ")
                                                 : NULL;
    if (*code && **code)
        return 0;
    report_failure("this account needs the code of its second factor");
    report_advice("--code <digits>");
    return 4;
}

/* Two-factor login. Returns 0 or the exit code; `*login` is replaced. */
static int continue_with_code(struct cli *cli, const struct login_args *args, wikijs_login **login)
{
    char *code = NULL;
    int exit_code = ask_code(cli, args, (*login)->must_setup_tfa, &code);
    if (exit_code == 0) {
        wikijs_login *next = NULL;
        int status;
        CALL(status, cli,
             wikijs_authentication_login_tfa_async(cli->client, (*login)->continuation_token, code, false, NULL,
                                                   CALL_TASK),
             wikijs_authentication_login_tfa_finish(task.call, &next, &cli->error));
        if (status < 0)
            exit_code = report_status(cli, status);
        wikijs_login_free(*login);
        *login = next;
    }
    xfree_secret(code);
    return exit_code;
}

static char *ask_new_password(struct cli *cli)
{
    if (!prompt_is_possible(&cli->terminal)) {
        report_failure("this account must set a new password first");
        report_advice("wikijs login, on a terminal, or log in at %s with a browser", cli->settings.url);
        return NULL;
    }
    report_note(cli, "This account must set a new password.");
    char *first = prompt_secret("New password: ");
    char *second = first ? prompt_secret("Again: ") : NULL;
    bool same = second && strcmp(first, second) == 0;
    xfree_secret(second);
    if (same)
        return first;
    report_failure("the two are not the same");
    xfree_secret(first);
    return NULL;
}

static int continue_with_new_password(struct cli *cli, wikijs_login **login)
{
    char *password = ask_new_password(cli);
    if (!password)
        return 4;
    wikijs_login *next = NULL;
    int status;
    CALL(status, cli,
         wikijs_authentication_login_change_password_async(cli->client, (*login)->continuation_token, password, NULL,
                                                           CALL_TASK),
         wikijs_authentication_login_change_password_finish(task.call, &next, &cli->error));
    xfree_secret(password);
    wikijs_login_free(*login);
    *login = next;
    return status < 0 ? report_status(cli, status) : 0;
}

/* Whether the token goes to the secret service: where there is one the user is asked. */
static bool wants_service(struct cli *cli, const struct login_args *args)
{
    if (args->keyring || args->password_stdin || !prompt_is_possible(&cli->terminal) || !secret_service_is_there())
        return args->keyring;
    return prompt_confirm("Keep the token in the desktop's secret service, not in a file? [y/N] ");
}

static int keep(struct cli *cli, const struct login_args *args, const char *username, const char *token)
{
    wikijs_token_info info = { .struct_size = sizeof info };
    const char *user = wikijs_token_inspect(token, &info) == 0 && *info.email ? info.email : username;
    if (!user || strpbrk(user, "\t\n"))
        user = "?";
    char *problem = tokens_store(cli->settings.url, user, token, wants_service(cli, args));
    if (problem) {
        report_failure("the login was not kept: %s", problem);
        free(problem);
        return EXIT_FAILED;
    }
    report_note(cli, "logged in to %s as %s", cli->settings.url, user);
    const char *key = getenv("WIKIJS_API_KEY");
    if (key && *key)
        report_warning(cli, "WIKIJS_API_KEY is set and comes before this login");
    return EXIT_DONE;
}

static int log_in(struct cli *cli, const struct login_args *args, const char *username, const char *password)
{
    wikijs_login *login = NULL;
    int status;
    CALL(status, cli,
         wikijs_authentication_login_async(cli->client, username, password, args->strategy, NULL, CALL_TASK),
         wikijs_authentication_login_finish(task.call, &login, &cli->error));
    if (status == WIKIJS_E_UNAUTHENTICATED) {
        report_failure("%s", *cli->error.message ? cli->error.message : wikijs_status_text(status));
        return wikijs_status_exit_code(status);
    }
    int code = status < 0 ? report_status(cli, status) : 0;
    if (code == EXIT_FAILED && args->strategy)
        report_advice("another --strategy: its key is in Administration > Authentication");
    if (code == 0 && login && (login->must_provide_tfa || login->must_setup_tfa))
        code = continue_with_code(cli, args, &login);
    if (code == 0 && login && login->must_change_pwd)
        code = continue_with_new_password(cli, &login);
    if (code == 0)
        code = login && login->jwt ? keep(cli, args, username, login->jwt) : report_failure("the server gave no token");
    wikijs_login_free(login);
    return code;
}

/* A login is made as nobody. */
static void forget_credentials(struct settings *settings)
{
    settings->options.api_key = NULL;
    settings->options.api_key_env = NULL;
    settings->options.api_key_file = NULL;
    settings->options.api_key_command = NULL;
    settings->options.login_token = NULL;
    settings->credentials = CREDENTIALS_NONE;
}

static int log_in_as_said(struct cli *cli, const struct login_args *args)
{
    int code = context_configure(cli);
    if (code)
        return code;
    if (dry_run_skips(cli, "log in to %s", cli->settings.url ? cli->settings.url : "the wiki"))
        return EXIT_DONE;
    forget_credentials(&cli->settings);
    code = context_connect(cli);
    if (code)
        return code;
    char *username = NULL, *password = NULL;
    code = ask(cli, args, &username, &password);
    if (code == 0)
        code = log_in(cli, args, username, password);
    free(username);
    xfree_secret(password);
    return code;
}

int login_ask(struct cli *cli)
{
    return log_in_as_said(cli, &(struct login_args){ 0 });
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)operands;
    return log_in_as_said(cli, args);
}

static const struct example examples[] = {
    { "Asks for name and password", "wikijs login" },
    { "Without a terminal", "wikijs login --username me@example.com --password-stdin < password.txt" },
    { 0 },
};

const struct cmd cmd_login = {
    .name = "login",
    .group = "ACCESS",
    .changes_settings = true,
    .summary = "Log in with a name and a password",
    .text =
        "Log in and keep the token in $XDG_STATE_HOME/wikijs/tokens (~/.local/state when not set), a file with "
        "mode 0600, or with --keyring in the desktop's secret service. The token is renewed while it is used, and ends after about two weeks without use.\n\n"
        "An API key that is given in any way comes before a login. The server allows five logins a minute.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct login_args),
    .run = run,
    .since = "0.1",
};
