/* SPDX-License-Identifier: MIT */
#include "cmd/mail/mail.h"

#include "file_value.h"
#include "text/match.h"

#include <string.h>
#include <wikijs/mail.h>

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

struct values {
    wikijs_mail_update_input input;
    char *texts[WIKIJS_MAIL_CONFIG_FIELDS]; /* what the strings of the input point to */
};

static int unknown(struct cli *cli, const wikijs_model *model, const char *key)
{
    const char *names[WIKIJS_MAIL_CONFIG_FIELDS + 1] = { NULL };
    for (size_t i = 0; i < WIKIJS_MAIL_CONFIG_FIELDS; i++)
        names[i] = wikijs_model_field(model, i).name;
    const char *nearest = text_nearest(key, names);
    return nearest ? report_usage(cli, "there is no setting '%s'; did you mean '%s'?", key, nearest)
                   : report_usage(cli, "there is no setting '%s'; see 'wikijs mail get'", key);
}

static int set_value(struct cli *cli, struct values *values, const wikijs_field *field, size_t index)
{
    void *member = (char *)&values->input + offsets[index];
    const char *text = values->texts[index];
    bool yes = strcmp(text, "true") == 0;
    switch (field->type) {
    case WIKIJS_TYPE_BOOL:
        if (!yes && strcmp(text, "false") != 0)
            return report_usage(cli, "'%s' is true or false, not '%s'", field->name, text);
        *(wikijs_tristate *)member = yes ? WIKIJS_YES : WIKIJS_NO;
        return 0;
    case WIKIJS_TYPE_INT:
        if (!id_parse(text, member) || values->input.port > 65535)
            return report_usage(cli, "'%s' is a number from 1 to 65535, not '%s'", field->name, text);
        return 0;
    default:
        *(const char **)member = text;
        return 0;
    }
}

static int read_operand(struct cli *cli, const wikijs_model *model, const char *operand, struct values *values)
{
    const char *equals = strchr(operand, '=');
    if (!equals)
        return report_usage(cli, "'%s' is not <setting>=<value>", operand);
    char *key = xstrndup(operand, (size_t)(equals - operand));
    int index = wikijs_model_find(model, key);
    int code = index < 0 ? unknown(cli, model, key) : 0;
    if (code == 0 && values->texts[index])
        code = report_usage(cli, "'%s' is given twice", key);
    struct buffer value = { 0 };
    if (code == 0)
        code = file_value_read(cli, equals + 1, &value);
    if (code == 0) {
        wikijs_field field = wikijs_model_field(model, (size_t)index);
        values->texts[index] = xstrndup(buffer_text(&value), value.length);
        code = set_value(cli, values, &field, (size_t)index);
    }
    buffer_free_secret(&value);
    free(key);
    return code;
}

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
    const wikijs_model *model = wikijs_model_by_name("MailConfig");
    struct values values = { .input = WIKIJS_MAIL_UPDATE_INPUT_INIT };
    int code = 0;
    for (size_t i = 0; i < operands->count && code == 0; i++)
        code = read_operand(cli, model, operands->items[i], &values);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = update(cli, &values.input);
    for (size_t i = 0; i < WIKIJS_MAIL_CONFIG_FIELDS; i++)
        xfree_secret(values.texts[i]);
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
