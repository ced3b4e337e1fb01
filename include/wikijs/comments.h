/* SPDX-License-Identifier: MIT */
/**
 * @file comments.h
 * Comments on pages, and the providers that keep them.
 *
 *     wikijs_comment_list *comments;
 *     wikijs_comments_list(client, "docs/intro", NULL, &comments, &err);
 *     for (size_t i = 0; i < wikijs_comment_list_count(comments); i++)
 *         puts(wikijs_comment_list_at(comments, i)->content.ptr);
 *     wikijs_comment_list_free(comments);
 *
 * What pages.h says of `_async` and `_finish` functions, of options and of errors holds here, too.
 */
#ifndef WIKIJS_COMMENTS_H
#define WIKIJS_COMMENTS_H

#include <wikijs/error.h>
#include <wikijs/key_value.h>
#include <wikijs/module.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_comment_provider (GraphQL type CommentProvider), in the order of its table. */
enum {
    WIKIJS_COMMENT_PROVIDER_IS_ENABLED,
    WIKIJS_COMMENT_PROVIDER_KEY,
    WIKIJS_COMMENT_PROVIDER_TITLE,
    WIKIJS_COMMENT_PROVIDER_DESCRIPTION,
    WIKIJS_COMMENT_PROVIDER_LOGO,
    WIKIJS_COMMENT_PROVIDER_WEBSITE,
    WIKIJS_COMMENT_PROVIDER_IS_AVAILABLE,
    WIKIJS_COMMENT_PROVIDER_CONFIG,
    WIKIJS_COMMENT_PROVIDER_FIELDS
};

/** A comment provider: what keeps the comments of the wiki. */
typedef struct wikijs_comment_provider {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_COMMENT_PROVIDER_...) of the fields that came back */
    bool is_enabled;          /* whether it is used */
    const char *key;          /* its name */
    const char *title;        /* title */
    const char *description;  /* what it is */
    const char *logo;         /* address of its logo */
    const char *website;      /* address of its maker */
    bool is_available;        /* whether this version of the server can use it */
    wikijs_key_values config; /* settings */
} wikijs_comment_provider;

