/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/mail.h. */
#include "model/models.h"

#include <wikijs/mail.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN, SECRET = WIKIJS_FIELD_SECRET };

/* clang-format off */

static const struct wj_field mail_config_fields[] = {
    [WIKIJS_MAIL_CONFIG_SENDER_NAME]       = FIELD(wikijs_mail_config, sender_name, "senderName", "SENDER", DEF | COL, NULL, "name of the sender"),
    [WIKIJS_MAIL_CONFIG_SENDER_EMAIL]      = FIELD(wikijs_mail_config, sender_email, "senderEmail", "ADDRESS", DEF | COL, NULL, "address of the sender"),
    [WIKIJS_MAIL_CONFIG_HOST]              = FIELD(wikijs_mail_config, host, "host", "HOST", DEF | COL, NULL, "mail server; empty: none is set up"),
    [WIKIJS_MAIL_CONFIG_PORT]              = FIELD(wikijs_mail_config, port, "port", "PORT", DEF | COL, NULL, "port of the mail server"),
    [WIKIJS_MAIL_CONFIG_NAME]              = FIELD(wikijs_mail_config, name, "name", "NAME", DEF, NULL, "how the server introduces itself"),
    [WIKIJS_MAIL_CONFIG_SECURE]            = FIELD(wikijs_mail_config, secure, "secure", "TLS", DEF | COL, NULL, "TLS from the start"),
    [WIKIJS_MAIL_CONFIG_VERIFY_SSL]        = FIELD(wikijs_mail_config, verify_ssl, "verifySSL", "VERIFY", DEF, NULL, "whether certificates are checked"),
    [WIKIJS_MAIL_CONFIG_USER]              = FIELD(wikijs_mail_config, user, "user", "USER", DEF | COL, NULL, "user name there"),
    [WIKIJS_MAIL_CONFIG_PASS]              = FIELD(wikijs_mail_config, pass, "pass", "PASSWORD", DEF | SECRET, NULL, "password; the server shows eight asterisks, or nothing when there is none"),
    [WIKIJS_MAIL_CONFIG_USE_DKIM]          = FIELD(wikijs_mail_config, use_dkim, "useDKIM", "DKIM", DEF, NULL, "whether mails are signed"),
    [WIKIJS_MAIL_CONFIG_DKIM_DOMAIN_NAME]  = FIELD(wikijs_mail_config, dkim_domain_name, "dkimDomainName", "DKIM DOMAIN", DEF, NULL, "domain of the signature"),
    [WIKIJS_MAIL_CONFIG_DKIM_KEY_SELECTOR] = FIELD(wikijs_mail_config, dkim_key_selector, "dkimKeySelector", "DKIM SELECTOR", DEF, NULL, "selector of the signature"),
    [WIKIJS_MAIL_CONFIG_DKIM_PRIVATE_KEY]  = FIELD(wikijs_mail_config, dkim_private_key, "dkimPrivateKey", "DKIM KEY", DEF | SECRET, NULL, "key of the signature; the server shows it in clear"),
};
const struct wikijs_model wj_mail_config_model = MODEL(wikijs_mail_config, "MailConfig", mail_config_fields);

/* clang-format on */

const struct wikijs_model *const wj_mail_models[] = {
    &wj_mail_config_model,
    NULL,
};
