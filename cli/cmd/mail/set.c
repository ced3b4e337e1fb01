/* SPDX-License-Identifier: MIT */
#include "cmd/mail/mail.h"

#include "assignments.h"
#include "call.h"
#include "report.h"

#include <wikijs/mail.h>

#include <stddef.h>

/* clang-format off */
static const size_t offsets[WIKIJS_MAIL_CONFIG_FIELDS] = {
    [WIKIJS_MAIL_CONFIG_SENDER_NAME] = offsetof(wikijs_mail_update_input, sender_name),
    [WIKIJS_MAIL_CONFIG_SENDER_EMAIL] = offsetof(wikijs_mail_update_input, sender_email),
    [WIKIJS_MAIL_CONFIG_HOST] = offsetof(wikijs_mail_update_input, host),
    [WIKIJS_MAIL_CONFIG_PORT] = offsetof(wikijs_mail_update_input, port),
    [WIKIJS_MAIL_CONFIG_NAME] = offsetof(wikijs_mail_update_input, name),
    [WIKIJS_MAIL_CONFIG_SECURE] = offsetof(wikijs_mail_update_input, secure),
    [WIKIJS_MAIL_CONFIG_VERIFY_SSL] = offsetof(wikijs_mail_update_input, verify_ssl),
    [WIKIJS_MAIL_CONFIG_USER] = offsetof(wikijs_mail_update_input, user),
    [WIKIJS_MAIL_CONFIG_PASS] = offsetof(wikijs_mail_update_input, pass),
    [WIKIJS_MAIL_CONFIG_USE_DKIM] = offsetof(wikijs_mail_update_input, use_dkim),
    [WIKIJS_MAIL_CONFIG_DKIM_DOMAIN_NAME] = offsetof(wikijs_mail_update_input, dkim_domain_name),
    [WIKIJS_MAIL_CONFIG_DKIM_KEY_SELECTOR] = offsetof(wikijs_mail_update_input, dkim_key_selector),
    [WIKIJS_MAIL_CONFIG_DKIM_PRIVATE_KEY] = offsetof(wikijs_mail_update_input, dkim_private_key),
};
/* clang-format on */

static const struct assignable settings = { "MailConfig", "mail get", offsets, UINT16_MAX };

static int update(struct cli *cli, const wikijs_mail_update_input *input)
{
    int status;
    CALL(status, cli, wikijs_mail_update_async(cli->client, input, CALL_TASK),
         wikijs_mail_update_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed how mail is sent");
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    wikijs_mail_update_input input = WIKIJS_MAIL_UPDATE_INPUT_INIT;
    struct assigned assigned;
    int code = assignments_read(cli, &settings, operands, &input, &assigned);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = update(cli, &input);
    assigned_free(&assigned);
    return code;
}

static const struct example examples[] = {
    { "Another host", "wikijs mail set host=smtp.example.com port=465 secure=true" },
    { "The password from a file", "wikijs mail set user=wiki pass=@secret.txt" },
    { 0 },
};

const struct cmd cmd_mail_set = {
    .name = "set",
    .summary = "Change how the server sends mail",
    .usage = "<setting>=<value>...",
    .text =
        "Change the settings that are given and nothing else; the password stays, too, though the server never shows it. Names are those of 'mail get'. <setting>=@<file> takes the value from a file, @- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
