/* SPDX-License-Identifier: MIT */
/**
 * @file mail.h
 * How the server sends mail.
 *
 *     wikijs_mail_update_input input = WIKIJS_MAIL_UPDATE_INPUT_INIT;
 *     input.host = "smtp.example.com";
 *     wikijs_mail_update(client, &input, &err);
 *     wikijs_mail_send_test(client, "me@example.com", NULL, &err);
 *
 * All of it needs manage:system.
 * What pages.h says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_MAIL_H
#define WIKIJS_MAIL_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_mail_config (GraphQL type MailConfig), in the order of its table. */
enum {
    WIKIJS_MAIL_CONFIG_SENDER_NAME,
    WIKIJS_MAIL_CONFIG_SENDER_EMAIL,
    WIKIJS_MAIL_CONFIG_HOST,
    WIKIJS_MAIL_CONFIG_PORT,
    WIKIJS_MAIL_CONFIG_NAME,
    WIKIJS_MAIL_CONFIG_SECURE,
    WIKIJS_MAIL_CONFIG_VERIFY_SSL,
    WIKIJS_MAIL_CONFIG_USER,
    WIKIJS_MAIL_CONFIG_PASS,
    WIKIJS_MAIL_CONFIG_USE_DKIM,
    WIKIJS_MAIL_CONFIG_DKIM_DOMAIN_NAME,
    WIKIJS_MAIL_CONFIG_DKIM_KEY_SELECTOR,
    WIKIJS_MAIL_CONFIG_DKIM_PRIVATE_KEY,
    WIKIJS_MAIL_CONFIG_FIELDS
};

/** How the server sends mail. */
typedef struct wikijs_mail_config {
    uint64_t present;              /* WIKIJS_BIT(WIKIJS_MAIL_CONFIG_...) of the fields that came back */
    const char *sender_name;       /* name of the sender */
    const char *sender_email;      /* address of the sender */
    const char *host;              /* mail server; empty: none is set up */
    int64_t port;                  /* port of the mail server */
    const char *name;              /* how the server introduces itself */
    bool secure;                   /* TLS from the start */
    bool verify_ssl;               /* whether certificates are checked */
    const char *user;              /* user name there */
    const char *pass;              /* password; the server shows eight asterisks, or nothing when there is none */
    bool use_dkim;                 /* whether mails are signed */
    const char *dkim_domain_name;  /* domain of the signature */
    const char *dkim_key_selector; /* selector of the signature */
    const char *dkim_private_key;  /* key of the signature; the server shows it in clear */
} wikijs_mail_config;

/**
 * Free what an operation returned, with everything in it. Secrets in it are wiped.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_mail_config_free(wikijs_mail_config *object);

/** What to change; what is not set stays as it is. */
typedef struct wikijs_mail_update_input {
    size_t struct_size;
    const char *sender_name;       /* name of the sender */
    const char *sender_email;      /* address of the sender */
    const char *host;              /* mail server */
    int64_t port;                  /* 1 to 65535; 0: not set */
    const char *name;              /* how the server introduces itself */
    wikijs_tristate secure;        /* TLS from the start */
    wikijs_tristate verify_ssl;    /* whether certificates are checked */
    const char *user;              /* user name there */
    const char *pass;              /* "": none any more */
    wikijs_tristate use_dkim;      /* whether mails are signed */
    const char *dkim_domain_name;  /* domain of the signature */
    const char *dkim_key_selector; /* selector of the signature */
    const char *dkim_private_key;  /* key of the signature */
    int64_t timeout_ms;            /* whole call; 0: the client's default */
} wikijs_mail_update_input;

#define WIKIJS_MAIL_UPDATE_INPUT_INIT                   \
    {                                                   \
        .struct_size = sizeof(wikijs_mail_update_input) \
    }

/**
 * Read how the server sends mail.
 *
 * Sends mail.config. The password comes masked, the key of the signature in clear.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the configuration; free with wikijs_mail_config_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_mail_get_config(wikijs_client *client, const wikijs_call_options *options,
                                      wikijs_mail_config **out, wikijs_error *err);

/** Start wikijs_mail_get_config() without waiting. @since 0.1 */
WIKIJS_API int wikijs_mail_get_config_async(wikijs_client *client, const wikijs_call_options *options,
                                            wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_mail_get_config_async(). @since 0.1 */
WIKIJS_API int wikijs_mail_get_config_finish(wikijs_call *call, wikijs_mail_config **out, wikijs_error *err);

/**
 * Change how the server sends mail, and keep all that is not changed.
 *
 * Reads mail.config, unless the input sets everything, then sends all of it (mail.updateConfig): the server takes
 * only a whole configuration. A password that is not set stays: the server takes its own eight asterisks for that.
 * So those cannot be a password.
 *
 * @param client  client
 * @param input   what to change; copied
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG nothing to change, a port that is none; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_mail_update(wikijs_client *client, const wikijs_mail_update_input *input, wikijs_error *err);

/** Start wikijs_mail_update() without waiting. @since 0.1 */
WIKIJS_API int wikijs_mail_update_async(wikijs_client *client, const wikijs_mail_update_input *input,
                                        wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_mail_update_async(). @since 0.1 */
WIKIJS_API int wikijs_mail_update_finish(wikijs_call *call, wikijs_error *err);

/**
 * Let the server send a test mail.
 *
 * Sends mail.sendTest. It waits until the mail server has taken the mail.
 *
 * @param client     client
 * @param recipient  address
 * @param options    NULL for defaults
 * @param err        receives details on failure; may be NULL
 * @return 0; WIKIJS_E_INVALID the address is none; WIKIJS_E_REFUSED no mail server is set up (server_code 3002), or
 *         it cannot be reached
 * @since 0.1
 */
WIKIJS_API int wikijs_mail_send_test(wikijs_client *client, const char *recipient, const wikijs_call_options *options,
                                     wikijs_error *err);

/** Start wikijs_mail_send_test() without waiting. @since 0.1 */
WIKIJS_API int wikijs_mail_send_test_async(wikijs_client *client, const char *recipient,
                                           const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                           wikijs_call **out_call);

/** Take the outcome of wikijs_mail_send_test_async(). @since 0.1 */
WIKIJS_API int wikijs_mail_send_test_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
