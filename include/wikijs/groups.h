/* SPDX-License-Identifier: MIT */
/**
 * @file groups.h
 * Operations on groups, their users and their rights.
 *
 *     const char *rights[] = { "read:pages", "write:pages" };
 *     wikijs_groups_create_input input = WIKIJS_GROUPS_CREATE_INPUT_INIT;
 *     wikijs_group *group = NULL;
 *     input.name = "Editors";
 *     input.permissions = (wikijs_strings){ rights, 2 };
 *     if (wikijs_groups_create(client, &input, &group, &err) == 0)
 *         wikijs_groups_add_user(client, group->id, 12, NULL, &err);
 *     wikijs_group_free(group);
 *
 * What pages.h says of waiting, `_async` and `_finish` functions, of options and of threads holds here, too.
 *
 * A permission counts for a page only together with a page rule of the user's groups that grants it there. Names of
 * permissions are checked before anything is sent; access.h lists them.
 */
#ifndef WIKIJS_GROUPS_H
#define WIKIJS_GROUPS_H

#include <wikijs/access.h>
#include <wikijs/error.h>
#include <wikijs/group.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wikijs_group_order {
    WIKIJS_GROUP_ORDER_DEFAULT = 0, /* by id */
    WIKIJS_GROUP_ORDER_CREATED,
    WIKIJS_GROUP_ORDER_ID,
    WIKIJS_GROUP_ORDER_NAME,
    WIKIJS_GROUP_ORDER_UPDATED,
    WIKIJS_GROUP_ORDER_USERS
} wikijs_group_order;

/** How the path of a page rule is compared. */
typedef enum wikijs_page_rule_match {
    WIKIJS_PAGE_RULE_MATCH_DEFAULT = 0, /* START */
    WIKIJS_PAGE_RULE_MATCH_START,       /* the page's path starts with it; "" is every page */
    WIKIJS_PAGE_RULE_MATCH_EXACT,
    WIKIJS_PAGE_RULE_MATCH_END,
    WIKIJS_PAGE_RULE_MATCH_REGEX, /* a regular expression of JavaScript finds something in it */
    WIKIJS_PAGE_RULE_MATCH_TAG    /* the page has this tag; the server looks at tags for downloads and searches only */
} wikijs_page_rule_match;

/** One page rule to write. */
typedef struct wikijs_page_rule_input {
    const char *id;               /* unique in its group; NULL: the library makes one */
    const char *path;             /* without leading slash; NULL: "" */
    wikijs_strings roles;         /* permissions that it is about; at least one */
    wikijs_strings locales;       /* not set or empty: all */
    wikijs_page_rule_match match; /* how `path` is compared; 0: START */
    bool deny;                    /* refuse instead of granting */
} wikijs_page_rule_input;

typedef struct wikijs_page_rule_inputs {
    const wikijs_page_rule_input *items; /* NULL: not set */
    size_t count;
} wikijs_page_rule_inputs;

/** Which groups to list. */
typedef struct wikijs_groups_list_options {
    size_t struct_size;
    uint64_t fields;                  /* WIKIJS_BIT(WIKIJS_GROUP_ITEM_...); 0: all that the server offers */
    int64_t limit;                    /* at most so many groups; 0: all */
    int64_t offset;                   /* skip so many */
    wikijs_group_order order_by;      /* 0: by id */
    wikijs_order_direction direction; /* 0: ascending */
    const char *query;                /* only groups whose name holds this, in any case */
    int64_t timeout_ms;               /* whole call; 0: the client's default */
} wikijs_groups_list_options;

#define WIKIJS_GROUPS_LIST_OPTIONS_INIT                   \
    {                                                     \
        .struct_size = sizeof(wikijs_groups_list_options) \
    }

/** What to read of a group. */
typedef struct wikijs_groups_get_options {
    size_t struct_size;
    uint64_t fields;    /* WIKIJS_BIT(WIKIJS_GROUP_...); 0: all but its users */
    int64_t timeout_ms; /* whole call; 0: the client's default */
} wikijs_groups_get_options;

#define WIKIJS_GROUPS_GET_OPTIONS_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_groups_get_options) \
    }

