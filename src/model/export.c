/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/export.h. The library makes these objects: no type of the server stands behind them. */
#include "model/models.h"

#include <wikijs/export.h>

enum { DEF = WIKIJS_FIELD_DEFAULT | WIKIJS_FIELD_LOCAL, COL = DEF | WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field item_fields[] = {
    [WIKIJS_EXPORT_ITEM_ACTION]     = FIELD(wikijs_export_item, action, "action", "ACTION", COL, NULL, "created, updated, removed, kept, skipped or failed"),
    [WIKIJS_EXPORT_ITEM_FILE]       = FIELD(wikijs_export_item, file, "file", "FILE", COL, NULL, "its name in the folder"),
    [WIKIJS_EXPORT_ITEM_ID]         = FIELD(wikijs_export_item, id, "id", "ID", DEF, NULL, "id of the page or asset; 0: it is gone"),
    [WIKIJS_EXPORT_ITEM_PATH]       = FIELD(wikijs_export_item, path, "path", "PATH", DEF, NULL, "path at the wiki, with the locale of a page"),
    [WIKIJS_EXPORT_ITEM_IS_ASSET]   = FIELD(wikijs_export_item, is_asset, "isAsset", "ASSET", DEF, NULL, "an asset, not a page"),
    [WIKIJS_EXPORT_ITEM_SIZE_BYTES] = FIELD(wikijs_export_item, size_bytes, "sizeBytes", "SIZE", DEF, NULL, "size of the file that was written"),
    [WIKIJS_EXPORT_ITEM_CODE]       = FIELD(wikijs_export_item, code, "code", "CODE", DEF, NULL, "status, when it was kept, skipped or failed"),
    [WIKIJS_EXPORT_ITEM_MESSAGE]    = FIELD(wikijs_export_item, message, "message", "MESSAGE", COL, NULL, "why it was kept, skipped or failed"),
};
const struct wikijs_model wj_export_item_model = MODEL(wikijs_export_item, "ExportItem", item_fields);

static const struct wj_field report_fields[] = {
    [WIKIJS_EXPORT_REPORT_PAGES]         = FIELD(wikijs_export_report, pages, "pages", "PAGES", COL, NULL, "pages that were asked for"),
    [WIKIJS_EXPORT_REPORT_ASSETS]        = FIELD(wikijs_export_report, assets, "assets", "ASSETS", DEF, NULL, "assets that were asked for"),
    [WIKIJS_EXPORT_REPORT_TO_FETCH]      = FIELD(wikijs_export_report, to_fetch, "toFetch", "TO FETCH", DEF, NULL, "pages and assets that had to be read"),
    [WIKIJS_EXPORT_REPORT_CREATED]       = FIELD(wikijs_export_report, created, "created", "CREATED", COL, NULL, "files that are new"),
    [WIKIJS_EXPORT_REPORT_UPDATED]       = FIELD(wikijs_export_report, updated, "updated", "UPDATED", COL, NULL, "files that have another content now"),
    [WIKIJS_EXPORT_REPORT_UNCHANGED]     = FIELD(wikijs_export_report, unchanged, "unchanged", "UNCHANGED", COL, NULL, "pages and assets whose files are as they were"),
    [WIKIJS_EXPORT_REPORT_REMOVED]       = FIELD(wikijs_export_report, removed, "removed", "REMOVED", COL, NULL, "files whose page or asset is no more"),
    [WIKIJS_EXPORT_REPORT_KEPT]          = FIELD(wikijs_export_report, kept, "kept", "KEPT", COL, NULL, "files that were changed in the folder"),
    [WIKIJS_EXPORT_REPORT_SKIPPED]       = FIELD(wikijs_export_report, skipped, "skipped", "SKIPPED", DEF, NULL, "assets that the wiki does not hand out"),
    [WIKIJS_EXPORT_REPORT_FAILED]        = FIELD(wikijs_export_report, failed, "failed", "FAILED", COL, NULL, "pages and assets that could not be exported"),
    [WIKIJS_EXPORT_REPORT_BYTES_WRITTEN] = FIELD(wikijs_export_report, bytes_written, "bytesWritten", "BYTES", DEF, NULL, "bytes of the files that were written"),
    [WIKIJS_EXPORT_REPORT_IS_DRY_RUN]    = FIELD(wikijs_export_report, is_dry_run, "isDryRun", "DRY RUN", DEF, NULL, "nothing was done"),
    [WIKIJS_EXPORT_REPORT_IS_RESUMED]    = FIELD(wikijs_export_report, is_resumed, "isResumed", "RESUMED", DEF, NULL, "it went on with one that was interrupted"),
    [WIKIJS_EXPORT_REPORT_IS_COMPLETE]   = FIELD(wikijs_export_report, is_complete, "isComplete", "COMPLETE", DEF, NULL, "it was not ended early"),
    [WIKIJS_EXPORT_REPORT_ITEMS]         = FIELD_OBJECTS(wikijs_export_report, items, "items", &wj_export_item_model, NULL, DEF, NULL, "what failed, was kept or skipped; in a dry run, all that would be done"),
    [WIKIJS_EXPORT_REPORT_EXCLUDED]      = FIELD(wikijs_export_report, excluded, "excluded", "EXCLUDED", DEF, NULL, "pages and assets whose files were excluded"),
};
const struct wikijs_model wj_export_report_model = MODEL(wikijs_export_report, "ExportReport", report_fields);

/* clang-format on */

const struct wikijs_model *const wj_export_models[] = {
    &wj_export_report_model,
    &wj_export_item_model,
    NULL,
};
