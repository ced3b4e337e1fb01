/* SPDX-License-Identifier: MIT */
/**
 * @file group.h
 * What operations on groups return: structs, their fields, and how they are freed.
 *
 * You own what an operation gave you; everything reachable from it lives exactly as long as it does.
 */
#ifndef WIKIJS_GROUP_H
#define WIKIJS_GROUP_H

#include <wikijs/user.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_page_rule (GraphQL type PageRule), in the order of its table. */
enum {
    WIKIJS_PAGE_RULE_ID,
    WIKIJS_PAGE_RULE_DENY,
    WIKIJS_PAGE_RULE_MATCH,
    WIKIJS_PAGE_RULE_ROLES,
    WIKIJS_PAGE_RULE_PATH,
    WIKIJS_PAGE_RULE_LOCALES,
    WIKIJS_PAGE_RULE_FIELDS
};

/** A page rule of a group: grants or refuses roles for a part of the site. */
typedef struct wikijs_page_rule {
    uint64_t present;       /* WIKIJS_BIT(WIKIJS_PAGE_RULE_...) of the fields that came back */
    const char *id;         /* id, unique in its group */
    bool deny;              /* whether it refuses instead of granting */
    const char *match;      /* "START", "EXACT", "END", "REGEX", "TAG" */
    wikijs_strings roles;   /* permissions that it is about */
    const char *path;       /* path without leading slash, pattern or tag */
    wikijs_strings locales; /* empty: all */
} wikijs_page_rule;

/** Such objects inside another one. */
typedef struct wikijs_page_rules {
    const wikijs_page_rule *const *items;
    size_t count;
} wikijs_page_rules;

/** Fields of wikijs_group (GraphQL type Group), in the order of its table. */
enum {
    WIKIJS_GROUP_ID,
    WIKIJS_GROUP_NAME,
    WIKIJS_GROUP_IS_SYSTEM,
    WIKIJS_GROUP_REDIRECT_ON_LOGIN,
    WIKIJS_GROUP_PERMISSIONS,
    WIKIJS_GROUP_PAGE_RULES,
    WIKIJS_GROUP_USERS,
    WIKIJS_GROUP_CREATED_AT,
    WIKIJS_GROUP_UPDATED_AT,
    WIKIJS_GROUP_FIELDS
};

/** A group of users with what they may do. */
struct wikijs_group {
    uint64_t present;              /* WIKIJS_BIT(WIKIJS_GROUP_...) of the fields that came back */
    int64_t id;                    /* numeric id */
    const char *name;              /* name */
    bool is_system;                /* whether it is one of the server's own */
    const char *redirect_on_login; /* where its users get after the log-in */
    wikijs_strings permissions;    /* global permissions */
    wikijs_page_rules page_rules;  /* rules for parts of the site */
    wikijs_user_items users;       /* not read unless asked for */
    int64_t created_at;            /* when it was created; Unix ms */
    int64_t updated_at;            /* when it was last changed; Unix ms */
};

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_group_free(wikijs_group *object);

/** Fields of wikijs_group_item (GraphQL type GroupMinimal), in the order of its table. */
enum {
    WIKIJS_GROUP_ITEM_ID,
    WIKIJS_GROUP_ITEM_NAME,
    WIKIJS_GROUP_ITEM_IS_SYSTEM,
    WIKIJS_GROUP_ITEM_USER_COUNT,
    WIKIJS_GROUP_ITEM_CREATED_AT,
    WIKIJS_GROUP_ITEM_UPDATED_AT,
    WIKIJS_GROUP_ITEM_FIELDS
};

/** A group, as groups.list gives it. */
typedef struct wikijs_group_item {
    uint64_t present;   /* WIKIJS_BIT(WIKIJS_GROUP_ITEM_...) of the fields that came back */
    int64_t id;         /* numeric id */
    const char *name;   /* name */
    bool is_system;     /* whether it is one of the server's own */
    int64_t user_count; /* number of its users */
    int64_t created_at; /* when it was created; Unix ms */
    int64_t updated_at; /* when it was last changed; Unix ms */
} wikijs_group_item;

/** A list of groups. Opaque; read it with _count and _at. */
typedef struct wikijs_group_item_list wikijs_group_item_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_group_item_list_count(const wikijs_group_item_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_group_item *wikijs_group_item_list_at(const wikijs_group_item_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_group_item_list_free(wikijs_group_item_list *list);

/** Fields of wikijs_group_change (model GroupChange), in the order of its table. */
enum {
    WIKIJS_GROUP_CHANGE_USER_ID,
    WIKIJS_GROUP_CHANGE_EMAIL,
    WIKIJS_GROUP_CHANGE_CHANGED,
    WIKIJS_GROUP_CHANGE_STATUS,
    WIKIJS_GROUP_CHANGE_MESSAGE,
    WIKIJS_GROUP_CHANGE_FIELDS
};

/** What became of one user that was to be added to or removed from a group. */
typedef struct wikijs_group_change {
    uint64_t present;    /* WIKIJS_BIT(WIKIJS_GROUP_CHANGE_...) of the fields that came back */
    int64_t user_id;     /* 0: the email belongs to nobody */
    const char *email;   /* email address, when the user was named by it */
    bool changed;        /* false: it was as wanted already, or failed */
    int64_t status;      /* 0, or a wikijs_status */
    const char *message; /* what failed */
} wikijs_group_change;

/** The outcomes for many users. Opaque; read it with _count and _at. */
typedef struct wikijs_group_change_list wikijs_group_change_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_group_change_list_count(const wikijs_group_change_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_group_change *wikijs_group_change_list_at(const wikijs_group_change_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_group_change_list_free(wikijs_group_change_list *list);

#ifdef __cplusplus
}
#endif
#endif
