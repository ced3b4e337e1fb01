/* SPDX-License-Identifier: MIT */
/* Mail. The server takes only a whole configuration, so a change reads it first; eight asterisks keep the password. */
#include <wikijs/mail.h>

#include <string.h>

#include "api/input.h"
#include "api/mail_ops.h"
#include "api/results.h"
#include "api/typed.h"

WJ_SECRET_FREE_FUNCTION(wikijs_mail_config)

#define KEPT_PASSWORD "********"

static void prepare_config(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_mail_get_config, wj_op_mail_config, struct wj_no_args, prepare_config, wikijs_mail_config,
         (const wikijs_call_options *options), (options))

static const char *text(const char *given, const char *there)
{
    return given ? given : there ? there : "";
}

static int on(int given, bool there)
{
    return given ? given : there ? WIKIJS_YES : WIKIJS_NO;
}

static enum wj_step write_config(struct wikijs_call *call, const wikijs_mail_config *there)
{
    const struct wj_mail_args *given = call->args;
    struct wj_mail_args sent = {
        .sender_name = text(given->sender_name, there->sender_name),
        .sender_email = text(given->sender_email, there->sender_email),
        .host = text(given->host, there->host),
        .name = text(given->name, there->name),
        .user = text(given->user, there->user),
        .pass = text(given->pass, KEPT_PASSWORD),
        .dkim_domain_name = text(given->dkim_domain_name, there->dkim_domain_name),
        .dkim_key_selector = text(given->dkim_key_selector, there->dkim_key_selector),
        .dkim_private_key = text(given->dkim_private_key, there->dkim_private_key),
        .port = given->port ? given->port : there->port,
        .secure = on(given->secure, there->secure),
        .verify_ssl = on(given->verify_ssl, there->verify_ssl),
        .use_dkim = on(given->use_dkim, there->use_dkim),
    };
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_mail_update_config, .args = &sent, .args_size = sizeof sent });
}

static bool is_whole(const struct wj_mail_args *args)
{
    return args->sender_name && args->sender_email && args->host && args->name && args->user && args->pass &&
           args->dkim_domain_name && args->dkim_key_selector && args->dkim_private_key && args->port && args->secure &&
           args->verify_ssl && args->use_dkim;
}

static enum wj_step change_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    static const wikijs_mail_config nothing = { 0 };
    if (!child && is_whole(call->args))
        return write_config(call, &nothing);
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_mail_config });
    bool is_read = child->status == 0 && child->op == &wj_op_mail_config;
    return is_read ? write_config(call, child->result) : wj_flow_end_as(call, child);
}

static bool sets_nothing(const struct wj_mail_args *args)
{
    return !args->sender_name && !args->sender_email && !args->host && !args->name && !args->user && !args->pass &&
           !args->dkim_domain_name && !args->dkim_key_selector && !args->dkim_private_key && !args->port &&
           !args->secure && !args->verify_ssl && !args->use_dkim;
}

static void prepare_update(struct wj_request *request, struct wj_mail_args *args, const wikijs_mail_update_input *given)
{
    wikijs_mail_update_input input = { 0 };
    wj_read_struct(request, given, &input, sizeof input);
    *args = (struct wj_mail_args){
        .sender_name = input.sender_name,
        .sender_email = input.sender_email,
        .host = input.host,
        .name = input.name,
        .user = input.user,
        .pass = input.pass,
        .dkim_domain_name = input.dkim_domain_name,
        .dkim_key_selector = input.dkim_key_selector,
        .dkim_private_key = input.dkim_private_key,
        .port = input.port,
        .secure = (int)input.secure,
        .verify_ssl = (int)input.verify_ssl,
        .use_dkim = (int)input.use_dkim,
    };
    if (sets_nothing(args))
        wj_request_refuse(request, "there is nothing to change");
    if (input.port < 0 || input.port > UINT16_MAX)
        wj_request_refuse(request, "%lld is no port", (long long)input.port);
    if (input.pass && strcmp(input.pass, KEPT_PASSWORD) == 0)
        wj_request_refuse(request, "the server takes a password of eight asterisks for the one that it has");
    request->timeout_ms = input.timeout_ms;
    request->flow = change_flow;
}

WJ_TYPED_PLAIN(wikijs_mail_update, wj_op_mail_change, struct wj_mail_args, prepare_update,
               (const wikijs_mail_update_input *input), (input))

static void prepare_send_test(struct wj_request *request, struct wj_send_test_args *args, const char *recipient,
                              const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, recipient, "address");
    args->recipient = recipient;
}

WJ_TYPED_PLAIN(wikijs_mail_send_test, wj_op_mail_send_test, struct wj_send_test_args, prepare_send_test,
               (const char *recipient, const wikijs_call_options *options), (recipient, options))
