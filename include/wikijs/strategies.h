/* SPDX-License-Identifier: MIT */
/**
 * @file strategies.h
 * Authentication strategies: the ways to log in.
 *
 *     wikijs_strategy_update_input input = WIKIJS_STRATEGY_UPDATE_INPUT_INIT;
 *     input.self_registration = WIKIJS_YES;
 *     wikijs_strategies_update(client, "local", &input, &err);
 *
 * What pages.h says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_STRATEGIES_H
#define WIKIJS_STRATEGIES_H

#include <wikijs/error.h>
#include <wikijs/key_value.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_strategy (GraphQL type AuthenticationStrategy), in the order of its table. */
enum {
    WIKIJS_STRATEGY_KEY,
    WIKIJS_STRATEGY_PROPS,
    WIKIJS_STRATEGY_TITLE,
    WIKIJS_STRATEGY_DESCRIPTION,
    WIKIJS_STRATEGY_IS_AVAILABLE,
    WIKIJS_STRATEGY_USE_FORM,
    WIKIJS_STRATEGY_USERNAME_TYPE,
    WIKIJS_STRATEGY_LOGO,
    WIKIJS_STRATEGY_COLOR,
    WIKIJS_STRATEGY_WEBSITE,
    WIKIJS_STRATEGY_ICON,
    WIKIJS_STRATEGY_FIELDS
};

/** A way to log in that the server knows. */
typedef struct wikijs_strategy {
    uint64_t present;          /* WIKIJS_BIT(WIKIJS_STRATEGY_...) of the fields that came back */
    const char *key;           /* name of the strategy */
    wikijs_key_values props;   /* what can be set; the server fails on it below active strategies */
    const char *title;         /* title */
    const char *description;   /* description */
    bool is_available;         /* whether it can be used */
    bool use_form;             /* whether it asks for name and password; else it sends people elsewhere */
    const char *username_type; /* "email", "username" */
    const char *logo;          /* address of its picture */
    const char *color;         /* colour of its button */
    const char *website;       /* address */
    const char *icon;          /* its picture as SVG */
} wikijs_strategy;

