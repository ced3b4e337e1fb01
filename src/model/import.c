/* SPDX-License-Identifier: MIT */
/* The field table of wikijs/import.h. No type of the server stands behind it. */
#include "model/models.h"

#include <wikijs/import.h>

enum { DEF = WIKIJS_FIELD_DEFAULT | WIKIJS_FIELD_LOCAL, COL = DEF | WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field item_fields[] = {
    [WIKIJS_IMPORT_ITEM_ACTION]  = FIELD(wikijs_import_item, action, "action", "ACTION", COL, NULL, "create, update, delete, upload or none"),
    [WIKIJS_IMPORT_ITEM_OUTCOME] = FIELD(wikijs_import_item, outcome, "outcome", "OUTCOME", COL, NULL, "planned, done, failed, unchanged or conflict"),
    [WIKIJS_IMPORT_ITEM_FILE]    = FIELD(wikijs_import_item, file, "file", "FILE", COL, NULL, "in the folder"),
    [WIKIJS_IMPORT_ITEM_LOCALE]  = FIELD(wikijs_import_item, locale, "locale", "LOCALE", DEF, NULL, "of the page"),
    [WIKIJS_IMPORT_ITEM_PATH]    = FIELD(wikijs_import_item, path, "path", "PATH", COL, NULL, "of the page or asset"),
    [WIKIJS_IMPORT_ITEM_ID]      = FIELD(wikijs_import_item, id, "id", "ID", DEF, NULL, "of the page"),
    [WIKIJS_IMPORT_ITEM_MESSAGE] = FIELD(wikijs_import_item, message, "message", "MESSAGE", COL, NULL, "why it failed, or is a conflict"),
};
const struct wikijs_model wj_import_item_model = MODEL(wikijs_import_item, "ImportItem", item_fields);

/* clang-format on */

const struct wikijs_model *const wj_import_models[] = { &wj_import_item_model, NULL };