/** A list of them. Opaque; read it with _count and _at. */
typedef struct wikijs_comment_provider_list wikijs_comment_provider_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_comment_provider_list_count(const wikijs_comment_provider_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_comment_provider *wikijs_comment_provider_list_at(const wikijs_comment_provider_list *list,
                                                                          size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_comment_provider_list_free(wikijs_comment_provider_list *list);

/** Fields of wikijs_comment (GraphQL type CommentPost), in the order of its table. */
enum {
    WIKIJS_COMMENT_ID,
    WIKIJS_COMMENT_CONTENT,
    WIKIJS_COMMENT_RENDER,
    WIKIJS_COMMENT_AUTHOR_ID,
    WIKIJS_COMMENT_AUTHOR_NAME,
    WIKIJS_COMMENT_AUTHOR_EMAIL,
    WIKIJS_COMMENT_AUTHOR_IP,
    WIKIJS_COMMENT_CREATED_AT,
    WIKIJS_COMMENT_UPDATED_AT,
    WIKIJS_COMMENT_FIELDS
};

/** A comment on a page. */
typedef struct wikijs_comment {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_COMMENT_...) of the fields that came back */
    int64_t id;               /* numeric id */
    wikijs_str content;       /* Markdown source */
    wikijs_str render;        /* HTML made from the source */
    int64_t author_id;        /* user who wrote it */
    const char *author_name;  /* name of who wrote it */
    const char *author_email; /* email of who wrote it */
    const char *author_ip;    /* address that it was sent from */
    int64_t created_at;       /* when it was written; Unix ms */
    int64_t updated_at;       /* when it was last changed; Unix ms */
} wikijs_comment;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_comment_free(wikijs_comment *object);

/** A list of them. Opaque; read it with _count and _at. */
typedef struct wikijs_comment_list wikijs_comment_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_comment_list_count(const wikijs_comment_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_comment *wikijs_comment_list_at(const wikijs_comment_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_comment_list_free(wikijs_comment_list *list);

/** Fields of wikijs_comment_created (GraphQL type CommentCreateResponse), in the order of its table. */
enum { WIKIJS_COMMENT_CREATED_ID, WIKIJS_COMMENT_CREATED_FIELDS };

/** What comments.create tells of the new comment. */
typedef struct wikijs_comment_created {
    uint64_t present; /* WIKIJS_BIT(WIKIJS_COMMENT_CREATED_...) of the fields that came back */
    int64_t id;       /* id of the new comment */
} wikijs_comment_created;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_comment_created_free(wikijs_comment_created *object);

/** Fields of wikijs_comment_updated (GraphQL type CommentUpdateResponse), in the order of its table. */
enum { WIKIJS_COMMENT_UPDATED_RENDER, WIKIJS_COMMENT_UPDATED_FIELDS };

/** What comments.update tells of the changed comment. */
typedef struct wikijs_comment_updated {
    uint64_t present;  /* WIKIJS_BIT(WIKIJS_COMMENT_UPDATED_...) of the fields that came back */
    wikijs_str render; /* HTML made from the new source */
} wikijs_comment_updated;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_comment_updated_free(wikijs_comment_updated *object);

/** Which comments to list. */
typedef struct wikijs_comments_list_options {
    size_t struct_size;
    uint64_t fields;    /* WIKIJS_BIT(WIKIJS_COMMENT_...); 0: those that need no further permission */
    const char *locale; /* of the page; NULL: the path's, or the client's */
    bool check_page;    /* when there are no comments, look whether there is such a page: one more request */
    int64_t timeout_ms; /* whole call; 0: the client's default */
} wikijs_comments_list_options;

#define WIKIJS_COMMENTS_LIST_OPTIONS_INIT                   \
    {                                                       \
        .struct_size = sizeof(wikijs_comments_list_options) \
    }

/** What to read of a comment. */
typedef struct wikijs_comments_get_options {
    size_t struct_size;
    uint64_t fields;    /* WIKIJS_BIT(WIKIJS_COMMENT_...); 0: those that need no further permission */
    int64_t timeout_ms; /* whole call; 0: the client's default */
} wikijs_comments_get_options;

#define WIKIJS_COMMENTS_GET_OPTIONS_INIT                   \
    {                                                      \
        .struct_size = sizeof(wikijs_comments_get_options) \
    }

/** A comment to write. */
typedef struct wikijs_comments_create_input {
    size_t struct_size;
    int64_t page_id;         /* required */
    wikijs_str content;      /* Markdown, at least 2 characters; required */
    int64_t reply_to;        /* comment that it answers; 0: none */
    const char *guest_name;  /* required of guests, ignored for others */
    const char *guest_email; /* the same */
    int64_t timeout_ms;      /* whole call; 0: the client's default */
} wikijs_comments_create_input;

#define WIKIJS_COMMENTS_CREATE_INPUT_INIT                   \
    {                                                       \
        .struct_size = sizeof(wikijs_comments_create_input) \
    }

/**
 * List the comments on a page, oldest first.
 *
 * Sends comments.list; needs read:comments. The server answers an empty list for a page that does not exist; set
 * check_page to be told. Where the credentials may not read the page itself, that cannot be found out, and the list
 * stays empty. The content needs write:comments or manage:comments: without it the field is absent, unless it is named in
 * `fields`, which is refused. authorEmail and authorIP need manage:system; without it the server fails the whole list.
 *
 * @param client   client
 * @param path     path of the page, without locale and leading slash, or "de:docs/x"
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_comment_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page, if check_page is set; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_comments_list(wikijs_client *client, const char *path,
                                    const wikijs_comments_list_options *options, wikijs_comment_list **out,
                                    wikijs_error *err);

/** Start wikijs_comments_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_comments_list_async(wikijs_client *client, const char *path,
                                          const wikijs_comments_list_options *options, wikijs_call_done_fn done,
                                          void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_comments_list_async(). @since 0.1 */
WIKIJS_API int wikijs_comments_list_finish(wikijs_call *call, wikijs_comment_list **out, wikijs_error *err);

/**
 * Read one comment.
 *
 * Sends comments.single; needs read:comments, and for the content what wikijs_comments_list() needs.
 *
 * @param client   client
 * @param id       comment id
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_comment_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such comment; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_comments_get(wikijs_client *client, int64_t id, const wikijs_comments_get_options *options,
                                   wikijs_comment **out, wikijs_error *err);

/** Start wikijs_comments_get() without waiting. @since 0.1 */
WIKIJS_API int wikijs_comments_get_async(wikijs_client *client, int64_t id, const wikijs_comments_get_options *options,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_comments_get_async(). @since 0.1 */
WIKIJS_API int wikijs_comments_get_finish(wikijs_call *call, wikijs_comment **out, wikijs_error *err);

/**
 * Write a comment.
 *
 * Sends comments.create; needs write:comments. The server takes one in 15 seconds from an address, refused ones
 * included, and by default one in 30 seconds from an account; all API keys together are one account. What comes too
 * early is WIKIJS_E_RATE_LIMITED, with retry_after_ms in the error where the server says how long. A comment written
 * with an API key is shown as written by "API".
 *
 * @param client  client
 * @param input   the comment; not NULL
 * @param out     receives the id of the comment; free with wikijs_comment_created_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_RATE_LIMITED too early, nothing was written; WIKIJS_E_NOT_FOUND no such page; WIKIJS_E_INVALID the
 *         content is too short; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_comments_create(wikijs_client *client, const wikijs_comments_create_input *input,
                                      wikijs_comment_created **out, wikijs_error *err);

/** Start wikijs_comments_create() without waiting. @since 0.1 */
WIKIJS_API int wikijs_comments_create_async(wikijs_client *client, const wikijs_comments_create_input *input,
                                            wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_comments_create_async(). @since 0.1 */
WIKIJS_API int wikijs_comments_create_finish(wikijs_call *call, wikijs_comment_created **out, wikijs_error *err);

/**
 * Replace the text of a comment.
 *
 * Sends comments.update; needs manage:comments. Blank text is refused here: the server would store it.
 *
 * @param client   client
 * @param id       comment id
 * @param content  new Markdown source, not blank
 * @param options  NULL for defaults
 * @param out      receives the HTML; free with wikijs_comment_updated_free(); may be NULL in `_finish`
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such comment; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_comments_update(wikijs_client *client, int64_t id, wikijs_str content,
                                      const wikijs_call_options *options, wikijs_comment_updated **out,
                                      wikijs_error *err);

/** Start wikijs_comments_update() without waiting. @since 0.1 */
WIKIJS_API int wikijs_comments_update_async(wikijs_client *client, int64_t id, wikijs_str content,
                                            const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                            wikijs_call **out_call);

/** Take the outcome of wikijs_comments_update_async(). @since 0.1 */
WIKIJS_API int wikijs_comments_update_finish(wikijs_call *call, wikijs_comment_updated **out, wikijs_error *err);

/**
 * Delete a comment. The server offers no way back.
 *
 * Sends comments.delete; needs manage:comments. Answers to it stay.
 *
 * @param client   client
 * @param id       comment id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such comment, also when it has been deleted already; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_comments_delete(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                      wikijs_error *err);

/** Start wikijs_comments_delete() without waiting. @since 0.1 */
WIKIJS_API int wikijs_comments_delete_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                            wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_comments_delete_async(). @since 0.1 */
WIKIJS_API int wikijs_comments_delete_finish(wikijs_call *call, wikijs_error *err);

/**
 * List the comment providers with their settings.
 *
 * Sends comments.providers; needs manage:system. Settings may hold secrets, such as the key of a spam filter.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_comment_provider_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_comments_list_providers(wikijs_client *client, const wikijs_call_options *options,
                                              wikijs_comment_provider_list **out, wikijs_error *err);

/** Start wikijs_comments_list_providers() without waiting. @since 0.1 */
WIKIJS_API int wikijs_comments_list_providers_async(wikijs_client *client, const wikijs_call_options *options,
                                                    wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_comments_list_providers_async(). @since 0.1 */
WIKIJS_API int wikijs_comments_list_providers_finish(wikijs_call *call, wikijs_comment_provider_list **out,
                                                     wikijs_error *err);

/**
 * Change the settings of comment providers, or choose another one.
 *
 * The server replaces all settings of each one that it is sent. So the current ones are read first, and sent back with
 * the changes: settings that are not named keep their values. Each value is JSON text {"v": value} of the type that the
 * setting has. Two programs that do this at the same time overwrite each other.
 *
 * One provider is in use: to enable one disables the others, and the one in use cannot be disabled. Sends
 * comments.providers and comments.updateProviders; needs manage:system.
 *
 * @param client   client
 * @param changes  the ones to change; what is not set in them stays as it is
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND there is none of that key; WIKIJS_E_ARG an unknown setting, a value of the wrong
 *         type, or a choice that cannot be; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_comments_update_providers(wikijs_client *client, wikijs_module_inputs changes,
                                                const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_comments_update_providers() without waiting. @since 0.1 */
WIKIJS_API int wikijs_comments_update_providers_async(wikijs_client *client, wikijs_module_inputs changes,
                                                      const wikijs_call_options *options, wikijs_call_done_fn done,
                                                      void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_comments_update_providers_async(). @since 0.1 */
WIKIJS_API int wikijs_comments_update_providers_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
