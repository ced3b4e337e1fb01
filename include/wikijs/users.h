/* SPDX-License-Identifier: MIT */
/**
 * @file users.h
 * Operations on users.
 *
 *     wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
 *     wikijs_user_item *user = NULL;
 *     input.email = "user@example.com";
 *     input.name = "John Doe";
 *     input.password = password;
 *     if (wikijs_users_create(client, &input, &user, &err) == 0)
 *         printf("user %" PRId64 "\n", user->id);
 *     wikijs_user_item_free(user);
 *
 * What pages.h says of waiting, `_async` and `_finish` functions, of options and of threads holds here, too.
 *
 * Email addresses are compared and sent in lower case, as the server stores them.
 */
#ifndef WIKIJS_USERS_H
#define WIKIJS_USERS_H

#include <wikijs/error.h>
#include <wikijs/group.h>
#include <wikijs/types.h>
#include <wikijs/user.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wikijs_user_order {
    WIKIJS_USER_ORDER_DEFAULT = 0, /* by id */
    WIKIJS_USER_ORDER_CREATED,
    WIKIJS_USER_ORDER_EMAIL,
    WIKIJS_USER_ORDER_ID,
    WIKIJS_USER_ORDER_LAST_LOGIN,
    WIKIJS_USER_ORDER_NAME
} wikijs_user_order;

/** Which users to list. */
typedef struct wikijs_users_list_options {
    size_t struct_size;
    uint64_t fields;                  /* WIKIJS_BIT(WIKIJS_USER_ITEM_...); 0: all that the server offers */
    int64_t limit;                    /* at most so many users; 0: all */
    int64_t offset;                   /* skip so many */
    wikijs_user_order order_by;       /* 0: by id */
    wikijs_order_direction direction; /* 0: ascending */
    const char *query;                /* only users whose name or email holds this, in any case */
    const char *provider_key;         /* only users of this login provider */
    wikijs_tristate is_active;        /* only those that may, or may not, log in */
    int64_t timeout_ms;               /* whole call; 0: the client's default */
} wikijs_users_list_options;

#define WIKIJS_USERS_LIST_OPTIONS_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_users_list_options) \
    }

/** What to read of a user. */
typedef struct wikijs_users_get_options {
    size_t struct_size;
    uint64_t fields;          /* WIKIJS_BIT(WIKIJS_USER_...); 0: all */
    const char *provider_key; /* by email: the login provider, when several know the address; NULL: any */
    int64_t timeout_ms;       /* whole call; 0: the client's default */
} wikijs_users_get_options;

#define WIKIJS_USERS_GET_OPTIONS_INIT                   \
    {                                                   \
        .struct_size = sizeof(wikijs_users_get_options) \
    }

/** A new user. Email and name are required; a password is for the provider "local". */
typedef struct wikijs_users_create_input {
    size_t struct_size;
    const char *email;                    /* required */
    const char *name;                     /* 2 to 255 characters */
    const char *password;                 /* at least 6 characters */
    const char *provider_key;             /* NULL: "local" */
    wikijs_ints groups;                   /* by id */
    wikijs_strings group_names;           /* and by name */
    wikijs_tristate must_change_password; /* at the first log-in */
    wikijs_tristate send_welcome_email;   /* the server's mail has to be set up for it */
    int64_t timeout_ms;                   /* whole call; 0: the client's default */
} wikijs_users_create_input;

#define WIKIJS_USERS_CREATE_INPUT_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_users_create_input) \
    }

/** What to change of a user. NULL and unset members stay as they are. */
typedef struct wikijs_users_update_input {
    size_t struct_size;
    const char *email;          /* whole address */
    const char *name;           /* 2 to 255 characters */
    const char *new_password;   /* at least 6 characters */
    wikijs_ints groups;         /* replaces all groups, by id; with group_names; count 0 with items set removes them */
    wikijs_strings group_names; /* the same, by name */
    const char *location;       /* the server ignores empty text here and for job_title: they cannot be cleared */
    const char *job_title;      /* not empty */
    const char *timezone;       /* IANA name, such as "Europe/Berlin" */
    const char *date_format;    /* "DD/MM/YYYY", "DD.MM.YYYY", "MM/DD/YYYY", "YYYY-MM-DD", "YYYY/MM/DD"; "": locale's */
    const char *appearance;     /* "light", "dark"; "": as the site says */
    int64_t timeout_ms;         /* whole call; 0: the client's default */
} wikijs_users_update_input;

#define WIKIJS_USERS_UPDATE_INPUT_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_users_update_input) \
    }

