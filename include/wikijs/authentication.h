/* SPDX-License-Identifier: MIT */
/**
 * @file authentication.h
 * Logging in by hand, registering, the care of the server's own keys, and reading what a token says about itself.
 *
 * A client that was given a user name and a password logs in by itself, renews its token and logs in again when it has
 * to. These functions are for programs that keep the token themselves:
 *
 *     wikijs_login *login;
 *     wikijs_authentication_login(client, "me@example.com", password, NULL, NULL, &login, &err);
 *     if (login->jwt) save(login->jwt);
 *     wikijs_login_free(login);
 *
 * What pages.h says of `_async` and `_finish` functions holds here, too. The server allows 5 logins a minute.
 * API keys are in api_keys.h, the ways to log in in strategies.h.
 */
#ifndef WIKIJS_AUTHENTICATION_H
#define WIKIJS_AUTHENTICATION_H

#include <wikijs/error.h>
#include <wikijs/pages.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_login (GraphQL type AuthenticationLoginResponse), in the order of its table. */
enum {
    WIKIJS_LOGIN_JWT,
    WIKIJS_LOGIN_MUST_CHANGE_PWD,
    WIKIJS_LOGIN_MUST_PROVIDE_TFA,
    WIKIJS_LOGIN_MUST_SETUP_TFA,
    WIKIJS_LOGIN_CONTINUATION_TOKEN,
    WIKIJS_LOGIN_REDIRECT,
    WIKIJS_LOGIN_TFA_QR_IMAGE,
    WIKIJS_LOGIN_FIELDS
};

/** The outcome of a login: a token, or what has to be done first. */
typedef struct wikijs_login {
    uint64_t present;
    const char *jwt;                /* NULL when something has to be done first */
    bool must_change_pwd;           /* continue with wikijs_authentication_login_change_password() */
    bool must_provide_tfa;          /* continue with wikijs_authentication_login_tfa() */
    bool must_setup_tfa;            /* the same with setup = true, after showing tfa_qr_image */
    const char *continuation_token; /* NULL when a token was given */
    const char *redirect;           /* where a browser would go */
    const char *tfa_qr_image;       /* SVG */
} wikijs_login;

/**
 * Free the outcome of a login; the token in it is wiped.
 *
 * @param login  outcome, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_login_free(wikijs_login *login);

/**
 * Log in with a name and a password.
 *
 * Sends authentication.login without the client's own credentials. Success does not mean that there is a token: see
 * wikijs_login.
 *
 * @param client    client
 * @param username  email, or user name of another strategy
 * @param password  password
 * @param strategy  key of an authentication strategy; NULL: "local"
 * @param options   NULL for defaults
 * @param out       receives the outcome; free with wikijs_login_free()
 * @param err       receives details on failure; may be NULL
 * @return 0; WIKIJS_E_UNAUTHENTICATED wrong name or password, disabled account; WIKIJS_E_RATE_LIMITED five logins a
 *         minute were used up
 * @since 0.1
 */
WIKIJS_API int wikijs_authentication_login(wikijs_client *client, const char *username, const char *password,
                                           const char *strategy, const wikijs_call_options *options, wikijs_login **out,
                                           wikijs_error *err);

