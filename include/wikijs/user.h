/* SPDX-License-Identifier: MIT */
/**
 * @file user.h
 * What operations on users return: structs, their fields, and how they are freed.
 *
 * You own what an operation gave you; everything reachable from it lives exactly as long as it does.
 */
#ifndef WIKIJS_USER_H
#define WIKIJS_USER_H

#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A group; described in wikijs/group.h. */
typedef struct wikijs_group wikijs_group;

/** The groups inside a user. */
typedef struct wikijs_groups {
    const wikijs_group *const *items;
    size_t count;
} wikijs_groups;

/** Fields of wikijs_user_item (GraphQL type UserMinimal), in the order of its table. */
enum {
    WIKIJS_USER_ITEM_ID,
    WIKIJS_USER_ITEM_NAME,
    WIKIJS_USER_ITEM_EMAIL,
    WIKIJS_USER_ITEM_PROVIDER_KEY,
    WIKIJS_USER_ITEM_IS_SYSTEM,
    WIKIJS_USER_ITEM_IS_ACTIVE,
    WIKIJS_USER_ITEM_CREATED_AT,
    WIKIJS_USER_ITEM_LAST_LOGIN_AT,
    WIKIJS_USER_ITEM_FIELDS
};

/** An account, as users.list gives it. */
typedef struct wikijs_user_item {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_USER_ITEM_...) of the fields that came back */
    int64_t id;               /* numeric id */
    const char *name;         /* name */
    const char *email;        /* email address */
    const char *provider_key; /* "local", or the key of another strategy */
    bool is_system;           /* whether it is one of the server's own */
    bool is_active;           /* whether it may log in */
    int64_t created_at;       /* when it was created; Unix ms */
    int64_t last_login_at;    /* Unix ms; not present when they never did */
} wikijs_user_item;

/** Such objects inside another one. */
typedef struct wikijs_user_items {
    const wikijs_user_item *const *items;
    size_t count;
} wikijs_user_items;