/** What to change of the caller's own account. NULL members stay as they are. */
typedef struct wikijs_users_update_profile_input {
    size_t struct_size;
    const char *name;        /* 2 to 255 characters */
    const char *location;    /* the server ignores empty text here and for job_title: they cannot be cleared */
    const char *job_title;   /* not empty */
    const char *timezone;    /* IANA name */
    const char *date_format; /* as in wikijs_users_update_input */
    const char *appearance;  /* "light", "dark"; "": as the site says */
    int64_t timeout_ms;      /* whole call; 0: the client's default */
} wikijs_users_update_profile_input;

#define WIKIJS_USERS_UPDATE_PROFILE_INPUT_INIT                   \
    {                                                            \
        .struct_size = sizeof(wikijs_users_update_profile_input) \
    }

/**
 * List users.
 *
 * Sends one users.list. The server ignores its own filter and order, so the whole list is fetched and cut here. It names
 * the two accounts of the system, too: 1, the administrator, and 2, the guest.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_user_item_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_list(wikijs_client *client, const wikijs_users_list_options *options,
                                 wikijs_user_item_list **out, wikijs_error *err);

/** Start wikijs_users_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_list_async(wikijs_client *client, const wikijs_users_list_options *options,
                                       wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_list_async(). @since 0.1 */
WIKIJS_API int wikijs_users_list_finish(wikijs_call *call, wikijs_user_item_list **out, wikijs_error *err);

/**
 * Find users whose name or email holds a text, at most ten.
 *
 * Sends users.search. Case matters to a server on PostgreSQL; `%` and `_` stand for any characters. The result holds id,
 * name, email, providerKey and createdAt. wikijs_users_list() with a query finds all, in any case.
 *
 * @param client   client
 * @param query    text to look for; not NULL
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_user_item_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_search(wikijs_client *client, const char *query, const wikijs_call_options *options,
                                   wikijs_user_item_list **out, wikijs_error *err);

/** Start wikijs_users_search() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_search_async(wikijs_client *client, const char *query, const wikijs_call_options *options,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_search_async(). @since 0.1 */
WIKIJS_API int wikijs_users_search_finish(wikijs_call *call, wikijs_user_item_list **out, wikijs_error *err);

/**
 * Fetch one user by their id.
 *
 * Sends users.single; needs manage:users.
 *
 * @param client   client
 * @param id       user id
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_user_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such user; WIKIJS_E_REFUSED the server cannot show a user whose login provider is
 *         switched off; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_get(wikijs_client *client, int64_t id, const wikijs_users_get_options *options,
                                wikijs_user **out, wikijs_error *err);

/** Start wikijs_users_get() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_get_async(wikijs_client *client, int64_t id, const wikijs_users_get_options *options,
                                      wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_get_async(). @since 0.1 */
WIKIJS_API int wikijs_users_get_finish(wikijs_call *call, wikijs_user **out, wikijs_error *err);

/**
 * Fetch one user by their email address, in any case.
 *
 * As wikijs_users_find(), then wikijs_users_get().
 *
 * @param client   client
 * @param email    whole address
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_user_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND nobody has it; WIKIJS_E_CONFLICT several have it, with different login providers;
 *         WIKIJS_E_ARG it is no email address; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_get_by_email(wikijs_client *client, const char *email,
                                         const wikijs_users_get_options *options, wikijs_user **out, wikijs_error *err);

/** Start wikijs_users_get_by_email() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_get_by_email_async(wikijs_client *client, const char *email,
                                               const wikijs_users_get_options *options, wikijs_call_done_fn done,
                                               void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_get_by_email_async(). @since 0.1 */
WIKIJS_API int wikijs_users_get_by_email_finish(wikijs_call *call, wikijs_user **out, wikijs_error *err);

/**
 * Find one user by their email address, in any case, as lists give them.
 *
 * Sends users.search, and users.list when the search, which gives ten users at most, did not find them. The right to write
 * users or groups suffices. Of the options the provider and the time limit count; the result holds what a search gives.
 *
 * @param client   client
 * @param email    whole address
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_user_item_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND nobody has it; WIKIJS_E_CONFLICT several have it, with different login providers;
 *         WIKIJS_E_ARG it is no email address; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_find(wikijs_client *client, const char *email, const wikijs_users_get_options *options,
                                 wikijs_user_item **out, wikijs_error *err);

/** Start wikijs_users_find() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_find_async(wikijs_client *client, const char *email,
                                       const wikijs_users_get_options *options, wikijs_call_done_fn done, void *payload,
                                       wikijs_call **out_call);

/** Take the outcome of wikijs_users_find_async(). @since 0.1 */
WIKIJS_API int wikijs_users_find_finish(wikijs_call *call, wikijs_user_item **out, wikijs_error *err);

