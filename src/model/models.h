/* SPDX-License-Identifier: MIT */
/* All field tables. A table is named after its struct: wikijs_page is described by wj_page_model. */
#ifndef WJ_MODEL_MODELS_H
#define WJ_MODEL_MODELS_H

#include "json/shape.h"

/* The tables of one family, in the file of its name; NULL-terminated. */
extern const struct wikijs_model *const wj_access_models[];
extern const struct wikijs_model *const wj_analytics_models[];
extern const struct wikijs_model *const wj_asset_models[];
extern const struct wikijs_model *const wj_authentication_models[];
extern const struct wikijs_model *const wj_comment_models[];
extern const struct wikijs_model *const wj_contribute_models[];
extern const struct wikijs_model *const wj_group_models[];
extern const struct wikijs_model *const wj_key_value_models[];
extern const struct wikijs_model *const wj_localization_models[];
extern const struct wikijs_model *const wj_logging_models[];
extern const struct wikijs_model *const wj_mail_models[];
extern const struct wikijs_model *const wj_navigation_models[];
extern const struct wikijs_model *const wj_page_models[];
extern const struct wikijs_model *const wj_rendering_models[];
extern const struct wikijs_model *const wj_search_models[];
extern const struct wikijs_model *const wj_site_models[];
extern const struct wikijs_model *const wj_storage_models[];
extern const struct wikijs_model *const wj_system_models[];
extern const struct wikijs_model *const wj_theming_models[];
extern const struct wikijs_model *const wj_user_models[];
extern const struct wikijs_model *const wj_health_models[];
extern const struct wikijs_model *const wj_audit_models[];
extern const struct wikijs_model *const wj_import_models[];
extern const struct wikijs_model *const wj_match_models[];
extern const struct wikijs_model *const wj_bulk_models[];
extern const struct wikijs_model *const wj_event_models[];
extern const struct wikijs_model *const wj_delivery_models[];
extern const struct wikijs_model *const wj_export_models[];

/* asset.c */
extern const struct wikijs_model wj_asset_model;
extern const struct wikijs_model wj_asset_folder_model;
extern const struct wikijs_model wj_download_model;

/* authentication.c */
extern const struct wikijs_model wj_login_model;
extern const struct wikijs_model wj_registration_model;
extern const struct wikijs_model wj_api_key_model;
extern const struct wikijs_model wj_new_api_key_model;
extern const struct wikijs_model wj_strategy_model;
extern const struct wikijs_model wj_active_strategy_model;

/* key_value.c */
extern const struct wikijs_model wj_key_value_model;

/* analytics.c */
extern const struct wikijs_model wj_analytics_provider_model;

/* logging.c */
extern const struct wikijs_model wj_logger_model;

/* mail.c */
extern const struct wikijs_model wj_mail_config_model;

/* storage.c */
extern const struct wikijs_model wj_storage_action_model;
extern const struct wikijs_model wj_storage_target_model;
extern const struct wikijs_model wj_storage_status_model;

/* system.c */
extern const struct wikijs_model wj_system_info_model;
extern const struct wikijs_model wj_system_flag_model;
extern const struct wikijs_model wj_system_extension_model;
extern const struct wikijs_model wj_system_export_status_model;
extern const struct wikijs_model wj_system_import_failure_model;
extern const struct wikijs_model wj_system_import_model;

/* import.c */
extern const struct wikijs_model wj_import_item_model;

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

/* comment.c */
#define WJ_PERMISSION_COMMENT_TEXT "write:comments or manage:comments"
extern const struct wikijs_model wj_comment_provider_model;
extern const struct wikijs_model wj_comment_model;
extern const struct wikijs_model wj_comment_created_model;
extern const struct wikijs_model wj_comment_updated_model;

/* navigation.c */
extern const struct wikijs_model wj_navigation_item_model;
extern const struct wikijs_model wj_navigation_tree_model;
extern const struct wikijs_model wj_navigation_config_model;

/* site.c */
extern const struct wikijs_model wj_site_config_model;

/* localization.c */
extern const struct wikijs_model wj_locale_model;
extern const struct wikijs_model wj_localization_config_model;
extern const struct wikijs_model wj_translation_model;

/* theming.c */
extern const struct wikijs_model wj_theme_model;
extern const struct wikijs_model wj_theming_config_model;

/* search.c */
extern const struct wikijs_model wj_search_engine_model;

/* rendering.c */
extern const struct wikijs_model wj_renderer_model;

/* contribute.c */
extern const struct wikijs_model wj_contributor_model;

/* access.c */
extern const struct wikijs_model wj_access_model;
extern const struct wikijs_model wj_permission_model;

/* group.c */
extern const struct wikijs_model wj_page_rule_model;
extern const struct wikijs_model wj_group_model;
extern const struct wikijs_model wj_group_item_model;
extern const struct wikijs_model wj_group_change_model;

/* user.c */
extern const struct wikijs_model wj_user_item_model;
extern const struct wikijs_model wj_user_model;
extern const struct wikijs_model wj_user_profile_model;
extern const struct wikijs_model wj_user_last_login_model;
extern const struct wikijs_model wj_user_token_model;

/* health.c */
extern const struct wikijs_model wj_health_model;
extern const struct wikijs_model wj_health_item_model;

/* audit.c */
extern const struct wikijs_model wj_audit_entry_model;

/* match.c */
extern const struct wikijs_model wj_page_match_model;

/* bulk.c */
extern const struct wikijs_model wj_page_values_model;
extern const struct wikijs_model wj_bulk_item_model;

/* event.c */
extern const struct wikijs_model wj_event_subject_model;
extern const struct wikijs_model wj_event_model;

/* delivery.c */
extern const struct wikijs_model wj_delivery_model;

/* export.c */
extern const struct wikijs_model wj_export_item_model;
extern const struct wikijs_model wj_export_report_model;

struct wj_arena;
/* Copy what is present in `from` to `to`, a zeroed struct of the same model, with all that it points to. */
bool wj_object_copy(struct wj_arena *arena, const struct wikijs_model *model, const void *from, void *to);

/* What is present in an object of `from`, as the bits of `to`: a field is known by its name, its place differs. */
uint64_t wj_present_as(const struct wikijs_model *from, uint64_t present, const struct wikijs_model *to);

#endif
