/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/storage.h. */
#include "model/models.h"

#include <wikijs/storage.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field storage_action_fields[] = {
    [WIKIJS_STORAGE_ACTION_HANDLER] = FIELD(wikijs_storage_action, handler, "handler", "HANDLER", DEF | COL, NULL, "name to run it by"),
    [WIKIJS_STORAGE_ACTION_LABEL]   = FIELD(wikijs_storage_action, label, "label", "LABEL", DEF | COL, NULL, "title"),
    [WIKIJS_STORAGE_ACTION_HINT]    = FIELD(wikijs_storage_action, hint, "hint", "HINT", DEF, NULL, "what it does"),
};
const struct wikijs_model wj_storage_action_model = MODEL(wikijs_storage_action, "StorageTargetAction", storage_action_fields);

static const struct wj_field storage_target_fields[] = {
    [WIKIJS_STORAGE_TARGET_IS_AVAILABLE]          = FIELD(wikijs_storage_target, is_available, "isAvailable", "AVAILABLE", DEF, NULL, "whether this version of the server can use it"),
    [WIKIJS_STORAGE_TARGET_IS_ENABLED]            = FIELD(wikijs_storage_target, is_enabled, "isEnabled", "ENABLED", DEF | COL, NULL, "whether it is in use"),
    [WIKIJS_STORAGE_TARGET_KEY]                   = FIELD(wikijs_storage_target, key, "key", "KEY", DEF | COL, NULL, "name"),
    [WIKIJS_STORAGE_TARGET_TITLE]                 = FIELD(wikijs_storage_target, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_STORAGE_TARGET_DESCRIPTION]           = FIELD(wikijs_storage_target, description, "description", "DESCRIPTION", DEF, NULL, "what it is"),
    [WIKIJS_STORAGE_TARGET_LOGO]                  = FIELD(wikijs_storage_target, logo, "logo", "LOGO", DEF, NULL, "address of its picture"),
    [WIKIJS_STORAGE_TARGET_WEBSITE]               = FIELD(wikijs_storage_target, website, "website", "WEBSITE", DEF, NULL, "address"),
    [WIKIJS_STORAGE_TARGET_SUPPORTED_MODES]       = FIELD(wikijs_storage_target, supported_modes, "supportedModes", "MODES", DEF, NULL, "modes that it can work in"),
    [WIKIJS_STORAGE_TARGET_MODE]                  = FIELD(wikijs_storage_target, mode, "mode", "MODE", DEF | COL, NULL, "push, pull or sync"),
    [WIKIJS_STORAGE_TARGET_HAS_SCHEDULE]          = FIELD(wikijs_storage_target, has_schedule, "hasSchedule", "SCHEDULED", DEF, NULL, "whether it works by itself, every sync_interval"),
    [WIKIJS_STORAGE_TARGET_SYNC_INTERVAL]         = FIELD(wikijs_storage_target, sync_interval, "syncInterval", "INTERVAL", DEF | COL, NULL, "ISO 8601 duration; P0D for never"),
    [WIKIJS_STORAGE_TARGET_SYNC_INTERVAL_DEFAULT] = FIELD(wikijs_storage_target, sync_interval_default, "syncIntervalDefault", "USUAL INTERVAL", DEF, NULL, "its default; the text false without a schedule"),
    [WIKIJS_STORAGE_TARGET_CONFIG]                = FIELD_OBJECTS(wikijs_storage_target, config, "config", &wj_key_value_model, NULL, DEF, NULL, "settings; the server masks passwords and keys"),
    [WIKIJS_STORAGE_TARGET_ACTIONS]               = FIELD_OBJECTS(wikijs_storage_target, actions, "actions", &wj_storage_action_model, NULL, DEF, NULL, "what it can be told to do"),
};
const struct wikijs_model wj_storage_target_model = MODEL(wikijs_storage_target, "StorageTarget", storage_target_fields);

static const struct wj_field storage_status_fields[] = {
    [WIKIJS_STORAGE_STATUS_KEY]          = FIELD(wikijs_storage_status, key, "key", "KEY", DEF | COL, NULL, "name of the target"),
    [WIKIJS_STORAGE_STATUS_TITLE]        = FIELD(wikijs_storage_status, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_STORAGE_STATUS_STATUS]       = FIELD(wikijs_storage_status, status, "status", "STATUS", DEF | COL, NULL, "pending, operational or error"),
    [WIKIJS_STORAGE_STATUS_MESSAGE]      = FIELD(wikijs_storage_status, message, "message", "MESSAGE", DEF | COL, NULL, "what went wrong"),
    [WIKIJS_STORAGE_STATUS_LAST_ATTEMPT] = FIELD(wikijs_storage_status, last_attempt, "lastAttempt", "LAST ATTEMPT", DEF | COL, NULL, "when it was last used, as a text"),
};
const struct wikijs_model wj_storage_status_model = MODEL(wikijs_storage_status, "StorageStatus", storage_status_fields);

/* clang-format on */

const struct wikijs_model *const wj_storage_models[] = {
    &wj_storage_action_model,
    &wj_storage_target_model,
    &wj_storage_status_model,
    NULL,
};
