/* SPDX-License-Identifier: MIT */
/**
 * @file storage.h
 * Storage targets: git, disks and clouds that the wiki is copied to.
 *
 *     wikijs_storage_update_input input = WIKIJS_STORAGE_UPDATE_INPUT_INIT;
 *     input.is_enabled = WIKIJS_YES;
 *     wikijs_storage_update(client, "disk", &input, &err);
 *     wikijs_storage_execute(client, "disk", "dump", NULL, &err);
 *
 * All of it needs manage:system.
 * What pages.h says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_STORAGE_H
#define WIKIJS_STORAGE_H

#include <wikijs/error.h>
#include <wikijs/key_value.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_storage_action (GraphQL type StorageTargetAction), in the order of its table. */
enum {
    WIKIJS_STORAGE_ACTION_HANDLER,
    WIKIJS_STORAGE_ACTION_LABEL,
    WIKIJS_STORAGE_ACTION_HINT,
    WIKIJS_STORAGE_ACTION_FIELDS
};

/** Something that a target can be told to do. */
typedef struct wikijs_storage_action {
    uint64_t present;    /* WIKIJS_BIT(WIKIJS_STORAGE_ACTION_...) of the fields that came back */
    const char *handler; /* name to run it by */
    const char *label;   /* title */
    const char *hint;    /* what it does */
} wikijs_storage_action;

/** The actions of a target. */
typedef struct wikijs_storage_actions {
    const wikijs_storage_action *const *items;
    size_t count;
} wikijs_storage_actions;

/** Fields of wikijs_storage_target (GraphQL type StorageTarget), in the order of its table. */
enum {
    WIKIJS_STORAGE_TARGET_IS_AVAILABLE,
    WIKIJS_STORAGE_TARGET_IS_ENABLED,
    WIKIJS_STORAGE_TARGET_KEY,
    WIKIJS_STORAGE_TARGET_TITLE,
    WIKIJS_STORAGE_TARGET_DESCRIPTION,
    WIKIJS_STORAGE_TARGET_LOGO,
    WIKIJS_STORAGE_TARGET_WEBSITE,
    WIKIJS_STORAGE_TARGET_SUPPORTED_MODES,
    WIKIJS_STORAGE_TARGET_MODE,
    WIKIJS_STORAGE_TARGET_HAS_SCHEDULE,
    WIKIJS_STORAGE_TARGET_SYNC_INTERVAL,
    WIKIJS_STORAGE_TARGET_SYNC_INTERVAL_DEFAULT,
    WIKIJS_STORAGE_TARGET_CONFIG,
    WIKIJS_STORAGE_TARGET_ACTIONS,
    WIKIJS_STORAGE_TARGET_FIELDS
};

/** A place that the wiki can copy its contents to, or exchange them with. */
typedef struct wikijs_storage_target {
    uint64_t present;                  /* WIKIJS_BIT(WIKIJS_STORAGE_TARGET_...) of the fields that came back */
    bool is_available;                 /* whether this version of the server can use it */
    bool is_enabled;                   /* whether it is in use */
    const char *key;                   /* name */
    const char *title;                 /* title */
    const char *description;           /* what it is */
    const char *logo;                  /* address of its picture */
    const char *website;               /* address */
    wikijs_strings supported_modes;    /* modes that it can work in */
    const char *mode;                  /* push, pull or sync */
    bool has_schedule;                 /* whether it works by itself, every sync_interval */
    const char *sync_interval;         /* "PT5M" */
    const char *sync_interval_default; /* its default; the text false without a schedule */
    wikijs_key_values config;          /* settings; the server masks passwords and keys */
    wikijs_storage_actions actions;    /* what it can be told to do */
} wikijs_storage_target;

