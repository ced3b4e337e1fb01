/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/event.h. They are no types of the server: the library writes and reads this JSON. */
#include "model/models.h"

#include <wikijs/event.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = DEF | WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field subject_fields[] = {
    [WIKIJS_EVENT_SUBJECT_ID]           = FIELD(wikijs_event_subject, id, "id", "ID", COL, NULL, "numeric id"),
    [WIKIJS_EVENT_SUBJECT_PATH]         = FIELD(wikijs_event_subject, path, "path", "PATH", COL, NULL, "path of a page without locale; path of an asset; of a comment, that of its page"),
    [WIKIJS_EVENT_SUBJECT_LOCALE]       = FIELD(wikijs_event_subject, locale, "locale", "LOCALE", COL, NULL, "locale code"),
    [WIKIJS_EVENT_SUBJECT_TITLE]        = FIELD(wikijs_event_subject, title, "title", "TITLE", COL, NULL, "title"),
    [WIKIJS_EVENT_SUBJECT_DESCRIPTION]  = FIELD(wikijs_event_subject, description, "description", "DESCRIPTION", DEF, NULL, "description"),
    [WIKIJS_EVENT_SUBJECT_TAGS]         = FIELD(wikijs_event_subject, tags, "tags", "TAGS", DEF, NULL, "tags, sorted"),
    [WIKIJS_EVENT_SUBJECT_IS_PUBLISHED] = FIELD(wikijs_event_subject, is_published, "isPublished", "PUBLISHED", DEF, NULL, "whether it is published"),
    [WIKIJS_EVENT_SUBJECT_IS_PRIVATE]   = FIELD(wikijs_event_subject, is_private, "isPrivate", "PRIVATE", DEF, NULL, "whether it is private to its creator"),
    [WIKIJS_EVENT_SUBJECT_CONTENT_TYPE] = FIELD(wikijs_event_subject, content_type, "contentType", "TYPE", DEF, NULL, "markdown, html and others"),
    [WIKIJS_EVENT_SUBJECT_CONTENT_HASH] = FIELD(wikijs_event_subject, content_hash, "contentHash", "CONTENT", DEF, NULL, "SHA-256 of the source, where the key may read it"),
    [WIKIJS_EVENT_SUBJECT_FILENAME]     = FIELD(wikijs_event_subject, filename, "filename", "FILE", DEF, NULL, "name of a file"),
    [WIKIJS_EVENT_SUBJECT_MIME]         = FIELD(wikijs_event_subject, mime, "mime", "MIME", DEF, NULL, "type of a file"),
    [WIKIJS_EVENT_SUBJECT_FILE_SIZE]    = FIELD(wikijs_event_subject, file_size, "fileSize", "SIZE", DEF, NULL, "size of a file in bytes"),
    [WIKIJS_EVENT_SUBJECT_NAME]         = FIELD(wikijs_event_subject, name, "name", "NAME", DEF, NULL, "name of a user or group"),
    [WIKIJS_EVENT_SUBJECT_EMAIL]        = FIELD(wikijs_event_subject, email, "email", "EMAIL", DEF, NULL, "email of a user"),
    [WIKIJS_EVENT_SUBJECT_PROVIDER_KEY] = FIELD(wikijs_event_subject, provider_key, "providerKey", "PROVIDER", DEF, NULL, "how a user logs in"),
    [WIKIJS_EVENT_SUBJECT_IS_ACTIVE]    = FIELD(wikijs_event_subject, is_active, "isActive", "ACTIVE", DEF, NULL, "whether a user may log in"),
    [WIKIJS_EVENT_SUBJECT_USER_COUNT]   = FIELD(wikijs_event_subject, user_count, "userCount", "USERS", DEF, NULL, "members of a group"),
    [WIKIJS_EVENT_SUBJECT_PAGE_ID]      = FIELD(wikijs_event_subject, page_id, "pageId", "PAGE", DEF, NULL, "page that a comment is on"),
    [WIKIJS_EVENT_SUBJECT_AUTHOR_NAME]  = FIELD(wikijs_event_subject, author_name, "authorName", "AUTHOR", DEF, NULL, "who wrote a comment"),
    [WIKIJS_EVENT_SUBJECT_CONTENT]      = FIELD(wikijs_event_subject, content, "content", NULL, DEF | WIKIJS_FIELD_BIG, NULL, "source of a comment"),
    [WIKIJS_EVENT_SUBJECT_CREATED_AT]   = FIELD_TIME(wikijs_event_subject, created_at, "createdAt", "CREATED", DEF, NULL, "when it was created"),
    [WIKIJS_EVENT_SUBJECT_UPDATED_AT]   = FIELD_TIME(wikijs_event_subject, updated_at, "updatedAt", "UPDATED", DEF, NULL, "when it was last saved or rendered"),
};
const struct wikijs_model wj_event_subject_model = MODEL(wikijs_event_subject, "EventSubject", subject_fields);

