/* SPDX-License-Identifier: MIT */
#include "api/ops.h"

#include "api/authentication.h"
#include "api/pages_ops.h"
#include "client/login.h"

const struct wj_op *const wj_all_ops[] = {
    &wj_op_pages_single,
    &wj_op_pages_single_by_path,
    &wj_op_pages_list,
    &wj_op_pages_search,
    &wj_op_pages_tags,
    &wj_op_pages_search_tags,
    &wj_op_pages_tree,
    &wj_op_pages_links,
    &wj_op_pages_history,
    &wj_op_pages_version,
    &wj_op_pages_check_conflicts,
    &wj_op_pages_conflict_latest,
    &wj_op_pages_create,
    &wj_op_pages_update,
    &wj_op_pages_move,
    &wj_op_pages_delete,
    &wj_op_pages_convert,
    &wj_op_pages_render,
    &wj_op_pages_restore,
    &wj_op_pages_update_tag,
    &wj_op_pages_delete_tag,
    &wj_op_pages_flush_cache,
    &wj_op_pages_rebuild_tree,
    &wj_op_pages_migrate_to_locale,
    &wj_op_pages_purge_history,
    &wj_op_login,
    &wj_op_login_tfa,
    &wj_op_login_change_password,
};

const size_t wj_all_ops_count = sizeof wj_all_ops / sizeof *wj_all_ops;
