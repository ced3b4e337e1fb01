/* SPDX-License-Identifier: MIT */
/**
 * @file api_keys.h
 * API keys: making, listing and revoking them, and the switch that turns the API on.
 *
 *     wikijs_api_keys_create_input input = WIKIJS_API_KEYS_CREATE_INPUT_INIT;
 *     input.name = "backup";
 *     input.expiration = "90d";
 *     input.group_id = 3;
 *     wikijs_new_api_key *made;
 *     if (wikijs_api_keys_create(client, &input, &made, &err) == 0) store(made->key);
 *     wikijs_new_api_key_free(made);
 *
 * All of it needs manage:api or manage:system. A key acts as user 1 with the permissions of its group, whatever
 * that group may do at the time.
 * What pages.h says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_API_KEYS_H
#define WIKIJS_API_KEYS_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_api_key (GraphQL type AuthenticationApiKey), in the order of its table. */
enum {
    WIKIJS_API_KEY_ID,
    WIKIJS_API_KEY_NAME,
    WIKIJS_API_KEY_KEY_SHORT,
    WIKIJS_API_KEY_EXPIRATION,
    WIKIJS_API_KEY_CREATED_AT,
    WIKIJS_API_KEY_UPDATED_AT,
    WIKIJS_API_KEY_IS_REVOKED,
    WIKIJS_API_KEY_FIELDS
};

/** An API key, without the key itself: the server tells that only once. */
typedef struct wikijs_api_key {
    uint64_t present;      /* WIKIJS_BIT(WIKIJS_API_KEY_...) of the fields that came back */
    int64_t id;            /* numeric id */
    const char *name;      /* name */
    const char *key_short; /* "..." and the last 20 characters */
    int64_t expiration;    /* when it ends; Unix ms */
    int64_t created_at;    /* when it was made; Unix ms */
    int64_t updated_at;    /* when it was last changed; Unix ms */
    bool is_revoked;       /* whether it was revoked */
} wikijs_api_key;

