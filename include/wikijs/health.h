/* SPDX-License-Identifier: MIT */
/**
 * @file health.h
 * Whether a wiki can be used as intended, and what to do if not.
 *
 *     wikijs_health *health;
 *     wikijs_health_check(client, NULL, &health, &err);
 *     for (size_t i = 0; i < health->checks.count; i++)
 *         printf("%s: %s\n", health->checks.items[i]->name, health->checks.items[i]->message);
 *     wikijs_health_free(health);
 */
#ifndef WIKIJS_HEALTH_H
#define WIKIJS_HEALTH_H

#include <wikijs/error.h>
#include <wikijs/pages.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_health_item, in the order of its table. */
enum {
    WIKIJS_HEALTH_ITEM_NAME,
    WIKIJS_HEALTH_ITEM_STATUS,
    WIKIJS_HEALTH_ITEM_MESSAGE,
    WIKIJS_HEALTH_ITEM_ADVICE,
    WIKIJS_HEALTH_ITEM_FIELDS
};

/** One thing that was looked at. */
typedef struct wikijs_health_item {
    uint64_t present;
    const char *name;    /* "server", "latency", "api", "version", "identity", "token", "search", or a permission */
    const char *status;  /* "ok", "warning", "error", "unknown": it could not be found out */
    const char *message; /* one line */
    const char *advice;  /* one line on what to do; not present when there is nothing to do */
} wikijs_health_item;

/** The things that were looked at. */
typedef struct wikijs_health_items {
    const wikijs_health_item *const *items;
    size_t count;
} wikijs_health_items;

/** Fields of wikijs_health, in the order of its table. */
enum {
    WIKIJS_HEALTH_URL,
    WIKIJS_HEALTH_LATENCY_US,
    WIKIJS_HEALTH_VERSION,
    WIKIJS_HEALTH_IDENTITY,
    WIKIJS_HEALTH_USER_ID,
    WIKIJS_HEALTH_USER_NAME,
    WIKIJS_HEALTH_USER_EMAIL,
    WIKIJS_HEALTH_EXPIRES_AT,
    WIKIJS_HEALTH_PERMISSIONS,
    WIKIJS_HEALTH_SEARCH_ENGINE,
    WIKIJS_HEALTH_PAGES_TOTAL,
    WIKIJS_HEALTH_USERS_TOTAL,
    WIKIJS_HEALTH_GROUPS_TOTAL,
    WIKIJS_HEALTH_TAGS_TOTAL,
    WIKIJS_HEALTH_CHECKS,
    WIKIJS_HEALTH_STATUS,
    WIKIJS_HEALTH_FIELDS
};

/** What wikijs_health_check() found. */
typedef struct wikijs_health {
    uint64_t present;
    const char *url;            /* the wiki */
    int64_t latency_us;         /* of one small request on an open connection, microseconds */
    const char *version;        /* of the server; not present when the credentials may not see it */
    const char *identity;       /* "guest", "api key", "user" */
    int64_t user_id;            /* the account that is acted for */
    const char *user_name;      /* its name */
    const char *user_email;     /* its email */
    int64_t expires_at;         /* of the token, Unix milliseconds */
    wikijs_strings permissions; /* what the credentials may do, as far as it could be found out */
    const char *search_engine;  /* key of the engine that is switched on, such as "db" */
    int64_t pages_total;        /* number of pages */
    int64_t users_total;        /* number of users */
    int64_t groups_total;       /* number of groups */
    int64_t tags_total;         /* number of tags */
    wikijs_health_items checks; /* the things that were looked at */
    const char *status;         /* the worst of the checks */
} wikijs_health;

/**
 * Free what wikijs_health_check() returned.
 *
 * @param health  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_health_free(wikijs_health *health);

/**
 * Look whether the server answers, who the client is there, and what it may do.
 *
 * Sends four or five small reads: GET /healthz, an empty query for the latency, one document that asks who the client is
 * and tries a harmless read for each permission, a look at the source route, and for an API key the permissions of its
 * group. What was found is in the checks of the result, which is there whatever this function returns.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result, also when the server cannot be reached; free with wikijs_health_free()
 * @param err      receives the first problem with status "error"; may be NULL
 * @return 0 no check has status "error"; else the wikijs_status of the first that has, with *out set all the same
 * @since 0.1
 */
WIKIJS_API int wikijs_health_check(wikijs_client *client, const wikijs_call_options *options, wikijs_health **out,
                                   wikijs_error *err);

/** Start wikijs_health_check() without waiting. @since 0.1 */
WIKIJS_API int wikijs_health_check_async(wikijs_client *client, const wikijs_call_options *options,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_health_check_async(). @since 0.1 */
WIKIJS_API int wikijs_health_check_finish(wikijs_call *call, wikijs_health **out, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
