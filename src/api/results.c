/* SPDX-License-Identifier: MIT */
/* Reading and freeing results. A list handle is a struct wj_list; every result is freed with the arena it lives in. */
#include <wikijs/access.h>
#include <wikijs/asset.h>
#include <wikijs/authentication.h>
#include <wikijs/comments.h>
#include <wikijs/contribute.h>
#include <wikijs/graphql.h>
#include <wikijs/group.h>
#include <wikijs/health.h>
#include <wikijs/localization.h>
#include <wikijs/navigation.h>
#include <wikijs/page.h>
#include <wikijs/rendering.h>
#include <wikijs/search.h>
#include <wikijs/site.h>
#include <wikijs/theming.h>
#include <wikijs/user.h>

#include "api/results.h"
#include "base/alloc.h"

#include <string.h>

WJ_LIST_FUNCTIONS(wikijs_asset)
WJ_LIST_FUNCTIONS(wikijs_asset_folder)
WJ_LIST_FUNCTIONS(wikijs_page_item)
WJ_LIST_FUNCTIONS(wikijs_page_tag)
WJ_LIST_FUNCTIONS(wikijs_page_tree_item)
WJ_LIST_FUNCTIONS(wikijs_page_link)
WJ_LIST_FUNCTIONS(wikijs_comment)
WJ_LIST_FUNCTIONS(wikijs_comment_provider)
WJ_LIST_FUNCTIONS(wikijs_navigation_tree)
WJ_LIST_FUNCTIONS(wikijs_locale)
WJ_LIST_FUNCTIONS(wikijs_translation)
WJ_LIST_FUNCTIONS(wikijs_theme)
WJ_LIST_FUNCTIONS(wikijs_search_engine)
WJ_LIST_FUNCTIONS(wikijs_renderer)
WJ_LIST_FUNCTIONS(wikijs_contributor)
WJ_LIST_FUNCTIONS(wikijs_user_item)
WJ_LIST_FUNCTIONS(wikijs_user_last_login)
WJ_LIST_FUNCTIONS(wikijs_group_item)
WJ_LIST_FUNCTIONS(wikijs_group_change)
WJ_LIST_FUNCTIONS(wikijs_access)

WJ_FREE_FUNCTION(wikijs_asset)
WJ_FREE_FUNCTION(wikijs_asset_folder)
WJ_FREE_FUNCTION(wikijs_download)
WJ_FREE_FUNCTION(wikijs_page)
WJ_FREE_FUNCTION(wikijs_page_search)
WJ_FREE_FUNCTION(wikijs_page_history)
WJ_FREE_FUNCTION(wikijs_page_version)
WJ_FREE_FUNCTION(wikijs_page_conflict)
WJ_FREE_FUNCTION(wikijs_page_migration)
WJ_FREE_FUNCTION(wikijs_comment)
WJ_FREE_FUNCTION(wikijs_comment_created)
WJ_FREE_FUNCTION(wikijs_comment_updated)
WJ_FREE_FUNCTION(wikijs_navigation_config)
WJ_FREE_FUNCTION(wikijs_site_config)
WJ_FREE_FUNCTION(wikijs_localization_config)
WJ_FREE_FUNCTION(wikijs_theming_config)
WJ_FREE_FUNCTION(wikijs_string_list)
WJ_FREE_FUNCTION(wikijs_health)
WJ_FREE_FUNCTION(wikijs_answer)
WJ_FREE_FUNCTION(wikijs_user)
WJ_FREE_FUNCTION(wikijs_user_item)
WJ_FREE_FUNCTION(wikijs_user_profile)
WJ_FREE_FUNCTION(wikijs_group)
WJ_FREE_FUNCTION(wikijs_access)

/* The memory of a result is the library's own: const only binds the program that reads it. */
static void wipe_text(const char *text)
{
    if (text)
        wj_wipe((void *)(uintptr_t)text, strlen(text));
}

void wikijs_login_free(wikijs_login *login)
{
    if (login) {
        wipe_text(login->jwt);
        wipe_text(login->continuation_token);
        wipe_text(login->tfa_qr_image);
    }
    wj_result_free(login);
}

void wikijs_user_token_free(wikijs_user_token *token)
{
    if (token)
        wipe_text(token->jwt);
    wj_result_free(token);
}
