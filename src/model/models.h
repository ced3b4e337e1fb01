/* SPDX-License-Identifier: MIT */
/* All field tables. A table is named after its struct: wikijs_page is described by wj_page_model. */
#ifndef WJ_MODEL_MODELS_H
#define WJ_MODEL_MODELS_H

#include "json/shape.h"

/* login.c */
extern const struct wikijs_model wj_login_model;

/* page.c */
extern const struct wikijs_model wj_page_model;
extern const struct wikijs_model wj_page_tag_model;
extern const struct wikijs_model wj_page_item_model;
extern const struct wikijs_model wj_page_tree_item_model;
extern const struct wikijs_model wj_page_link_model;
extern const struct wikijs_model wj_page_search_model;
extern const struct wikijs_model wj_page_search_result_model;
extern const struct wikijs_model wj_page_history_model;
extern const struct wikijs_model wj_page_change_model;
extern const struct wikijs_model wj_page_version_model;
extern const struct wikijs_model wj_page_conflict_model;
extern const struct wikijs_model wj_page_migration_model;
extern const struct wikijs_model wj_string_list_model;

/* health.c */
extern const struct wikijs_model wj_health_model;
extern const struct wikijs_model wj_health_item_model;

#endif