/** A list of accounts. Opaque; read it with _count and _at. */
typedef struct wikijs_user_item_list wikijs_user_item_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_user_item_list_count(const wikijs_user_item_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_user_item *wikijs_user_item_list_at(const wikijs_user_item_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_user_item_list_free(wikijs_user_item_list *list);

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_user_item_free(wikijs_user_item *object);

/** Fields of wikijs_user (GraphQL type User), in the order of its table. */
enum {
    WIKIJS_USER_ID,
    WIKIJS_USER_NAME,
    WIKIJS_USER_EMAIL,
    WIKIJS_USER_PROVIDER_KEY,
    WIKIJS_USER_PROVIDER_NAME,
    WIKIJS_USER_PROVIDER_ID,
    WIKIJS_USER_PROVIDER_IS_2FA_CAPABLE,
    WIKIJS_USER_IS_SYSTEM,
    WIKIJS_USER_IS_ACTIVE,
    WIKIJS_USER_IS_VERIFIED,
    WIKIJS_USER_LOCATION,
    WIKIJS_USER_JOB_TITLE,
    WIKIJS_USER_TIMEZONE,
    WIKIJS_USER_DATE_FORMAT,
    WIKIJS_USER_APPEARANCE,
    WIKIJS_USER_CREATED_AT,
    WIKIJS_USER_UPDATED_AT,
    WIKIJS_USER_LAST_LOGIN_AT,
    WIKIJS_USER_TFA_IS_ACTIVE,
    WIKIJS_USER_GROUPS,
    WIKIJS_USER_FIELDS
};

/** An account. */
typedef struct wikijs_user {
    uint64_t present;             /* WIKIJS_BIT(WIKIJS_USER_...) of the fields that came back */
    int64_t id;                   /* numeric id */
    const char *name;             /* name */
    const char *email;            /* email address */
    const char *provider_key;     /* "local", or the key of another strategy */
    const char *provider_name;    /* title of the login provider */
    const char *provider_id;      /* what the login provider calls the user */
    bool provider_is_2fa_capable; /* whether the login provider has a second factor */
    bool is_system;               /* whether it is one of the server's own */
    bool is_active;               /* whether it may log in */
    bool is_verified;             /* whether its email address was confirmed */
    const char *location;         /* where its user is */
    const char *job_title;        /* what its user does */
    const char *timezone;         /* IANA name, such as "Europe/Berlin" */
    const char *date_format;      /* "": as the locale says */
    const char *appearance;       /* "light", "dark", "": as the site says */
    int64_t created_at;           /* when it was created; Unix ms */
    int64_t updated_at;           /* when it was last changed; Unix ms */
    int64_t last_login_at;        /* Unix ms; not present when they never did */
    bool tfa_is_active;           /* whether it needs a second factor */
    wikijs_groups groups;         /* with their permissions and page rules */
} wikijs_user;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_user_free(wikijs_user *object);

/** Fields of wikijs_user_profile (GraphQL type UserProfile), in the order of its table. */
enum {
    WIKIJS_USER_PROFILE_ID,
    WIKIJS_USER_PROFILE_NAME,
    WIKIJS_USER_PROFILE_EMAIL,
    WIKIJS_USER_PROFILE_PROVIDER_KEY,
    WIKIJS_USER_PROFILE_PROVIDER_NAME,
    WIKIJS_USER_PROFILE_IS_SYSTEM,
    WIKIJS_USER_PROFILE_IS_VERIFIED,
    WIKIJS_USER_PROFILE_LOCATION,
    WIKIJS_USER_PROFILE_JOB_TITLE,
    WIKIJS_USER_PROFILE_TIMEZONE,
    WIKIJS_USER_PROFILE_DATE_FORMAT,
    WIKIJS_USER_PROFILE_APPEARANCE,
    WIKIJS_USER_PROFILE_CREATED_AT,
    WIKIJS_USER_PROFILE_UPDATED_AT,
    WIKIJS_USER_PROFILE_LAST_LOGIN_AT,
    WIKIJS_USER_PROFILE_GROUPS,
    WIKIJS_USER_PROFILE_PAGES_TOTAL,
    WIKIJS_USER_PROFILE_FIELDS
};

/** The account of the caller, as users.profile gives it. */
typedef struct wikijs_user_profile {
    uint64_t present;          /* WIKIJS_BIT(WIKIJS_USER_PROFILE_...) of the fields that came back */
    int64_t id;                /* numeric id */
    const char *name;          /* name */
    const char *email;         /* email address */
    const char *provider_key;  /* login provider */
    const char *provider_name; /* title of the login provider */
    bool is_system;            /* whether it is one of the server's own */
    bool is_verified;          /* whether its email address was confirmed */
    const char *location;      /* where its user is */
    const char *job_title;     /* what its user does */
    const char *timezone;      /* IANA time zone */
    const char *date_format;   /* how dates are shown; empty: as the locale says */
    const char *appearance;    /* light, dark, or empty: as the site says */
    int64_t created_at;        /* when it was created; Unix ms */
    int64_t updated_at;        /* when it was last changed; Unix ms */
    int64_t last_login_at;     /* when its user logged in last; Unix ms */
    wikijs_strings groups;     /* names */
    int64_t pages_total;       /* number of pages that its user created */
} wikijs_user_profile;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_user_profile_free(wikijs_user_profile *object);

/** Fields of wikijs_user_last_login (GraphQL type UserLastLogin), in the order of its table. */
enum {
    WIKIJS_USER_LAST_LOGIN_ID,
    WIKIJS_USER_LAST_LOGIN_NAME,
    WIKIJS_USER_LAST_LOGIN_LAST_LOGIN_AT,
    WIKIJS_USER_LAST_LOGIN_FIELDS
};

/** A recent log-in. */
typedef struct wikijs_user_last_login {
    uint64_t present;      /* WIKIJS_BIT(WIKIJS_USER_LAST_LOGIN_...) of the fields that came back */
    int64_t id;            /* numeric id of the user */
    const char *name;      /* name of the user */
    int64_t last_login_at; /* when they logged in last; Unix ms */
} wikijs_user_last_login;

/** A list of recent log-ins. Opaque; read it with _count and _at. */
typedef struct wikijs_user_last_login_list wikijs_user_last_login_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_user_last_login_list_count(const wikijs_user_last_login_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_user_last_login *wikijs_user_last_login_list_at(const wikijs_user_last_login_list *list,
                                                                        size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_user_last_login_list_free(wikijs_user_last_login_list *list);

/** Fields of wikijs_user_token (GraphQL type UserTokenResponse), in the order of its table. */
enum { WIKIJS_USER_TOKEN_JWT, WIKIJS_USER_TOKEN_FIELDS };

/** What a change of the caller's own account gives. */
typedef struct wikijs_user_token {
    uint64_t present; /* WIKIJS_BIT(WIKIJS_USER_TOKEN_...) of the fields that came back */
    const char *jwt;  /* a secret; wikijs_user_token_free() wipes it */
} wikijs_user_token;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_user_token_free(wikijs_user_token *object);

#ifdef __cplusplus
}
#endif
#endif
