/* SPDX-License-Identifier: MIT */
/**
 * @file access.h
 * Permissions, and how the server decides whether somebody may do something to a page.
 *
 *     wikijs_access_query query = WIKIJS_ACCESS_QUERY_INIT;
 *     wikijs_access_decision decision = WIKIJS_ACCESS_DECISION_INIT;
 *     const char *wanted[] = { "write:pages" };
 *     query.permissions = (wikijs_strings){ wanted, 1 };
 *     query.path = "docs/intro";
 *     if (wikijs_access_decide(&user->groups, &query, &decision, &err) == 0 && !decision.allowed)
 *         printf("no: %s\n", decision.reason);
 *
 * Nothing here asks a server; wikijs_groups_can() and wikijs_groups_audit() of groups.h do.
 */
#ifndef WIKIJS_ACCESS_H
#define WIKIJS_ACCESS_H

#include <wikijs/error.h>
#include <wikijs/group.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Why something is allowed or not. */
#define WIKIJS_ACCESS_SYSTEM "system"   /* allowed: a group has manage:system */
#define WIKIJS_ACCESS_GLOBAL "global"   /* allowed: a group has the permission, and no page was asked about */
#define WIKIJS_ACCESS_RULE "rule"       /* allowed: a page rule grants it */
#define WIKIJS_ACCESS_DENIED "denied"   /* refused: a page rule refuses it */
#define WIKIJS_ACCESS_NO_RULE "no-rule" /* refused: no page rule fits the page */
#define WIKIJS_ACCESS_NO_PERMISSION "no-permission" /* refused: no group has the permission */
#define WIKIJS_ACCESS_INACTIVE "inactive"           /* refused: the account is deactivated */

/** Fields of wikijs_permission (model Permission), in the order of its table. */
enum { WIKIJS_PERMISSION_NAME, WIKIJS_PERMISSION_IN_RULES, WIKIJS_PERMISSION_DOC, WIKIJS_PERMISSION_FIELDS };

/** A permission that the server knows. */
typedef struct wikijs_permission {
    uint64_t present; /* WIKIJS_BIT(WIKIJS_PERMISSION_...) of the fields that came back */
    const char *name; /* such as "read:pages" */
    bool in_rules;    /* false: it holds for the whole site */
    const char *doc;  /* what it allows */
} wikijs_permission;

/**
 * All permissions that Wiki.js 2.5 knows, those on content first.
 *
 * The server does not check the names that a group is given; the library does, against this table.
 *
 * @param count  receives their number; may be NULL
 * @return a static array, the same for every thread; nothing to free
 * @since 0.1
 */
WIKIJS_API const wikijs_permission *wikijs_permissions(size_t *count);

/** What to decide. */
typedef struct wikijs_access_query {
    size_t struct_size;
    wikijs_strings permissions; /* any of these suffices, as in the server's own checks */
    const char *path;           /* page path without locale; NULL: no page, the permission alone decides */
    const char *locale;         /* NULL: none, then rules that name locales do not fit */
    wikijs_strings tags;        /* of the page; the server looks at them for downloads and searches only */
} wikijs_access_query;

#define WIKIJS_ACCESS_QUERY_INIT                   \
    {                                              \
        .struct_size = sizeof(wikijs_access_query) \
    }

/** The decision; what it points to belongs to the groups that were given. */
typedef struct wikijs_access_decision {
    size_t struct_size;
    bool allowed;                 /* whether it may be done */
    const char *reason;           /* WIKIJS_ACCESS_... */
    const wikijs_group *group;    /* that decides, or NULL */
    const wikijs_page_rule *rule; /* that decides, or NULL */
} wikijs_access_decision;

#define WIKIJS_ACCESS_DECISION_INIT                   \
    {                                                 \
        .struct_size = sizeof(wikijs_access_decision) \
    }

/**
 * Decide as the server does whether a member of some groups may do something.
 *
 * A group with manage:system may do everything. Otherwise one of the groups must have one of the permissions, and of the
 * page rules of all groups together the most specific one that fits decides: the longest path; among equal lengths EXACT
 * before TAG before REGEX before END before START; among equals a refusal that came first stays. Rules fit when they name
 * one of the permissions, and the locale or no locale.
 *
 * @param groups    the groups, with `permissions` and `page_rules`, in the order in which the user is in them
 * @param query     what to decide
 * @param decision  receives the decision
 * @param err       receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG no permission was named, or a struct was not initialised; WIKIJS_E_INVALID a REGEX rule that
 *         is no regular expression (the server fails on it, too)
 * @since 0.1
 */
WIKIJS_API int wikijs_access_decide(const wikijs_groups *groups, const wikijs_access_query *query,
                                    wikijs_access_decision *decision, wikijs_error *err);

/** Fields of wikijs_access (model Access), in the order of its table. */
enum {
    WIKIJS_ACCESS_ALLOWED,
    WIKIJS_ACCESS_PERMISSION,
    WIKIJS_ACCESS_USER_ID,
    WIKIJS_ACCESS_USER,
    WIKIJS_ACCESS_GROUP_ID,
    WIKIJS_ACCESS_GROUP,
    WIKIJS_ACCESS_REASON,
    WIKIJS_ACCESS_RULE_ID,
    WIKIJS_ACCESS_DENY,
    WIKIJS_ACCESS_MATCH,
    WIKIJS_ACCESS_RULE_PATH,
    WIKIJS_ACCESS_FIELDS
};

/** Whether somebody may do something to a page, and why. */
typedef struct wikijs_access {
    uint64_t present;       /* WIKIJS_BIT(WIKIJS_ACCESS_...) of the fields that came back */
    bool allowed;           /* whether it is allowed */
    const char *permission; /* as it was asked for */
    int64_t user_id;        /* not present when a group was asked about */
    const char *user;       /* their name */
    int64_t group_id;       /* the group that decides; not present when none does */
    const char *group;      /* its name */
    const char *reason;     /* WIKIJS_ACCESS_SYSTEM, _GLOBAL, _RULE, _DENIED, _NO_RULE, _NO_PERMISSION or _INACTIVE */
    const char *rule_id;    /* of the page rule that decides; not present when none does */
    bool deny;              /* whether that rule refuses */
    const char *match;      /* how that rule compares */
    const char *rule_path;  /* path, pattern or tag of that rule */
} wikijs_access;

/** A list of answers. Opaque; read it with _count and _at. */
typedef struct wikijs_access_list wikijs_access_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_access_list_count(const wikijs_access_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_access *wikijs_access_list_at(const wikijs_access_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_access_list_free(wikijs_access_list *list);

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_access_free(wikijs_access *object);

#ifdef __cplusplus
}
#endif
#endif