/** A list of strategies. Opaque; read it with _count and _at. */
typedef struct wikijs_strategy_list wikijs_strategy_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_strategy_list_count(const wikijs_strategy_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_strategy *wikijs_strategy_list_at(const wikijs_strategy_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_strategy_list_free(wikijs_strategy_list *list);

/** Fields of wikijs_active_strategy (GraphQL type AuthenticationActiveStrategy), in the order of its table. */
enum {
    WIKIJS_ACTIVE_STRATEGY_KEY,
    WIKIJS_ACTIVE_STRATEGY_STRATEGY,
    WIKIJS_ACTIVE_STRATEGY_DISPLAY_NAME,
    WIKIJS_ACTIVE_STRATEGY_ORDER,
    WIKIJS_ACTIVE_STRATEGY_IS_ENABLED,
    WIKIJS_ACTIVE_STRATEGY_CONFIG,
    WIKIJS_ACTIVE_STRATEGY_SELF_REGISTRATION,
    WIKIJS_ACTIVE_STRATEGY_DOMAIN_WHITELIST,
    WIKIJS_ACTIVE_STRATEGY_AUTO_ENROLL_GROUPS,
    WIKIJS_ACTIVE_STRATEGY_FIELDS
};

/** A way to log in that is set up. */
typedef struct wikijs_active_strategy {
    uint64_t present;                /* WIKIJS_BIT(WIKIJS_ACTIVE_STRATEGY_...) of the fields that came back */
    const char *key;                 /* key of this instance */
    const wikijs_strategy *strategy; /* what it is an instance of */
    const char *display_name;        /* name that people see */
    int64_t order;                   /* place among the others */
    bool is_enabled;                 /* whether people can log in with it */
    wikijs_key_values config;        /* with secrets in clear: the server masks none here */
    bool self_registration;          /* whether new people may register */
    wikijs_strings domain_whitelist; /* mail domains of people who may register */
    wikijs_ints auto_enroll_groups;  /* groups of people who register */
} wikijs_active_strategy;

/** A list of active strategies; secrets are wiped when it is freed. Opaque; read it with _count and _at. */
typedef struct wikijs_active_strategy_list wikijs_active_strategy_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_active_strategy_list_count(const wikijs_active_strategy_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_active_strategy *wikijs_active_strategy_list_at(const wikijs_active_strategy_list *list,
                                                                        size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_active_strategy_list_free(wikijs_active_strategy_list *list);

/** What to read of active strategies. */
typedef struct wikijs_strategies_list_active_options {
    size_t struct_size;
    uint64_t fields;    /* WIKIJS_BIT(WIKIJS_ACTIVE_STRATEGY_...); 0: those that a guest may read */
    bool enabled_only;  /* leave out those that are switched off */
    int64_t timeout_ms; /* whole call; 0: the client's default */
} wikijs_strategies_list_active_options;

#define WIKIJS_STRATEGIES_LIST_ACTIVE_OPTIONS_INIT                   \
    {                                                                \
        .struct_size = sizeof(wikijs_strategies_list_active_options) \
    }

/** One strategy, whole. */
typedef struct wikijs_strategy_input {
    const char *key;                 /* of the instance; required */
    const char *strategy_key;        /* of wikijs_strategy; required */
    wikijs_key_value_inputs config;  /* what is left out is unset */
    const char *display_name;        /* required */
    int64_t order;                   /* place among the others */
    bool is_enabled;                 /* whether people can log in with it */
    bool self_registration;          /* whether new people may register */
    wikijs_strings domain_whitelist; /* mail domains of people who may register */
    wikijs_ints auto_enroll_groups;  /* groups of people who register, by id */
} wikijs_strategy_input;

typedef struct wikijs_strategy_inputs {
    const wikijs_strategy_input *items;
    size_t count;
} wikijs_strategy_inputs;

/** What to change of one strategy; what is not set stays as it is. */
typedef struct wikijs_strategy_update_input {
    size_t struct_size;
    const char *strategy_key;          /* only for a new instance: what it is an instance of */
    wikijs_key_value_inputs config;    /* only these settings change */
    const char *display_name;          /* name that people see */
    int64_t order;                     /* from 1; 0: not set */
    wikijs_tristate is_enabled;        /* whether people can log in with it */
    wikijs_tristate self_registration; /* whether new people may register */
    wikijs_strings domain_whitelist;   /* mail domains of people who may register; replaces all */
    wikijs_ints auto_enroll_groups;    /* groups of people who register, by id; replaces all */
    int64_t timeout_ms;                /* whole call; 0: the client's default */
} wikijs_strategy_update_input;

#define WIKIJS_STRATEGY_UPDATE_INPUT_INIT                   \
    {                                                       \
        .struct_size = sizeof(wikijs_strategy_update_input) \
    }

/**
 * List the strategies that the server knows.
 *
 * Sends authentication.strategies. Needs manage:system.
 *
 * @param client   client
 * @param options  fields WIKIJS_BIT(WIKIJS_STRATEGY_...); NULL for defaults
 * @param out      receives the list; free with wikijs_strategy_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_strategies_list(wikijs_client *client, const wikijs_read_options *options,
                                      wikijs_strategy_list **out, wikijs_error *err);

/** Start wikijs_strategies_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_strategies_list_async(wikijs_client *client, const wikijs_read_options *options,
                                            wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_strategies_list_async(). @since 0.1 */
WIKIJS_API int wikijs_strategies_list_finish(wikijs_call *call, wikijs_strategy_list **out, wikijs_error *err);

/**
 * List the strategies that are set up.
 *
 * Sends authentication.activeStrategies, which anybody may ask. Settings, mail domains and groups come only when
 * they are asked for, and need manage:system: without it, asking for domains or groups fails as a whole.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the list; free with wikijs_active_strategy_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN a field was asked for that needs manage:system
 * @since 0.1
 */
WIKIJS_API int wikijs_strategies_list_active(wikijs_client *client,
                                             const wikijs_strategies_list_active_options *options,
                                             wikijs_active_strategy_list **out, wikijs_error *err);

/** Start wikijs_strategies_list_active() without waiting. @since 0.1 */
WIKIJS_API int wikijs_strategies_list_active_async(wikijs_client *client,
                                                   const wikijs_strategies_list_active_options *options,
                                                   wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_strategies_list_active_async(). @since 0.1 */
WIKIJS_API int wikijs_strategies_list_active_finish(wikijs_call *call, wikijs_active_strategy_list **out,
                                                    wikijs_error *err);

/**
 * Change one strategy, or set up a new one, and keep all else.
 *
 * Reads authentication.strategies and activeStrategies, then sends all of them back with the change
 * (authentication.updateStrategies): the server replaces the whole list, deletes strategies that are missing from
 * it, and wipes settings that are. An instance that is not there is made when strategy_key says of what, enabled
 * and with default settings where nothing else is given. Settings are JSON texts {"v": value}; one that the
 * strategy does not have is refused.
 *
 * Who changes strategies at the same time is overwritten: the server offers nothing against it.
 *
 * @param client  client
 * @param key     key of the instance
 * @param input   what to change; copied
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such instance or strategy; WIKIJS_E_ARG a setting that is not one, is no JSON
 *         or of another kind; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_strategies_update(wikijs_client *client, const char *key,
                                        const wikijs_strategy_update_input *input, wikijs_error *err);

/** Start wikijs_strategies_update() without waiting. @since 0.1 */
WIKIJS_API int wikijs_strategies_update_async(wikijs_client *client, const char *key,
                                              const wikijs_strategy_update_input *input, wikijs_call_done_fn done,
                                              void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_strategies_update_async(). @since 0.1 */
WIKIJS_API int wikijs_strategies_update_finish(wikijs_call *call, wikijs_error *err);

/**
 * Delete a strategy that is set up.
 *
 * Reads authentication.activeStrategies, then sends all others back (authentication.updateStrategies). The server
 * refuses while users of that strategy exist.
 *
 * @param client   client
 * @param key      key of the instance
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such instance; WIKIJS_E_LOCKED users of it exist
 * @since 0.1
 */
WIKIJS_API int wikijs_strategies_delete(wikijs_client *client, const char *key, const wikijs_call_options *options,
                                        wikijs_error *err);

/** Start wikijs_strategies_delete() without waiting. @since 0.1 */
WIKIJS_API int wikijs_strategies_delete_async(wikijs_client *client, const char *key,
                                              const wikijs_call_options *options, wikijs_call_done_fn done,
                                              void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_strategies_delete_async(). @since 0.1 */
WIKIJS_API int wikijs_strategies_delete_finish(wikijs_call *call, wikijs_error *err);

/**
 * Replace all strategies that are set up.
 *
 * Sends authentication.updateStrategies as it is. Strategies that are missing are deleted, settings that are
 * missing are wiped, and the order of the list matters not. When it fails in the middle, what came before has been
 * changed.
 *
 * @param client      client
 * @param strategies  all strategies; copied
 * @param options     NULL for defaults
 * @param err         receives details on failure; may be NULL
 * @return 0; WIKIJS_E_LOCKED a strategy is missing that users have; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_strategies_replace(wikijs_client *client, const wikijs_strategy_inputs *strategies,
                                         const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_strategies_replace() without waiting. @since 0.1 */
WIKIJS_API int wikijs_strategies_replace_async(wikijs_client *client, const wikijs_strategy_inputs *strategies,
                                               const wikijs_call_options *options, wikijs_call_done_fn done,
                                               void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_strategies_replace_async(). @since 0.1 */
WIKIJS_API int wikijs_strategies_replace_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
