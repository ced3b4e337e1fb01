/* SPDX-License-Identifier: MIT */
/**
 * @file navigation.h
 * The navigation: what stands in the side bar, one tree for each locale.
 *
 * The server only takes the whole of it. To change one locale, keep the others:
 *
 *     static const wikijs_navigation_item_input items[] = {
 *         { .kind = "link", .label = "Home", .icon = "mdi-home", .target_type = "home", .target = "/" },
 *         { .kind = "link", .label = "Guide", .target_type = "page", .target = "/docs/guide" },
 *     };
 *     wikijs_navigation_set_items(client, "en", (wikijs_navigation_item_inputs){ items, 2 }, NULL, &err);
 *
 * What pages.h says of `_async` and `_finish` functions, of options and of errors holds here, too.
 */
#ifndef WIKIJS_NAVIGATION_H
#define WIKIJS_NAVIGATION_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_navigation_item (GraphQL type NavigationItem), in the order of its table. */
enum {
    WIKIJS_NAVIGATION_ITEM_ID,
    WIKIJS_NAVIGATION_ITEM_KIND,
    WIKIJS_NAVIGATION_ITEM_LABEL,
    WIKIJS_NAVIGATION_ITEM_ICON,
    WIKIJS_NAVIGATION_ITEM_TARGET_TYPE,
    WIKIJS_NAVIGATION_ITEM_TARGET,
    WIKIJS_NAVIGATION_ITEM_VISIBILITY_MODE,
    WIKIJS_NAVIGATION_ITEM_VISIBILITY_GROUPS,
    WIKIJS_NAVIGATION_ITEM_FIELDS
};

/** One entry of the navigation. */
typedef struct wikijs_navigation_item {
    uint64_t present;              /* WIKIJS_BIT(WIKIJS_NAVIGATION_ITEM_...) of the fields that came back */
    const char *id;                /* its name, any text */
    const char *kind;              /* link, header or divider */
    const char *label;             /* what is shown */
    const char *icon;              /* name of the icon, such as mdi-home */
    const char *target_type;       /* home, page, external, externalblank or search */
    const char *target;            /* where a link leads */
    const char *visibility_mode;   /* all or restricted */
    wikijs_ints visibility_groups; /* ids of the groups that see it */
} wikijs_navigation_item;

typedef struct wikijs_navigation_items {
    const wikijs_navigation_item *const *items;
    size_t count;
} wikijs_navigation_items;

/** Fields of wikijs_navigation_tree (GraphQL type NavigationTree), in the order of its table. */
enum { WIKIJS_NAVIGATION_TREE_LOCALE, WIKIJS_NAVIGATION_TREE_ITEMS, WIKIJS_NAVIGATION_TREE_FIELDS };

/** The navigation of one locale. */
typedef struct wikijs_navigation_tree {
    uint64_t present;              /* WIKIJS_BIT(WIKIJS_NAVIGATION_TREE_...) of the fields that came back */
    const char *locale;            /* locale code */
    wikijs_navigation_items items; /* entries from top to bottom */
} wikijs_navigation_tree;

