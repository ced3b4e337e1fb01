/* SPDX-License-Identifier: MIT */
/* Compiled, never run: all headers together as C11, the fixed layouts, and every initialiser. */
#include <wikijs/authentication.h>
#include <wikijs/client.h>
#include <wikijs/error.h>
#include <wikijs/graphql.h>
#include <wikijs/health.h>
#include <wikijs/model.h>
#include <wikijs/operation.h>
#include <wikijs/page.h>
#include <wikijs/pages.h>
#include <wikijs/sys/alloc.h>
#include <wikijs/sys/hooks.h>
#include <wikijs/types.h>
#include <wikijs/version.h>

_Static_assert(sizeof(wikijs_error) == 512, "wikijs_error is 512 bytes for ever");
_Static_assert(offsetof(wikijs_client_options, struct_size) == 0, "struct_size comes first");
_Static_assert(offsetof(wikijs_pages_create_input, struct_size) == 0, "struct_size comes first");
_Static_assert(offsetof(wikijs_pages_update_input, struct_size) == 0, "struct_size comes first");
_Static_assert(offsetof(wikijs_page, present) == 0, "present comes first");

int smoke(void);
int smoke(void)
{
    const wikijs_client_options client = WIKIJS_CLIENT_OPTIONS_INIT;
    const wikijs_call_options call = WIKIJS_CALL_OPTIONS_INIT;
    const wikijs_graphql_options graphql = WIKIJS_GRAPHQL_OPTIONS_INIT;
    const wikijs_operation_options operation = WIKIJS_OPERATION_OPTIONS_INIT;
    const wikijs_pages_get_options get = WIKIJS_PAGES_GET_OPTIONS_INIT;
    const wikijs_pages_list_options list = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    const wikijs_pages_search_options search = WIKIJS_PAGES_SEARCH_OPTIONS_INIT;
    const wikijs_pages_tree_options tree = WIKIJS_PAGES_TREE_OPTIONS_INIT;
    const wikijs_pages_history_options history = WIKIJS_PAGES_HISTORY_OPTIONS_INIT;
    const wikijs_pages_create_input create = WIKIJS_PAGES_CREATE_INPUT_INIT;
    const wikijs_pages_update_input update = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    return client.struct_size && call.struct_size && graphql.struct_size && operation.struct_size && get.struct_size &&
           list.struct_size && search.struct_size && tree.struct_size && history.struct_size && create.struct_size &&
           update.struct_size;
}
