/* SPDX-License-Identifier: MIT */
/**
 * @file event.h
 * What happened in a wiki, as the change feed (wikijs/watch.h) tells it and webhooks carry it.
 *
 *     if (strcmp(event->type, "page.moved") == 0)
 *         printf("%s is now %s\n", event->previous->path, event->page->path);
 *
 * The types are page.created, page.updated, page.deleted, page.moved, page.published, page.unpublished, page.tagged;
 * asset.uploaded, asset.changed, asset.renamed, asset.deleted; user.created, user.changed, user.deleted; group.created,
 * group.changed, group.deleted; comment.posted. docs/webhooks.md says what is in each; wikijs_event_type_at() lists them.
 */
#ifndef WIKIJS_EVENT_H
#define WIKIJS_EVENT_H

#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_event_subject, in the order of its table. */
enum {
    WIKIJS_EVENT_SUBJECT_ID,
    WIKIJS_EVENT_SUBJECT_PATH,
    WIKIJS_EVENT_SUBJECT_LOCALE,
    WIKIJS_EVENT_SUBJECT_TITLE,
    WIKIJS_EVENT_SUBJECT_DESCRIPTION,
    WIKIJS_EVENT_SUBJECT_TAGS,
    WIKIJS_EVENT_SUBJECT_IS_PUBLISHED,
    WIKIJS_EVENT_SUBJECT_IS_PRIVATE,
    WIKIJS_EVENT_SUBJECT_CONTENT_TYPE,
    WIKIJS_EVENT_SUBJECT_CONTENT_HASH,
    WIKIJS_EVENT_SUBJECT_FILENAME,
    WIKIJS_EVENT_SUBJECT_MIME,
    WIKIJS_EVENT_SUBJECT_FILE_SIZE,
    WIKIJS_EVENT_SUBJECT_NAME,
    WIKIJS_EVENT_SUBJECT_EMAIL,
    WIKIJS_EVENT_SUBJECT_PROVIDER_KEY,
    WIKIJS_EVENT_SUBJECT_IS_ACTIVE,
    WIKIJS_EVENT_SUBJECT_USER_COUNT,
    WIKIJS_EVENT_SUBJECT_PAGE_ID,
    WIKIJS_EVENT_SUBJECT_AUTHOR_NAME,
    WIKIJS_EVENT_SUBJECT_CONTENT,
    WIKIJS_EVENT_SUBJECT_CREATED_AT,
    WIKIJS_EVENT_SUBJECT_UPDATED_AT,
    WIKIJS_EVENT_SUBJECT_FIELDS
};

/** What an event is about: a page, an asset, a user, a group or a comment. Each has some of the members. */
typedef struct wikijs_event_subject {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_...) of the fields that are known */
    int64_t id;               /* numeric id */
    const char *path;         /* of a page, without locale; of an asset, with its folders; of a comment: of its page */
    const char *locale;       /* locale code */
    const char *title;        /* title */
    const char *description;  /* description */
    wikijs_strings tags;      /* in the order of their bytes */
    bool is_published;        /* whether it is published */
    bool is_private;          /* whether it is private to its creator */
    const char *content_type; /* "markdown", "html" */
    const char *content_hash; /* SHA-256 of a page's source in hexadecimal digits */
    const char *filename;     /* name of a file */
    const char *mime;         /* type of a file */
    int64_t file_size;        /* size of a file in bytes */
    const char *name;         /* of a user, of a group */
    const char *email;        /* email of a user */
    const char *provider_key; /* how a user logs in */
    bool is_active;           /* whether a user may log in */
    int64_t user_count;       /* members of a group */
    int64_t page_id;          /* that a comment is on */
    const char *author_name;  /* who wrote a comment */
    wikijs_str content;       /* of a comment: its Markdown source */
    int64_t created_at;       /* when it was created; Unix ms */
    int64_t updated_at;       /* when it was last saved or rendered; Unix ms */
} wikijs_event_subject;

/** Fields of wikijs_event, in the order of its table. */
enum {
    WIKIJS_EVENT_ID,
    WIKIJS_EVENT_TYPE,
    WIKIJS_EVENT_TIME,
    WIKIJS_EVENT_NUMBER,
    WIKIJS_EVENT_PROFILE,
    WIKIJS_EVENT_WIKI,
    WIKIJS_EVENT_CHANGES,
    WIKIJS_EVENT_UNCERTAIN,
    WIKIJS_EVENT_PAGE,
    WIKIJS_EVENT_ASSET,
    WIKIJS_EVENT_USER,
    WIKIJS_EVENT_GROUP,
    WIKIJS_EVENT_COMMENT,
    WIKIJS_EVENT_PREVIOUS,
    WIKIJS_EVENT_FIELDS
};

/** Something that happened. Exactly one of page, asset, user, group and comment is there. */
typedef struct wikijs_event {
    uint64_t present;    /* WIKIJS_BIT(WIKIJS_EVENT_...) of the fields that are known */
    const char *id;      /* the same for the same change, whoever saw it: for telling repetitions */
    const char *type;    /* "page.updated" */
    int64_t time;        /* when it happened by the server's clock; for what is gone, when that was noticed; Unix ms */
    int64_t number;      /* counts the events of a feed; grows, with gaps where a filter leaves some out */
    const char *profile; /* the name that the feed knows the wiki by */
    const char *wiki;    /* address of the wiki */
    wikijs_strings changes; /* names of the fields that changed, such as "contentHash" */
    bool uncertain; /* it may have been saved or rendered without a change: the key may not read what would tell */
    const wikijs_event_subject *page;     /* as it is now; as it was last, when it is gone */
    const wikijs_event_subject *asset;    /* or the asset */
    const wikijs_event_subject *user;     /* or the user */
    const wikijs_event_subject *group;    /* or the group */
    const wikijs_event_subject *comment;  /* or the comment */
    const wikijs_event_subject *previous; /* the old values of what changed, nothing else; NULL when there are none */
} wikijs_event;

/**
 * What an event is about, whatever it is.
 *
 * @param event  event
 * @return the one of its page, asset, user, group and comment that is there; it lives as long as the event
 * @since 0.1
 */
WIKIJS_API const wikijs_event_subject *wikijs_event_about(const wikijs_event *event);

/**
 * The types of events, one by one.
 *
 * @param index  from 0
 * @return the type, such as "page.updated"; NULL when there are no more
 * @since 0.1
 */
WIKIJS_API const char *wikijs_event_type_at(size_t index);

/**
 * Read an event from its JSON text, such as the body of a webhook.
 *
 * @param json    text; need not end with a NUL
 * @param length  its length in bytes
 * @param out     receives the event; free with wikijs_event_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG a pointer is missing; WIKIJS_E_PROTOCOL it is no JSON; WIKIJS_E_SCHEMA it is no event;
 *         WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_event_parse(const char *json, size_t length, wikijs_event **out,
                                                   wikijs_error *err);

/**
 * Free an event.
 *
 * @param event  event of wikijs_event_parse() or wikijs_watch_next(), or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_event_free(wikijs_event *event);

#ifdef __cplusplus
}
#endif
#endif
