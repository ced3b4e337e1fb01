/* SPDX-License-Identifier: MIT */
/**
 * @file contribute.h
 * The people who support Wiki.js.
 *
 * What pages.h says of `_async` and `_finish` functions, of options and of errors holds here, too.
 */
#ifndef WIKIJS_CONTRIBUTE_H
#define WIKIJS_CONTRIBUTE_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_contributor (GraphQL type ContributeContributor), in the order of its table. */
enum {
    WIKIJS_CONTRIBUTOR_ID,
    WIKIJS_CONTRIBUTOR_SOURCE,
    WIKIJS_CONTRIBUTOR_NAME,
    WIKIJS_CONTRIBUTOR_JOINED,
    WIKIJS_CONTRIBUTOR_WEBSITE,
    WIKIJS_CONTRIBUTOR_TWITTER,
    WIKIJS_CONTRIBUTOR_AVATAR,
    WIKIJS_CONTRIBUTOR_FIELDS
};

/** Somebody who supports Wiki.js. */
typedef struct wikijs_contributor {
    uint64_t present;    /* WIKIJS_BIT(WIKIJS_CONTRIBUTOR_...) of the fields that came back */
    const char *id;      /* its name */
    const char *source;  /* where the support comes through */
    const char *name;    /* name */
    int64_t joined;      /* since when; Unix ms */
    const char *website; /* address */
    const char *twitter; /* name on Twitter */
    const char *avatar;  /* address of a picture */
} wikijs_contributor;

/** A list of them. Opaque; read it with _count and _at. */
typedef struct wikijs_contributor_list wikijs_contributor_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_contributor_list_count(const wikijs_contributor_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_contributor *wikijs_contributor_list_at(const wikijs_contributor_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_contributor_list_free(wikijs_contributor_list *list);

/**
 * List the people who support Wiki.js.
 *
 * Sends contribute.contributors; needs no permission. The server asks a service of its makers; when it cannot reach it,
 * it answers null.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_contributor_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_UNAVAILABLE the server cannot reach that service; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_contribute_list_contributors(wikijs_client *client, const wikijs_call_options *options,
                                                   wikijs_contributor_list **out, wikijs_error *err);

/** Start wikijs_contribute_list_contributors() without waiting. @since 0.1 */
WIKIJS_API int wikijs_contribute_list_contributors_async(wikijs_client *client, const wikijs_call_options *options,
                                                         wikijs_call_done_fn done, void *payload,
                                                         wikijs_call **out_call);

/** Take the outcome of wikijs_contribute_list_contributors_async(). @since 0.1 */
WIKIJS_API int wikijs_contribute_list_contributors_finish(wikijs_call *call, wikijs_contributor_list **out,
                                                          wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
