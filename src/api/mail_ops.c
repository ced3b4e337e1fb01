/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/mail_ops.h"

#include "api/ops.h"
#include "model/models.h"

#define SYSTEM "manage:system"

enum { REQUIRED = WJ_ARG_REQUIRED, SECRET = WJ_ARG_REQUIRED | WJ_ARG_SECRET };

/* clang-format off */

const struct wj_op wj_op_mail_config = {
    OP("mail", "config", .answer = WJ_ANSWER_OBJECT, .model = &wj_mail_config_model, .permission = SYSTEM,
       .reads = "mail")
};

static const struct wj_arg update_args[] = {
    ARG(struct wj_mail_args, sender_name,       "senderName",      "String!",  WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_mail_args, sender_email,      "senderEmail",     "String!",  WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_mail_args, host,              "host",            "String!",  WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_mail_args, port,              "port",            "Int!",     WJ_ARG_INT,    REQUIRED),
    ARG(struct wj_mail_args, name,              "name",            "String!",  WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_mail_args, secure,            "secure",          "Boolean!", WJ_ARG_BOOL,   REQUIRED),
    ARG(struct wj_mail_args, verify_ssl,        "verifySSL",       "Boolean!", WJ_ARG_BOOL,   REQUIRED),
    ARG(struct wj_mail_args, user,              "user",            "String!",  WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_mail_args, pass,              "pass",            "String!",  WJ_ARG_STRING, SECRET),
    ARG(struct wj_mail_args, use_dkim,          "useDKIM",         "Boolean!", WJ_ARG_BOOL,   REQUIRED),
    ARG(struct wj_mail_args, dkim_domain_name,  "dkimDomainName",  "String!",  WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_mail_args, dkim_key_selector, "dkimKeySelector", "String!",  WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_mail_args, dkim_private_key,  "dkimPrivateKey",  "String!",  WJ_ARG_STRING, SECRET),
};
const struct wj_op wj_op_mail_update_config = {
    OP("mail", "updateConfig", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "mail")
};
const struct wj_op wj_op_mail_change = {
    OP("mail", "updateConfig", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "mail")
};

static const struct wj_arg send_test_args[] = {
    ARG(struct wj_send_test_args, recipient, "recipientEmail", "String!", WJ_ARG_STRING, REQUIRED),
};
const struct wj_op wj_op_mail_send_test = {
    OP("mail", "sendTest", OP_ARGS(send_test_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = SYSTEM,
       .touches = "-sends a mail")
};

/* clang-format on */

const struct wj_op *const wj_mail_ops[] = {
    &wj_op_mail_config,
    &wj_op_mail_update_config,
    &wj_op_mail_send_test,
    NULL,
};