static const struct wj_field event_fields[] = {
    [WIKIJS_EVENT_ID]        = FIELD(wikijs_event, id, "id", "ID", DEF, NULL, "the same for the same change, whoever saw it"),
    [WIKIJS_EVENT_TYPE]      = FIELD(wikijs_event, type, "type", "TYPE", COL, NULL, "what happened, such as page.updated"),
    [WIKIJS_EVENT_TIME]      = FIELD_TIME(wikijs_event, time, "time", "TIME", COL, NULL, "when it happened; of what is gone, when that was noticed"),
    [WIKIJS_EVENT_NUMBER]    = FIELD(wikijs_event, number, "number", "NUMBER", DEF, NULL, "counts the events of the feed"),
    [WIKIJS_EVENT_PROFILE]   = FIELD(wikijs_event, profile, "profile", "PROFILE", DEF, NULL, "name of the wiki in the feed"),
    [WIKIJS_EVENT_WIKI]      = FIELD(wikijs_event, wiki, "wiki", "WIKI", DEF, NULL, "address of the wiki"),
    [WIKIJS_EVENT_CHANGES]   = FIELD(wikijs_event, changes, "changes", "CHANGES", DEF, NULL, "names of the fields that changed"),
    [WIKIJS_EVENT_UNCERTAIN] = FIELD(wikijs_event, uncertain, "uncertain", NULL, DEF, NULL, "whether it may have been saved or rendered without a change"),
    [WIKIJS_EVENT_PAGE]      = FIELD_OBJECT(wikijs_event, page, "page", &wj_event_subject_model, NULL, DEF, NULL, "the page that it is about"),
    [WIKIJS_EVENT_ASSET]     = FIELD_OBJECT(wikijs_event, asset, "asset", &wj_event_subject_model, NULL, DEF, NULL, "or the asset"),
    [WIKIJS_EVENT_USER]      = FIELD_OBJECT(wikijs_event, user, "user", &wj_event_subject_model, NULL, DEF, NULL, "or the user"),
    [WIKIJS_EVENT_GROUP]     = FIELD_OBJECT(wikijs_event, group, "group", &wj_event_subject_model, NULL, DEF, NULL, "or the group"),
    [WIKIJS_EVENT_COMMENT]   = FIELD_OBJECT(wikijs_event, comment, "comment", &wj_event_subject_model, NULL, DEF, NULL, "or the comment"),
    [WIKIJS_EVENT_PREVIOUS]  = FIELD_OBJECT(wikijs_event, previous, "previous", &wj_event_subject_model, NULL, DEF, NULL, "the old values of what changed"),
};
const struct wikijs_model wj_event_model = MODEL(wikijs_event, "Event", event_fields);

/* clang-format on */

const struct wikijs_model *const wj_event_models[] = { &wj_event_model, &wj_event_subject_model, NULL };