/** Start wikijs_authentication_login() without waiting. @since 0.1 */
WIKIJS_API int wikijs_authentication_login_async(wikijs_client *client, const char *username, const char *password,
                                                 const char *strategy, const wikijs_call_options *options,
                                                 wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_authentication_login_async(). @since 0.1 */
WIKIJS_API int wikijs_authentication_login_finish(wikijs_call *call, wikijs_login **out, wikijs_error *err);

/**
 * Continue a login with the code of a second factor.
 *
 * Sends authentication.loginTFA.
 *
 * @param client              client
 * @param continuation_token  from wikijs_login
 * @param security_code       six digits
 * @param setup               true when the factor is being set up (must_setup_tfa)
 * @param options             NULL for defaults
 * @param out                 receives the outcome; free with wikijs_login_free()
 * @param err                 receives details on failure; may be NULL
 * @return 0; WIKIJS_E_TFA_REQUIRED wrong code
 * @since 0.1
 */
WIKIJS_API int wikijs_authentication_login_tfa(wikijs_client *client, const char *continuation_token,
                                               const char *security_code, bool setup,
                                               const wikijs_call_options *options, wikijs_login **out,
                                               wikijs_error *err);

/** Start wikijs_authentication_login_tfa() without waiting. @since 0.1 */
WIKIJS_API int wikijs_authentication_login_tfa_async(wikijs_client *client, const char *continuation_token,
                                                     const char *security_code, bool setup,
                                                     const wikijs_call_options *options, wikijs_call_done_fn done,
                                                     void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_authentication_login_tfa_async(). @since 0.1 */
WIKIJS_API int wikijs_authentication_login_tfa_finish(wikijs_call *call, wikijs_login **out, wikijs_error *err);

/**
 * Continue a login whose account must set a new password.
 *
 * Sends authentication.loginChangePassword.
 *
 * @param client              client
 * @param continuation_token  from wikijs_login
 * @param new_password        at least six characters
 * @param options             NULL for defaults
 * @param out                 receives the outcome; free with wikijs_login_free()
 * @param err                 receives details on failure; may be NULL
 * @return 0 or see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_authentication_login_change_password(wikijs_client *client, const char *continuation_token,
                                                           const char *new_password, const wikijs_call_options *options,
                                                           wikijs_login **out, wikijs_error *err);

/** Start wikijs_authentication_login_change_password() without waiting. @since 0.1 */
WIKIJS_API int wikijs_authentication_login_change_password_async(wikijs_client *client, const char *continuation_token,
                                                                 const char *new_password,
                                                                 const wikijs_call_options *options,
                                                                 wikijs_call_done_fn done, void *payload,
                                                                 wikijs_call **out_call);

/** Take the outcome of wikijs_authentication_login_change_password_async(). @since 0.1 */
WIKIJS_API int wikijs_authentication_login_change_password_finish(wikijs_call *call, wikijs_login **out,
                                                                  wikijs_error *err);

/** Fields of wikijs_registration (GraphQL type AuthenticationRegisterResponse), in the order of its table. */
enum { WIKIJS_REGISTRATION_JWT, WIKIJS_REGISTRATION_FIELDS };

/** The outcome of a registration. */
typedef struct wikijs_registration {
    uint64_t present; /* WIKIJS_BIT(WIKIJS_REGISTRATION_...) of the fields that came back */
    const char *jwt;  /* NULL when the address has to be confirmed first */
} wikijs_registration;

/**
 * Free what an operation returned, with everything in it. The token in it is wiped.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_registration_free(wikijs_registration *object);

/**
 * Register a new account, as a visitor would.
 *
 * Sends authentication.register without the client's own credentials. The site must allow it, and the server sends
 * a mail to confirm the address: on a site that cannot send mail it makes the account and then fails (server_code
 * 3002), and the account stays, waiting for a confirmation.
 *
 * @param client    client
 * @param email     address
 * @param password  at least six characters
 * @param name      at least two characters
 * @param options   NULL for defaults
 * @param out       receives the outcome; free with wikijs_registration_free()
 * @param err       receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN registration is off, or not for this domain; WIKIJS_E_EXISTS there is an account;
 *         WIKIJS_E_INVALID the server refused a value; WIKIJS_E_REFUSED it cannot send mail
 * @since 0.1
 */
WIKIJS_API int wikijs_authentication_register(wikijs_client *client, const char *email, const char *password,
                                              const char *name, const wikijs_call_options *options,
                                              wikijs_registration **out, wikijs_error *err);

/** Start wikijs_authentication_register() without waiting. @since 0.1 */
WIKIJS_API int wikijs_authentication_register_async(wikijs_client *client, const char *email, const char *password,
                                                    const char *name, const wikijs_call_options *options,
                                                    wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_authentication_register_async(). @since 0.1 */
WIKIJS_API int wikijs_authentication_register_finish(wikijs_call *call, wikijs_registration **out, wikijs_error *err);

/**
 * Have a mail sent with which an account gets a new password.
 *
 * Sends authentication.forgotPassword without credentials. The server says that it succeeded for addresses that it
 * does not know. It allows three of these calls a minute.
 *
 * @param client   client
 * @param email    address of the account
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_REFUSED it cannot send mail; WIKIJS_E_RATE_LIMITED three calls a minute were used up
 * @since 0.1
 */
WIKIJS_API int wikijs_authentication_forgot_password(wikijs_client *client, const char *email,
                                                     const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_authentication_forgot_password() without waiting. @since 0.1 */
WIKIJS_API int wikijs_authentication_forgot_password_async(wikijs_client *client, const char *email,
                                                           const wikijs_call_options *options, wikijs_call_done_fn done,
                                                           void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_authentication_forgot_password_async(). @since 0.1 */
WIKIJS_API int wikijs_authentication_forgot_password_finish(wikijs_call *call, wikijs_error *err);

/**
 * Make the server sign tokens with a new key.
 *
 * Sends authentication.regenerateCertificates. **Every API key and every login ends at once, that of this client
 * included**; new ones have to be made from a login. Needs manage:system. There is no way back.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_authentication_regenerate_certificates(wikijs_client *client, const wikijs_call_options *options,
                                                             wikijs_error *err);

/** Start wikijs_authentication_regenerate_certificates() without waiting. @since 0.1 */
WIKIJS_API int wikijs_authentication_regenerate_certificates_async(wikijs_client *client,
                                                                   const wikijs_call_options *options,
                                                                   wikijs_call_done_fn done, void *payload,
                                                                   wikijs_call **out_call);

/** Take the outcome of wikijs_authentication_regenerate_certificates_async(). @since 0.1 */
WIKIJS_API int wikijs_authentication_regenerate_certificates_finish(wikijs_call *call, wikijs_error *err);

/**
 * Make the guest user anew.
 *
 * Sends authentication.resetGuestUser: user 2 is deleted and made again in group 2. For sites whose guest account
 * was damaged. Needs manage:system.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_authentication_reset_guest_user(wikijs_client *client, const wikijs_call_options *options,
                                                      wikijs_error *err);

/** Start wikijs_authentication_reset_guest_user() without waiting. @since 0.1 */
WIKIJS_API int wikijs_authentication_reset_guest_user_async(wikijs_client *client, const wikijs_call_options *options,
                                                            wikijs_call_done_fn done, void *payload,
                                                            wikijs_call **out_call);

/** Take the outcome of wikijs_authentication_reset_guest_user_async(). @since 0.1 */
WIKIJS_API int wikijs_authentication_reset_guest_user_finish(wikijs_call *call, wikijs_error *err);

/** What a token says about itself. Nothing of it is verified: only the server can do that. */
typedef struct wikijs_token_info {
    size_t struct_size;
    bool is_api_key;        /* an API key; else the token of a login */
    int64_t api_key_id;     /* 0 for a login */
    int64_t group_id;       /* the group an API key acts for; 0 for a login */
    int64_t user_id;        /* 0 for an API key, which acts as user 1 */
    int64_t issued_at;      /* Unix milliseconds; 0: not said */
    int64_t expires_at;     /* Unix milliseconds; 0: not said */
    char email[256];        /* "" for an API key */
    char name[256];         /* "" for an API key */
    char permissions[1024]; /* of a login, separated by spaces; "" for an API key */
} wikijs_token_info;

/**
 * Read the claims of an API key or a login token, without any request.
 *
 * @param token  the token
 * @param info   receives the claims; set info->struct_size first
 * @return 0; WIKIJS_E_ARG not a JSON web token
 * @since 0.1
 */
WIKIJS_API int wikijs_token_inspect(const char *token, wikijs_token_info *info);

#ifdef __cplusplus
}
#endif
#endif
