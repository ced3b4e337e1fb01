/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/navigation.h. */
#include "model/models.h"

#include <wikijs/navigation.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field navigation_item_fields[] = {
    [WIKIJS_NAVIGATION_ITEM_ID]                = FIELD(wikijs_navigation_item, id, "id", "ID", DEF, NULL, "its name, any text"),
    [WIKIJS_NAVIGATION_ITEM_KIND]              = FIELD(wikijs_navigation_item, kind, "kind", "KIND", DEF | COL, NULL, "link, header or divider"),
    [WIKIJS_NAVIGATION_ITEM_LABEL]             = FIELD(wikijs_navigation_item, label, "label", "LABEL", DEF | COL, NULL, "what is shown"),
    [WIKIJS_NAVIGATION_ITEM_ICON]              = FIELD(wikijs_navigation_item, icon, "icon", "ICON", DEF, NULL, "name of the icon, such as mdi-home"),
    [WIKIJS_NAVIGATION_ITEM_TARGET_TYPE]       = FIELD(wikijs_navigation_item, target_type, "targetType", "TARGET TYPE", DEF | COL, NULL, "home, page, external, externalblank or search"),
    [WIKIJS_NAVIGATION_ITEM_TARGET]            = FIELD(wikijs_navigation_item, target, "target", "TARGET", DEF | COL, NULL, "where a link leads"),
    [WIKIJS_NAVIGATION_ITEM_VISIBILITY_MODE]   = FIELD(wikijs_navigation_item, visibility_mode, "visibilityMode", "VISIBLE", DEF | COL, NULL, "all or restricted"),
    [WIKIJS_NAVIGATION_ITEM_VISIBILITY_GROUPS] = FIELD(wikijs_navigation_item, visibility_groups, "visibilityGroups", "GROUPS", DEF | COL, NULL, "ids of the groups that see it"),
};
const struct wikijs_model wj_navigation_item_model = MODEL(wikijs_navigation_item, "NavigationItem", navigation_item_fields);

static const struct wj_field navigation_tree_fields[] = {
    [WIKIJS_NAVIGATION_TREE_LOCALE] = FIELD(wikijs_navigation_tree, locale, "locale", "LOCALE", DEF | COL, NULL, "locale code"),
    [WIKIJS_NAVIGATION_TREE_ITEMS]  = FIELD_OBJECTS(wikijs_navigation_tree, items, "items", &wj_navigation_item_model, "ITEMS", DEF | COL, NULL, "entries from top to bottom"),
};
const struct wikijs_model wj_navigation_tree_model = MODEL(wikijs_navigation_tree, "NavigationTree", navigation_tree_fields);

static const struct wj_field navigation_config_fields[] = {
    [WIKIJS_NAVIGATION_CONFIG_MODE] = FIELD(wikijs_navigation_config, mode, "mode", "MODE", DEF | COL, NULL, "NONE, TREE, MIXED or STATIC"),
};
const struct wikijs_model wj_navigation_config_model = MODEL(wikijs_navigation_config, "NavigationConfig", navigation_config_fields);

/* clang-format on */

const struct wikijs_model *const wj_navigation_models[] = {
    &wj_navigation_item_model,
    &wj_navigation_tree_model,
    &wj_navigation_config_model,
    NULL,
};