/** A list of API keys. Opaque; read it with _count and _at. */
typedef struct wikijs_api_key_list wikijs_api_key_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_api_key_list_count(const wikijs_api_key_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_api_key *wikijs_api_key_list_at(const wikijs_api_key_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_api_key_list_free(wikijs_api_key_list *list);

/** Fields of wikijs_new_api_key (GraphQL type AuthenticationCreateApiKeyResponse), in the order of its table. */
enum {
    WIKIJS_NEW_API_KEY_KEY,
    WIKIJS_NEW_API_KEY_ID,
    WIKIJS_NEW_API_KEY_GROUP,
    WIKIJS_NEW_API_KEY_EXPIRATION,
    WIKIJS_NEW_API_KEY_FIELDS
};

/** A key that was just made. The server never shows it again. */
typedef struct wikijs_new_api_key {
    uint64_t present;   /* WIKIJS_BIT(WIKIJS_NEW_API_KEY_...) of the fields that came back */
    const char *key;    /* the key; shown only now */
    int64_t id;         /* as the key itself says */
    int64_t group;      /* 1: administrators */
    int64_t expiration; /* when it ends; Unix ms */
} wikijs_new_api_key;

/**
 * Free what an operation returned, with everything in it. The key in it is wiped.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_new_api_key_free(wikijs_new_api_key *object);

/** A key to make. */
typedef struct wikijs_api_keys_create_input {
    size_t struct_size;
    const char *name;       /* required */
    const char *expiration; /* required: "30d", "12 hours", "1y"; units s, m, h, d, w, y and their English names */
    int64_t group_id;       /* what it may do is what this group may do; 0 with full_access */
    bool full_access;       /* everything: the group of the administrators */
    int64_t timeout_ms;     /* whole call; 0: the client's default */
} wikijs_api_keys_create_input;

#define WIKIJS_API_KEYS_CREATE_INPUT_INIT                   \
    {                                                       \
        .struct_size = sizeof(wikijs_api_keys_create_input) \
    }

/**
 * List all API keys, revoked and expired ones included.
 *
 * Sends authentication.apiKeys. The server orders them: good ones first, then by name.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the list; free with wikijs_api_key_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:api is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_api_keys_list(wikijs_client *client, const wikijs_call_options *options,
                                    wikijs_api_key_list **out, wikijs_error *err);

/** Start wikijs_api_keys_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_api_keys_list_async(wikijs_client *client, const wikijs_call_options *options,
                                          wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_api_keys_list_async(). @since 0.1 */
WIKIJS_API int wikijs_api_keys_list_finish(wikijs_call *call, wikijs_api_key_list **out, wikijs_error *err);

/**
 * Make an API key.
 *
 * Sends authentication.createApiKey. The time span is checked before anything is sent, for the server leaves a dead
 * key behind when it cannot read it, takes a number without a unit for milliseconds, and makes keys that have
 * already ended. Unless the key gets full access, its group is looked up first (groups.single), for the server
 * makes keys for groups that do not exist; where these credentials may not read groups, that is left to the caller.
 *
 * Id, group and expiration of the outcome are read from the key itself.
 *
 * @param client  client
 * @param input   what to make; copied
 * @param out     receives the key; free with wikijs_new_api_key_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG no name, no readable time span, both or neither of group and full access;
 *         WIKIJS_E_NOT_FOUND no such group; WIKIJS_E_FORBIDDEN manage:api is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_api_keys_create(wikijs_client *client, const wikijs_api_keys_create_input *input,
                                      wikijs_new_api_key **out, wikijs_error *err);

/** Start wikijs_api_keys_create() without waiting. @since 0.1 */
WIKIJS_API int wikijs_api_keys_create_async(wikijs_client *client, const wikijs_api_keys_create_input *input,
                                            wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_api_keys_create_async(). @since 0.1 */
WIKIJS_API int wikijs_api_keys_create_finish(wikijs_call *call, wikijs_new_api_key **out, wikijs_error *err);

/**
 * Revoke an API key. There is no way back.
 *
 * Sends authentication.apiKeys, then authentication.revokeApiKey: the server says that it succeeded for ids that do
 * not exist. Revoking the key that the client itself uses is the last thing that it does, and so refused without `force`.
 *
 * @param client   client
 * @param id       id of the key
 * @param force    also the key of this client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0, also when it was revoked before; WIKIJS_E_NOT_FOUND no such key; WIKIJS_E_FORBIDDEN manage:api is
 *         missing; WIKIJS_E_STATE the client uses that key
 * @since 0.1
 */
WIKIJS_API int wikijs_api_keys_revoke(wikijs_client *client, int64_t id, bool force, const wikijs_call_options *options,
                                      wikijs_error *err);

/** Start wikijs_api_keys_revoke() without waiting. @since 0.1 */
WIKIJS_API int wikijs_api_keys_revoke_async(wikijs_client *client, int64_t id, bool force,
                                            const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                            wikijs_call **out_call);

/** Take the outcome of wikijs_api_keys_revoke_async(). @since 0.1 */
WIKIJS_API int wikijs_api_keys_revoke_finish(wikijs_call *call, wikijs_error *err);

/**
 * Ask whether the API takes API keys.
 *
 * Sends authentication.apiState. Logins work whether it does or not.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the answer
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:api is missing; a key that asks while the API is off gets
 *         WIKIJS_E_FORBIDDEN, too
 * @since 0.1
 */
WIKIJS_API int wikijs_api_keys_get_state(wikijs_client *client, const wikijs_call_options *options, bool *out,
                                         wikijs_error *err);

/** Start wikijs_api_keys_get_state() without waiting. @since 0.1 */
WIKIJS_API int wikijs_api_keys_get_state_async(wikijs_client *client, const wikijs_call_options *options,
                                               wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_api_keys_get_state_async(). @since 0.1 */
WIKIJS_API int wikijs_api_keys_get_state_finish(wikijs_call *call, bool *out, wikijs_error *err);

/**
 * Let the API take API keys, or no longer.
 *
 * Sends authentication.setApiState. A client that uses an API key and switches the API off locks itself out, with
 * every other key; it could not switch it on again. So that is refused unless `force` is set. Nothing is sent then.
 *
 * @param client   client
 * @param enabled  whether keys are to work
 * @param force    switch off even with an API key
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_STATE the client itself uses an API key; WIKIJS_E_FORBIDDEN manage:api is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_api_keys_set_state(wikijs_client *client, bool enabled, bool force,
                                         const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_api_keys_set_state() without waiting. @since 0.1 */
WIKIJS_API int wikijs_api_keys_set_state_async(wikijs_client *client, bool enabled, bool force,
                                               const wikijs_call_options *options, wikijs_call_done_fn done,
                                               void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_api_keys_set_state_async(). @since 0.1 */
WIKIJS_API int wikijs_api_keys_set_state_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