/** A new group. The name is required. */
typedef struct wikijs_groups_create_input {
    size_t struct_size;
    const char *name;              /* required */
    const char *redirect_on_login; /* path with leading slash; NULL: "/" */
    wikijs_strings permissions; /* not set: those of the server, to read pages and files, to read and write comments */
    wikijs_page_rule_inputs page_rules; /* not set: one that grants the permissions everywhere */
    bool allow_duplicate_name;          /* the server allows it; the library asks first */
    int64_t timeout_ms;                 /* whole call; 0: the client's default */
} wikijs_groups_create_input;

#define WIKIJS_GROUPS_CREATE_INPUT_INIT                   \
    {                                                     \
        .struct_size = sizeof(wikijs_groups_create_input) \
    }

/** What to change of a group. NULL and unset members stay as they are. */
typedef struct wikijs_groups_update_input {
    size_t struct_size;
    const char *name;                       /* not empty */
    const char *redirect_on_login;          /* "" is "/" */
    wikijs_strings permissions;             /* replaces all; count 0 with items set removes them */
    wikijs_strings add_permissions;         /* beside those that it has */
    wikijs_strings remove_permissions;      /* those that it has not are passed over */
    wikijs_page_rule_inputs page_rules;     /* replaces all; count 0 with items set removes them */
    wikijs_page_rule_inputs add_page_rules; /* behind the others; one with the id of another takes its place */
    wikijs_strings remove_page_rules;       /* by their ids */
    bool allow_duplicate_name;              /* the server allows it; the library asks first */
    int64_t timeout_ms;                     /* whole call; 0: the client's default */
} wikijs_groups_update_input;

#define WIKIJS_GROUPS_UPDATE_INPUT_INIT                   \
    {                                                     \
        .struct_size = sizeof(wikijs_groups_update_input) \
    }

/** Users, by id, by email address, or both. */
typedef struct wikijs_group_members_input {
    size_t struct_size;
    wikijs_ints ids;       /* user ids */
    wikijs_strings emails; /* whole addresses, in any case */
    int64_t timeout_ms;    /* all of them together; 0: the client's default */
} wikijs_group_members_input;

#define WIKIJS_GROUP_MEMBERS_INPUT_INIT                   \
    {                                                     \
        .struct_size = sizeof(wikijs_group_members_input) \
    }

/** Whether somebody may do something. One of group_id, user_id and email. */
typedef struct wikijs_groups_can_input {
    size_t struct_size;
    int64_t group_id;           /* a member of this group; or */
    int64_t user_id;            /* 2 is the guest */
    const char *email;          /* or this user, by the whole address */
    wikijs_strings permissions; /* any of these suffices; one at least */
    const char *path;           /* page path without locale; NULL: no page */
    const char *locale;         /* NULL: the client's */
    wikijs_strings tags;        /* of the page: see wikijs_access_query */
    int64_t timeout_ms;         /* whole call; 0: the client's default */
} wikijs_groups_can_input;

#define WIKIJS_GROUPS_CAN_INPUT_INIT                   \
    {                                                  \
        .struct_size = sizeof(wikijs_groups_can_input) \
    }

/** What to look at in an audit. */
typedef struct wikijs_groups_audit_options {
    size_t struct_size;
    wikijs_strings permissions; /* not set: read:pages, write:pages, manage:pages, delete:pages */
    const char *locale;         /* NULL: the client's */
    wikijs_strings tags;        /* of the page: see wikijs_access_query */
    bool with_users;            /* each user, too, with all of their groups together */
    int64_t timeout_ms;         /* whole call; 0: the client's default */
} wikijs_groups_audit_options;

#define WIKIJS_GROUPS_AUDIT_OPTIONS_INIT                   \
    {                                                      \
        .struct_size = sizeof(wikijs_groups_audit_options) \
    }