/** A list of them. Opaque; read it with _count and _at. */
typedef struct wikijs_navigation_tree_list wikijs_navigation_tree_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_navigation_tree_list_count(const wikijs_navigation_tree_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_navigation_tree *wikijs_navigation_tree_list_at(const wikijs_navigation_tree_list *list,
                                                                        size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_navigation_tree_list_free(wikijs_navigation_tree_list *list);

/** Fields of wikijs_navigation_config (GraphQL type NavigationConfig), in the order of its table. */
enum { WIKIJS_NAVIGATION_CONFIG_MODE, WIKIJS_NAVIGATION_CONFIG_FIELDS };

/** How the navigation is shown. */
typedef struct wikijs_navigation_config {
    uint64_t present; /* WIKIJS_BIT(WIKIJS_NAVIGATION_CONFIG_...) of the fields that came back */
    const char *mode; /* NONE, TREE, MIXED or STATIC */
} wikijs_navigation_config;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_navigation_config_free(wikijs_navigation_config *object);

/** How the navigation is shown. */
typedef enum wikijs_navigation_mode {
    WIKIJS_NAVIGATION_MODE_NONE = 1, /* not at all */
    WIKIJS_NAVIGATION_MODE_TREE,     /* the tree of pages */
    WIKIJS_NAVIGATION_MODE_MIXED,    /* the entries, and the tree of pages */
    WIKIJS_NAVIGATION_MODE_STATIC    /* the entries */
} wikijs_navigation_mode;

/** One entry to write. */
typedef struct wikijs_navigation_item_input {
    const char *id;                /* its name, once in a tree; NULL: made here */
    const char *kind;              /* link, header or divider; required */
    const char *label;             /* what is shown; a link and a header need one */
    const char *icon;              /* such as mdi-home; may be NULL */
    const char *target_type;       /* of a link: home, page, external, externalblank or search */
    const char *target;            /* where a link leads */
    const char *visibility_mode;   /* all or restricted; NULL: all, or restricted when groups are named */
    wikijs_ints visibility_groups; /* ids of the groups that see it, when restricted */
} wikijs_navigation_item_input;

typedef struct wikijs_navigation_item_inputs {
    const wikijs_navigation_item_input *items;
    size_t count;
} wikijs_navigation_item_inputs;

/** The navigation of one locale to write. */
typedef struct wikijs_navigation_tree_input {
    const char *locale;                  /* required, once */
    wikijs_navigation_item_inputs items; /* entries from top to bottom */
} wikijs_navigation_tree_input;

typedef struct wikijs_navigation_tree_inputs {
    const wikijs_navigation_tree_input *items;
    size_t count;
} wikijs_navigation_tree_inputs;

/**
 * Turn what was read into what can be written: for a program that changes some of it and sends all back.
 *
 * @param list  what wikijs_navigation_get_tree() gave
 * @param out   receives the trees; they live as long as the list
 * @param err   receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG list or out is NULL; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_navigation_tree_list_to_input(wikijs_navigation_tree_list *list,
                                                    wikijs_navigation_tree_inputs *out, wikijs_error *err);

/**
 * Read a navigation from JSON, as wikijs_object_to_json() writes it: a list of {"locale", "items"}.
 *
 * @param json    text, UTF-8
 * @param length  its length in bytes
 * @param out     receives the result; free with wikijs_navigation_tree_list_free()
 * @param err     receives details on failure, with the place in the text; may be NULL
 * @return 0; WIKIJS_E_ARG it is no such JSON; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_navigation_tree_list_from_json(const char *json, size_t length, wikijs_navigation_tree_list **out,
                                                     wikijs_error *err);

/**
 * Read the navigation of all locales, with the entries that the caller would not see.
 *
 * Sends navigation.tree; needs manage:navigation.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_navigation_tree_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_navigation_get_tree(wikijs_client *client, const wikijs_call_options *options,
                                          wikijs_navigation_tree_list **out, wikijs_error *err);

/** Start wikijs_navigation_get_tree() without waiting. @since 0.1 */
WIKIJS_API int wikijs_navigation_get_tree_async(wikijs_client *client, const wikijs_call_options *options,
                                                wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_navigation_get_tree_async(). @since 0.1 */
WIKIJS_API int wikijs_navigation_get_tree_finish(wikijs_call *call, wikijs_navigation_tree_list **out,
                                                 wikijs_error *err);

/**
 * Replace the whole navigation. Locales that are not in it lose theirs; an empty list empties it.
 *
 * Sends navigation.updateTree; needs manage:navigation. The server checks nothing and shows nothing of an entry whose
 * visibility it does not know; so kinds, labels and visibility are checked and filled in here. Readers may see the old
 * one for up to five minutes where several servers share a database.
 *
 * @param client   client
 * @param tree     all of it
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an entry that cannot be shown; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_navigation_update_tree(wikijs_client *client, wikijs_navigation_tree_inputs tree,
                                             const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_navigation_update_tree() without waiting. @since 0.1 */
WIKIJS_API int wikijs_navigation_update_tree_async(wikijs_client *client, wikijs_navigation_tree_inputs tree,
                                                   const wikijs_call_options *options, wikijs_call_done_fn done,
                                                   void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_navigation_update_tree_async(). @since 0.1 */
WIKIJS_API int wikijs_navigation_update_tree_finish(wikijs_call *call, wikijs_error *err);

/**
 * Replace the navigation of one locale; the other locales keep theirs.
 *
 * Sends navigation.tree and navigation.updateTree; needs manage:navigation. Two programs that do this at the same time
 * overwrite each other.
 *
 * @param client   client
 * @param locale   locale code; not NULL
 * @param items    its entries from top to bottom
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an entry that cannot be shown; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_navigation_set_items(wikijs_client *client, const char *locale,
                                           wikijs_navigation_item_inputs items, const wikijs_call_options *options,
                                           wikijs_error *err);

/** Start wikijs_navigation_set_items() without waiting. @since 0.1 */
WIKIJS_API int wikijs_navigation_set_items_async(wikijs_client *client, const char *locale,
                                                 wikijs_navigation_item_inputs items,
                                                 const wikijs_call_options *options, wikijs_call_done_fn done,
                                                 void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_navigation_set_items_async(). @since 0.1 */
WIKIJS_API int wikijs_navigation_set_items_finish(wikijs_call *call, wikijs_error *err);

/**
 * Read how the navigation is shown.
 *
 * Sends navigation.config; needs manage:navigation.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_navigation_config_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_navigation_get_config(wikijs_client *client, const wikijs_call_options *options,
                                            wikijs_navigation_config **out, wikijs_error *err);

/** Start wikijs_navigation_get_config() without waiting. @since 0.1 */
WIKIJS_API int wikijs_navigation_get_config_async(wikijs_client *client, const wikijs_call_options *options,
                                                  wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_navigation_get_config_async(). @since 0.1 */
WIKIJS_API int wikijs_navigation_get_config_finish(wikijs_call *call, wikijs_navigation_config **out,
                                                   wikijs_error *err);

/**
 * Choose how the navigation is shown.
 *
 * Sends navigation.updateConfig; needs manage:navigation.
 *
 * @param client   client
 * @param mode     how to show it
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_navigation_update_config(wikijs_client *client, wikijs_navigation_mode mode,
                                               const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_navigation_update_config() without waiting. @since 0.1 */
WIKIJS_API int wikijs_navigation_update_config_async(wikijs_client *client, wikijs_navigation_mode mode,
                                                     const wikijs_call_options *options, wikijs_call_done_fn done,
                                                     void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_navigation_update_config_async(). @since 0.1 */
WIKIJS_API int wikijs_navigation_update_config_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
