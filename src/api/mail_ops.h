/* SPDX-License-Identifier: MIT */
/* Operation rows of the namespace `mail` and the argument structs that they describe. */
#ifndef WJ_API_MAIL_OPS_H
#define WJ_API_MAIL_OPS_H

#include "graphql/operation.h"

/* Left out counts as not set; what goes to the server has everything. */
struct wj_mail_args {
    const char *sender_name, *sender_email, *host, *name, *user, *pass;
    const char *dkim_domain_name, *dkim_key_selector, *dkim_private_key;
    int64_t port;
    int secure, verify_ssl, use_dkim; /* wikijs_tristate */
};

struct wj_send_test_args {
    const char *recipient;
};

extern const struct wj_op wj_op_mail_config, wj_op_mail_update_config, wj_op_mail_send_test;
/* Not of the list: the arguments of a flow. */
extern const struct wj_op wj_op_mail_change;

#endif
