/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/comments.h. */
#include "model/models.h"

#include <wikijs/comments.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field comment_provider_fields[] = {
    [WIKIJS_COMMENT_PROVIDER_IS_ENABLED]   = FIELD(wikijs_comment_provider, is_enabled, "isEnabled", "ENABLED", DEF | COL, NULL, "whether it is used"),
    [WIKIJS_COMMENT_PROVIDER_KEY]          = FIELD(wikijs_comment_provider, key, "key", "KEY", DEF | COL, NULL, "its name"),
    [WIKIJS_COMMENT_PROVIDER_TITLE]        = FIELD(wikijs_comment_provider, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_COMMENT_PROVIDER_DESCRIPTION]  = FIELD(wikijs_comment_provider, description, "description", "DESCRIPTION", DEF, NULL, "what it is"),
    [WIKIJS_COMMENT_PROVIDER_LOGO]         = FIELD(wikijs_comment_provider, logo, "logo", "LOGO", DEF, NULL, "address of its logo"),
    [WIKIJS_COMMENT_PROVIDER_WEBSITE]      = FIELD(wikijs_comment_provider, website, "website", "WEBSITE", DEF, NULL, "address of its maker"),
    [WIKIJS_COMMENT_PROVIDER_IS_AVAILABLE] = FIELD(wikijs_comment_provider, is_available, "isAvailable", "AVAILABLE", DEF | COL, NULL, "whether this version of the server can use it"),
    [WIKIJS_COMMENT_PROVIDER_CONFIG]       = FIELD_OBJECTS(wikijs_comment_provider, config, "config", &wj_key_value_model, "SETTINGS", DEF, NULL, "settings"),
};
const struct wikijs_model wj_comment_provider_model = MODEL(wikijs_comment_provider, "CommentProvider", comment_provider_fields);

static const struct wj_field comment_fields[] = {
    [WIKIJS_COMMENT_ID]           = FIELD(wikijs_comment, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_COMMENT_CONTENT]      = FIELD(wikijs_comment, content, "content", "CONTENT", DEF | COL, WJ_PERMISSION_COMMENT_TEXT, "Markdown source"),
    [WIKIJS_COMMENT_RENDER]       = FIELD(wikijs_comment, render, "render", NULL, DEF, NULL, "HTML made from the source"),
    [WIKIJS_COMMENT_AUTHOR_ID]    = FIELD(wikijs_comment, author_id, "authorId", "AUTHOR ID", DEF, NULL, "user who wrote it"),
    [WIKIJS_COMMENT_AUTHOR_NAME]  = FIELD(wikijs_comment, author_name, "authorName", "AUTHOR", DEF | COL, NULL, "name of who wrote it"),
    [WIKIJS_COMMENT_AUTHOR_EMAIL] = FIELD(wikijs_comment, author_email, "authorEmail", "AUTHOR EMAIL", 0, "manage:system", "email of who wrote it"),
    [WIKIJS_COMMENT_AUTHOR_IP]    = FIELD(wikijs_comment, author_ip, "authorIP", "AUTHOR IP", 0, "manage:system", "address that it was sent from"),
    [WIKIJS_COMMENT_CREATED_AT]   = FIELD_TIME(wikijs_comment, created_at, "createdAt", "CREATED", DEF | COL, NULL, "when it was written"),
    [WIKIJS_COMMENT_UPDATED_AT]   = FIELD_TIME(wikijs_comment, updated_at, "updatedAt", "UPDATED", DEF, NULL, "when it was last changed"),
};
const struct wikijs_model wj_comment_model = MODEL(wikijs_comment, "CommentPost", comment_fields);

static const struct wj_field comment_created_fields[] = {
    [WIKIJS_COMMENT_CREATED_ID] = FIELD(wikijs_comment_created, id, "id", "ID", DEF | COL, NULL, "id of the new comment"),
};
const struct wikijs_model wj_comment_created_model = MODEL(wikijs_comment_created, "CommentCreateResponse", comment_created_fields);

static const struct wj_field comment_updated_fields[] = {
    [WIKIJS_COMMENT_UPDATED_RENDER] = FIELD(wikijs_comment_updated, render, "render", NULL, DEF | COL, NULL, "HTML made from the new source"),
};
const struct wikijs_model wj_comment_updated_model = MODEL(wikijs_comment_updated, "CommentUpdateResponse", comment_updated_fields);

/* clang-format on */

const struct wikijs_model *const wj_comment_models[] = {
    &wj_comment_provider_model, &wj_comment_model, &wj_comment_created_model, &wj_comment_updated_model, NULL,
};