/**
 * List groups.
 *
 * Sends one groups.list. The server ignores its own filter and order; the list is fetched and cut here.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_group_item_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_list(wikijs_client *client, const wikijs_groups_list_options *options,
                                  wikijs_group_item_list **out, wikijs_error *err);

/** Start wikijs_groups_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_list_async(wikijs_client *client, const wikijs_groups_list_options *options,
                                        wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_list_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_list_finish(wikijs_call *call, wikijs_group_item_list **out, wikijs_error *err);

/**
 * Fetch one group by its id.
 *
 * Sends groups.single; needs write:groups or manage:groups.
 *
 * @param client   client
 * @param id       group id
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_group_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such group; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_get(wikijs_client *client, int64_t id, const wikijs_groups_get_options *options,
                                 wikijs_group **out, wikijs_error *err);

/** Start wikijs_groups_get() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_get_async(wikijs_client *client, int64_t id, const wikijs_groups_get_options *options,
                                       wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_get_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_get_finish(wikijs_call *call, wikijs_group **out, wikijs_error *err);

/**
 * Create a group with its permissions and page rules.
 *
 * The server creates groups by name only: groups.create is followed by groups.update and a look, when the input sets
 * more than a name. Should the update fail, the group is deleted again. The server takes a name that is there already;
 * the library refuses it.
 *
 * @param client  client
 * @param input   what to write
 * @param out     receives the result; free with wikijs_group_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_EXISTS a group has that name; WIKIJS_E_ARG no name, an unknown permission, a bad rule;
 *         WIKIJS_E_INVALID the server takes a regular expression for dangerous; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_create(wikijs_client *client, const wikijs_groups_create_input *input, wikijs_group **out,
                                    wikijs_error *err);

/** Start wikijs_groups_create() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_create_async(wikijs_client *client, const wikijs_groups_create_input *input,
                                          wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_create_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_create_finish(wikijs_call *call, wikijs_group **out, wikijs_error *err);

/**
 * Change a group: what the input sets, and nothing else.
 *
 * The server replaces everything, so groups.single is read and sent back with the changes by groups.update. Between the two
 * the server offers no lock. manage:system cannot be taken from group 1, for nobody could give it back.
 *
 * @param client  client
 * @param id      group id
 * @param input   what to write
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such group or rule; WIKIJS_E_EXISTS another group has that name; WIKIJS_E_LOCKED the
 *         administrators would lose manage:system; WIKIJS_E_ARG an unknown permission, a bad rule; WIKIJS_E_INVALID;
 *         other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_update(wikijs_client *client, int64_t id, const wikijs_groups_update_input *input,
                                    wikijs_error *err);

/** Start wikijs_groups_update() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_update_async(wikijs_client *client, int64_t id, const wikijs_groups_update_input *input,
                                          wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_update_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_update_finish(wikijs_call *call, wikijs_error *err);

/**
 * Delete a group. Its users stay. The server offers no way back.
 *
 * Sends groups.delete, after a look whether the group exists: the server claims success in any case.
 *
 * @param client   client
 * @param id       group id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such group; WIKIJS_E_LOCKED a group of the system; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_delete(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                    wikijs_error *err);

/** Start wikijs_groups_delete() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_delete_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                          wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_delete_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_delete_finish(wikijs_call *call, wikijs_error *err);

/**
 * List the users of a group, by id.
 *
 * Sends groups.single.
 *
 * @param client   client
 * @param id       group id
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_user_item_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such group; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_members(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                     wikijs_user_item_list **out, wikijs_error *err);

/** Start wikijs_groups_members() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_members_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                           wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_members_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_members_finish(wikijs_call *call, wikijs_user_item_list **out, wikijs_error *err);

/**
 * Put a user into a group.
 *
 * Sends groups.assignUser.
 *
 * @param client   client
 * @param id       group id
 * @param user_id  user id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_EXISTS they are in it already; WIKIJS_E_NOT_FOUND no such group or user; WIKIJS_E_LOCKED the guest;
 *         other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_add_user(wikijs_client *client, int64_t id, int64_t user_id,
                                      const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_groups_add_user() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_add_user_async(wikijs_client *client, int64_t id, int64_t user_id,
                                            const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                            wikijs_call **out_call);

/** Take the outcome of wikijs_groups_add_user_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_add_user_finish(wikijs_call *call, wikijs_error *err);

/**
 * Take a user out of a group.
 *
 * Sends groups.unassignUser, which also succeeds when they were not in it.
 *
 * @param client   client
 * @param id       group id
 * @param user_id  user id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such group or user; WIKIJS_E_LOCKED the guest, or user 1 in group 1; other: see
 *         wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_remove_user(wikijs_client *client, int64_t id, int64_t user_id,
                                         const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_groups_remove_user() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_remove_user_async(wikijs_client *client, int64_t id, int64_t user_id,
                                               const wikijs_call_options *options, wikijs_call_done_fn done,
                                               void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_remove_user_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_remove_user_finish(wikijs_call *call, wikijs_error *err);

/**
 * Put many users into a group.
 *
 * Sends groups.single, for the users that are in it; users.search, and users.list where that finds nobody, for each email
 * address that none of them has; then groups.assignUser for each user for whom something has to be changed, one after the
 * other. The result has one outcome for each, ids first, in the order of the input; a failure does not keep the others
 * from it. Who is named twice is written once.
 *
 * @param client   client
 * @param id       group id
 * @param members  the users
 * @param out      receives the result; free with wikijs_group_change_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0 when each was done or needed nothing; the status of the first failure, with the result; WIKIJS_E_NOT_FOUND no
 *         such group; WIKIJS_E_ARG an id that is not positive, a malformed address; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_add_users(wikijs_client *client, int64_t id, const wikijs_group_members_input *members,
                                       wikijs_group_change_list **out, wikijs_error *err);

/** Start wikijs_groups_add_users() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_add_users_async(wikijs_client *client, int64_t id,
                                             const wikijs_group_members_input *members, wikijs_call_done_fn done,
                                             void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_add_users_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_add_users_finish(wikijs_call *call, wikijs_group_change_list **out, wikijs_error *err);

/**
 * Take many users out of a group.
 *
 * Sends groups.single, for the users that are in it; users.search, and users.list where that finds nobody, for each email
 * address that none of them has; then groups.unassignUser for each user for whom something has to be changed, one after
 * the other. The result has one outcome for each, ids first, in the order of the input; a failure does not keep the others
 * from it. Who is named twice is written once.
 *
 * @param client   client
 * @param id       group id
 * @param members  the users
 * @param out      receives the result; free with wikijs_group_change_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0 when each was done or needed nothing; the status of the first failure, with the result; WIKIJS_E_NOT_FOUND no
 *         such group; WIKIJS_E_ARG an id that is not positive, a malformed address; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_remove_users(wikijs_client *client, int64_t id, const wikijs_group_members_input *members,
                                          wikijs_group_change_list **out, wikijs_error *err);

/** Start wikijs_groups_remove_users() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_remove_users_async(wikijs_client *client, int64_t id,
                                                const wikijs_group_members_input *members, wikijs_call_done_fn done,
                                                void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_remove_users_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_remove_users_finish(wikijs_call *call, wikijs_group_change_list **out, wikijs_error *err);

/**
 * Ask whether a member of a group, or a user, may do something, and why.
 *
 * Sends groups.single or users.single, after users.search and users.list for an email address, and decides as
 * wikijs_access_decide() does.
 *
 * @param client  client
 * @param input   the question
 * @param out     receives the result; free with wikijs_access_free()
 * @param err     receives details on failure; may be NULL
 * @return 0, the answer is in the result; WIKIJS_E_NOT_FOUND no such user or group; WIKIJS_E_ARG an unknown permission;
 *         WIKIJS_E_INVALID a page rule that is no regular expression; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_can(wikijs_client *client, const wikijs_groups_can_input *input, wikijs_access **out,
                                 wikijs_error *err);

/** Start wikijs_groups_can() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_can_async(wikijs_client *client, const wikijs_groups_can_input *input,
                                       wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_can_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_can_finish(wikijs_call *call, wikijs_access **out, wikijs_error *err);

/**
 * List who may do what to a page, and by which rule.
 *
 * Sends groups.list, then groups.single for each group, and decides for each group alone and, with options->with_users,
 * for each user with all of their groups. Per subject there is one answer for each permission.
 *
 * @param client   client
 * @param path     page path without locale
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_access_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an unknown permission; WIKIJS_E_INVALID a page rule that is no regular expression; other: see
 *         wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_audit(wikijs_client *client, const char *path, const wikijs_groups_audit_options *options,
                                   wikijs_access_list **out, wikijs_error *err);

/** Start wikijs_groups_audit() without waiting. @since 0.1 */
WIKIJS_API int wikijs_groups_audit_async(wikijs_client *client, const char *path,
                                         const wikijs_groups_audit_options *options, wikijs_call_done_fn done,
                                         void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_groups_audit_async(). @since 0.1 */
WIKIJS_API int wikijs_groups_audit_finish(wikijs_call *call, wikijs_access_list **out, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