/**
 * List the ten users who logged in last.
 *
 * Sends users.lastLogins.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_user_last_login_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_last_logins(wikijs_client *client, const wikijs_call_options *options,
                                        wikijs_user_last_login_list **out, wikijs_error *err);

/** Start wikijs_users_last_logins() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_last_logins_async(wikijs_client *client, const wikijs_call_options *options,
                                              wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_last_logins_async(). @since 0.1 */
WIKIJS_API int wikijs_users_last_logins_finish(wikijs_call *call, wikijs_user_last_login_list **out, wikijs_error *err);

/**
 * Create a user.
 *
 * Sends users.create. The server answers without the user, so they are looked up; the result holds what a search gives, and
 * only the email when the look was refused. Groups are checked before anything is written, because the server creates the
 * user and then fails on a group that it does not know. It does the same when a welcome mail cannot be sent: then the status
 * is that of the failure, the message says that the user has been created, and `out` receives them nevertheless.
 *
 * @param client  client
 * @param input   what to write
 * @param out     receives the result, with some failures, too; free with wikijs_user_item_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_EXISTS the email is taken; WIKIJS_E_NOT_FOUND no such group; WIKIJS_E_CONFLICT several groups have
 *         that name; WIKIJS_E_ARG bad email or name; WIKIJS_E_INVALID the server refused the data, a short password for
 *         example; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_create(wikijs_client *client, const wikijs_users_create_input *input,
                                   wikijs_user_item **out, wikijs_error *err);

/** Start wikijs_users_create() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_create_async(wikijs_client *client, const wikijs_users_create_input *input,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_create_async(). @since 0.1 */
WIKIJS_API int wikijs_users_create_finish(wikijs_call *call, wikijs_user_item **out, wikijs_error *err);

/**
 * Change a user: what the input sets, and nothing else.
 *
 * Sends users.update; groups are checked before, and stay as they are unless they are given.
 *
 * @param client  client
 * @param id      user id
 * @param input   what to write
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such user or group; WIKIJS_E_EXISTS the email is taken; WIKIJS_E_ARG bad email, name,
 *         time zone, date format or appearance, or empty text where the server would ignore it; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_update(wikijs_client *client, int64_t id, const wikijs_users_update_input *input,
                                   wikijs_error *err);

/** Start wikijs_users_update() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_update_async(wikijs_client *client, int64_t id, const wikijs_users_update_input *input,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_update_async(). @since 0.1 */
WIKIJS_API int wikijs_users_update_finish(wikijs_call *call, wikijs_error *err);

/**
 * Delete a user. Pages, files and comments go to another one. The server offers no way back.
 *
 * Sends users.delete, after a look whether the heir exists: the server does not check that.
 *
 * @param client      client
 * @param id          user id
 * @param replace_id  user who inherits
 * @param options     NULL for defaults
 * @param err         receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such user or heir; WIKIJS_E_LOCKED an account of the system; WIKIJS_E_ARG the user
 *         would inherit from themselves; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_delete(wikijs_client *client, int64_t id, int64_t replace_id,
                                   const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_users_delete() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_delete_async(wikijs_client *client, int64_t id, int64_t replace_id,
                                         const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                         wikijs_call **out_call);

/** Take the outcome of wikijs_users_delete_async(). @since 0.1 */
WIKIJS_API int wikijs_users_delete_finish(wikijs_call *call, wikijs_error *err);

/**
 * Let a user log in again.
 *
 * Sends users.activate, after a look whether the user exists: the server claims success in any case.
 *
 * @param client   client
 * @param id       user id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such user; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_activate(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                     wikijs_error *err);

/** Start wikijs_users_activate() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_activate_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                           wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_activate_async(). @since 0.1 */
WIKIJS_API int wikijs_users_activate_finish(wikijs_call *call, wikijs_error *err);

/**
 * Take a user's email address for confirmed.
 *
 * Sends users.verify, after a look whether the user exists: the server claims success in any case.
 *
 * @param client   client
 * @param id       user id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such user; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_verify(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                   wikijs_error *err);

/** Start wikijs_users_verify() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_verify_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_verify_async(). @since 0.1 */
WIKIJS_API int wikijs_users_verify_finish(wikijs_call *call, wikijs_error *err);

/**
 * Demand a second factor of a user; they set it up at their next log-in.
 *
 * Sends users.enableTFA, after a look whether the user exists: the server claims success in any case.
 *
 * @param client   client
 * @param id       user id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such user; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_enable_tfa(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                       wikijs_error *err);

/** Start wikijs_users_enable_tfa() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_enable_tfa_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                             wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_enable_tfa_async(). @since 0.1 */
WIKIJS_API int wikijs_users_enable_tfa_finish(wikijs_call *call, wikijs_error *err);