/** A list of targets. Opaque; read it with _count and _at. */
typedef struct wikijs_storage_target_list wikijs_storage_target_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_storage_target_list_count(const wikijs_storage_target_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_storage_target *wikijs_storage_target_list_at(const wikijs_storage_target_list *list,
                                                                      size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_storage_target_list_free(wikijs_storage_target_list *list);

/** Fields of wikijs_storage_status (GraphQL type StorageStatus), in the order of its table. */
enum {
    WIKIJS_STORAGE_STATUS_KEY,
    WIKIJS_STORAGE_STATUS_TITLE,
    WIKIJS_STORAGE_STATUS_STATUS,
    WIKIJS_STORAGE_STATUS_MESSAGE,
    WIKIJS_STORAGE_STATUS_LAST_ATTEMPT,
    WIKIJS_STORAGE_STATUS_FIELDS
};

/** How a target that is in use fares. */
typedef struct wikijs_storage_status {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_STORAGE_STATUS_...) of the fields that came back */
    const char *key;          /* name of the target */
    const char *title;        /* title */
    const char *status;       /* pending, operational or error */
    const char *message;      /* what went wrong */
    const char *last_attempt; /* when it was last used, as a text */
} wikijs_storage_status;

/** A list of states. Opaque; read it with _count and _at. */
typedef struct wikijs_storage_status_list wikijs_storage_status_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_storage_status_list_count(const wikijs_storage_status_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_storage_status *wikijs_storage_status_list_at(const wikijs_storage_status_list *list,
                                                                      size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_storage_status_list_free(wikijs_storage_status_list *list);

/** What to change of one target; what is not set stays as it is. */
typedef struct wikijs_storage_update_input {
    size_t struct_size;
    wikijs_tristate is_enabled;     /* whether it is in use */
    const char *mode;               /* one of supported_modes */
    const char *sync_interval;      /* ISO 8601 duration, "PT5M"; "P0D": never */
    wikijs_key_value_inputs config; /* only these settings change */
    int64_t timeout_ms;             /* whole call; 0: the client's default */
} wikijs_storage_update_input;

#define WIKIJS_STORAGE_UPDATE_INPUT_INIT                   \
    {                                                      \
        .struct_size = sizeof(wikijs_storage_update_input) \
    }

/**
 * List all targets, in use or not.
 *
 * Sends storage.targets.
 *
 * @param client   client
 * @param options  fields WIKIJS_BIT(WIKIJS_STORAGE_TARGET_...); NULL for all
 * @param out      receives the list; free with wikijs_storage_target_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_storage_list(wikijs_client *client, const wikijs_read_options *options,
                                   wikijs_storage_target_list **out, wikijs_error *err);

/** Start wikijs_storage_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_storage_list_async(wikijs_client *client, const wikijs_read_options *options,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_storage_list_async(). @since 0.1 */
WIKIJS_API int wikijs_storage_list_finish(wikijs_call *call, wikijs_storage_target_list **out, wikijs_error *err);

/**
 * Ask how the targets fare that are in use.
 *
 * Sends storage.status.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the list; free with wikijs_storage_status_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_storage_list_status(wikijs_client *client, const wikijs_call_options *options,
                                          wikijs_storage_status_list **out, wikijs_error *err);

/** Start wikijs_storage_list_status() without waiting. @since 0.1 */
WIKIJS_API int wikijs_storage_list_status_async(wikijs_client *client, const wikijs_call_options *options,
                                                wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_storage_list_status_async(). @since 0.1 */
WIKIJS_API int wikijs_storage_list_status_finish(wikijs_call *call, wikijs_storage_status_list **out,
                                                 wikijs_error *err);

/**
 * Change one target, and keep all that is not changed.
 *
 * Reads storage.targets, then sends that target with the change (storage.updateTargets): the server wipes settings
 * that it is not sent. It shows eight asterisks for passwords and keys, and keeps them when it gets these back.
 * Settings are JSON texts {"v": value}.
 *
 * The server starts all targets that are in use anew, and says that it succeeded even when one cannot be:
 * wikijs_storage_list_status() tells.
 *
 * @param client  client
 * @param key     name of the target
 * @param input   what to change; copied
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such target; WIKIJS_E_ARG a mode or a setting that it does not have, a
 *         value of another kind; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_storage_update(wikijs_client *client, const char *key, const wikijs_storage_update_input *input,
                                     wikijs_error *err);

/** Start wikijs_storage_update() without waiting. @since 0.1 */
WIKIJS_API int wikijs_storage_update_async(wikijs_client *client, const char *key,
                                           const wikijs_storage_update_input *input, wikijs_call_done_fn done,
                                           void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_storage_update_async(). @since 0.1 */
WIKIJS_API int wikijs_storage_update_finish(wikijs_call *call, wikijs_error *err);

/**
 * Let a target do something now.
 *
 * Sends storage.executeAction and waits for its end, which can take minutes: give timeout_ms. The actions of each
 * target are in its `actions`; the server offers any function of a target by name, so the library lets only those
 * pass.
 *
 * @param client   client
 * @param key      name of the target
 * @param handler  name of the action
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such target or action; WIKIJS_E_STATE the target is not in use; WIKIJS_E_REFUSED
 *         the action failed
 * @since 0.1
 */
WIKIJS_API int wikijs_storage_execute(wikijs_client *client, const char *key, const char *handler,
                                      const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_storage_execute() without waiting. @since 0.1 */
WIKIJS_API int wikijs_storage_execute_async(wikijs_client *client, const char *key, const char *handler,
                                            const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                            wikijs_call **out_call);

/** Take the outcome of wikijs_storage_execute_async(). @since 0.1 */
WIKIJS_API int wikijs_storage_execute_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
