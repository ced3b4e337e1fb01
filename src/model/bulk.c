/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/bulk.h. No types of the server stand behind them: they are kept in a journal. */
#include "model/models.h"

#include <wikijs/bulk.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = DEF | WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field values_fields[] = {
    [WIKIJS_PAGE_VALUES_TITLE]        = FIELD(wikijs_page_values, title, "title", NULL, DEF, NULL, "title"),
    [WIKIJS_PAGE_VALUES_DESCRIPTION]  = FIELD(wikijs_page_values, description, "description", NULL, DEF, NULL, "description"),
    [WIKIJS_PAGE_VALUES_TAGS]         = FIELD(wikijs_page_values, tags, "tags", NULL, DEF, NULL, "all tags"),
    [WIKIJS_PAGE_VALUES_IS_PUBLISHED] = FIELD(wikijs_page_values, is_published, "isPublished", NULL, DEF, NULL, "whether it is published"),
    [WIKIJS_PAGE_VALUES_CONTENT]      = FIELD(wikijs_page_values, content, "content", NULL, DEF, NULL, "source"),
};
const struct wikijs_model wj_page_values_model = MODEL(wikijs_page_values, "PageValues", values_fields);

static const struct wj_field item_fields[] = {
    [WIKIJS_BULK_ITEM_ID]                  = FIELD(wikijs_bulk_item, id, "id", "ID", COL, NULL, "id of the page"),
    [WIKIJS_BULK_ITEM_LOCALE]              = FIELD(wikijs_bulk_item, locale, "locale", "LOCALE", COL, NULL, "its locale before the change"),
    [WIKIJS_BULK_ITEM_PATH]                = FIELD(wikijs_bulk_item, path, "path", "PATH", COL, NULL, "its path before the change"),
    [WIKIJS_BULK_ITEM_ACTION]              = FIELD(wikijs_bulk_item, action, "action", "ACTION", COL, NULL, "update, move or delete"),
    [WIKIJS_BULK_ITEM_STATE]               = FIELD(wikijs_bulk_item, state, "state", "STATE", COL, NULL, "planned, unknown, done, failed or undone"),
    [WIKIJS_BULK_ITEM_MESSAGE]             = FIELD(wikijs_bulk_item, message, "message", "MESSAGE", COL, NULL, "why it failed"),
    [WIKIJS_BULK_ITEM_STATUS]              = FIELD(wikijs_bulk_item, status, "status", NULL, DEF, NULL, "status of the failure"),
    [WIKIJS_BULK_ITEM_NEW_LOCALE]          = FIELD(wikijs_bulk_item, new_locale, "newLocale", NULL, DEF, NULL, "where it is moved to"),
    [WIKIJS_BULK_ITEM_NEW_PATH]            = FIELD(wikijs_bulk_item, new_path, "newPath", NULL, DEF, NULL, "where it is moved to"),
    [WIKIJS_BULK_ITEM_EXPECTED_UPDATED_AT] = FIELD_TIME(wikijs_bulk_item, expected_updated_at, "expectedUpdatedAt", NULL, DEF, NULL, "the state that the change was made from"),
    [WIKIJS_BULK_ITEM_UPDATED_AT]          = FIELD_TIME(wikijs_bulk_item, updated_at, "updatedAt", NULL, DEF, NULL, "when the page was changed by it"),
    [WIKIJS_BULK_ITEM_BEFORE]              = FIELD_OBJECT(wikijs_bulk_item, before, "before", &wj_page_values_model, NULL, DEF, NULL, "what it had"),
    [WIKIJS_BULK_ITEM_AFTER]               = FIELD_OBJECT(wikijs_bulk_item, after, "after", &wj_page_values_model, NULL, DEF, NULL, "what it is to have"),
};
const struct wikijs_model wj_bulk_item_model = MODEL(wikijs_bulk_item, "BulkItem", item_fields);

/* clang-format on */

const struct wikijs_model *const wj_bulk_models[] = { &wj_page_values_model, &wj_bulk_item_model, NULL };