/**
 * Demand no second factor of a user any more.
 *
 * Sends users.disableTFA, after a look whether the user exists: the server claims success in any case.
 *
 * @param client   client
 * @param id       user id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such user; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_disable_tfa(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                        wikijs_error *err);

/** Start wikijs_users_disable_tfa() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_disable_tfa_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                              wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_disable_tfa_async(). @since 0.1 */
WIKIJS_API int wikijs_users_disable_tfa_finish(wikijs_call *call, wikijs_error *err);

/**
 * Keep a user from logging in.
 *
 * Sends users.deactivate, after a look whether the user exists: the server claims success in any case. Login
 * tokens that were issued in the last five seconds stay good until they expire.
 *
 * @param client   client
 * @param id       user id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such user; WIKIJS_E_LOCKED an account of the system; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_deactivate(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                       wikijs_error *err);

/** Start wikijs_users_deactivate() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_deactivate_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                             wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_deactivate_async(). @since 0.1 */
WIKIJS_API int wikijs_users_deactivate_finish(wikijs_call *call, wikijs_error *err);

/**
 * Send users.resetPassword, which Wiki.js 2.5 offers and does not carry out.
 *
 * Set a new password with wikijs_users_update() instead.
 *
 * @param client   client
 * @param id       user id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return WIKIJS_E_REFUSED the server did nothing; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_reset_password(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                           wikijs_error *err);

/** Start wikijs_users_reset_password() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_reset_password_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                                 wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_reset_password_async(). @since 0.1 */
WIKIJS_API int wikijs_users_reset_password_finish(wikijs_call *call, wikijs_error *err);

/**
 * Fetch the caller's own account.
 *
 * Sends users.profile. With an API key the server takes the caller for user 1, the administrator, whatever group the key
 * belongs to.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_user_profile_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_UNAUTHENTICATED the server takes the caller for a guest; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_profile(wikijs_client *client, const wikijs_call_options *options,
                                    wikijs_user_profile **out, wikijs_error *err);

/** Start wikijs_users_profile() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_profile_async(wikijs_client *client, const wikijs_call_options *options,
                                          wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_profile_async(). @since 0.1 */
WIKIJS_API int wikijs_users_profile_finish(wikijs_call *call, wikijs_user_profile **out, wikijs_error *err);

/**
 * Change the caller's own account: what the input sets, and nothing else.
 *
 * Reads users.profile, for the server wants all values, and sends users.updateProfile.
 * With an API key the server takes the caller for user 1, the administrator, whatever group the key belongs to.
 * The result holds a login token of that account.
 *
 * @param client  client
 * @param input   what to write
 * @param out     receives the result; free with wikijs_user_token_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_UNAUTHENTICATED; WIKIJS_E_ARG bad name, time zone, date format or appearance, or empty text where the
 *         server would ignore it; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_update_profile(wikijs_client *client, const wikijs_users_update_profile_input *input,
                                           wikijs_user_token **out, wikijs_error *err);

/** Start wikijs_users_update_profile() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_update_profile_async(wikijs_client *client, const wikijs_users_update_profile_input *input,
                                                 wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_update_profile_async(). @since 0.1 */
WIKIJS_API int wikijs_users_update_profile_finish(wikijs_call *call, wikijs_user_token **out, wikijs_error *err);

/**
 * Change the caller's own password.
 *
 * Sends users.changePassword.
 * With an API key the server takes the caller for user 1, the administrator, whatever group the key belongs to.
 * The result holds a login token of that account.
 *
 * @param client            client
 * @param current_password  password of now
 * @param new_password      password to come, at least 6 characters
 * @param options           NULL for defaults
 * @param out               receives the result; free with wikijs_user_token_free()
 * @param err               receives details on failure; may be NULL
 * @return 0; WIKIJS_E_INVALID the current password is wrong or the new one too short; WIKIJS_E_UNAUTHENTICATED; other: see
 *         wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_users_change_password(wikijs_client *client, const char *current_password,
                                            const char *new_password, const wikijs_call_options *options,
                                            wikijs_user_token **out, wikijs_error *err);

/** Start wikijs_users_change_password() without waiting. @since 0.1 */
WIKIJS_API int wikijs_users_change_password_async(wikijs_client *client, const char *current_password,
                                                  const char *new_password, const wikijs_call_options *options,
                                                  wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_change_password_async(). @since 0.1 */
WIKIJS_API int wikijs_users_change_password_finish(wikijs_call *call, wikijs_user_token **out, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
