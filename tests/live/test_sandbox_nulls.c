/* SPDX-License-Identifier: MIT */
/* Answers that hold null where the server's schema allows none, as after a manual change of its database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/localization.h>
#include <wikijs/model.h>
#include <wikijs/navigation.h>
#include <wikijs/pages.h>
#include <wikijs/storage.h>
#include <wikijs/sys/plugin.h>
#include <wikijs/system.h>

struct odd {
    const char *operation, *answer;
};

static int answer(wikijs_plugin_call *call, void *state)
{
    const struct odd *odd = state;
    if (strcmp(wikijs_plugin_call_operation(call), odd->operation) != 0)
        return 0;
    return wikijs_plugin_call_answer(call, (wikijs_str){ odd->answer, strlen(odd->answer) });
}

/* A client that gets this answer to this operation. */
static wikijs_client *client_with(const struct odd *odd)
{
    static const wikijs_plugin plugin = { WIKIJS_PLUGIN_HEAD("odd", "1", ""), .before_call = answer };
    wikijs_plugin_use use = { .plugin = &plugin, .payload = (void *)(uintptr_t)odd };
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.plugins = &use;
    options.plugin_count = 1;
    options.retry_max_attempts = 2; /* so that a lost answer is looked after */
    return sandbox_client(&options);
}

static wikijs_error err;

static void locale_without_a_code(void **state)
{
    (void)state;
    static const struct odd odd = { "localization.locales", "[{\"code\":null,\"isInstalled\":true}]" };
    wikijs_client *client = client_with(&odd);
    assert_true(wikijs_localization_download_locale(client, "de", NULL, &err) < 0); /* it is still not there */
    wikijs_client_free(client);
}

static void flag_without_a_key(void **state)
{
    (void)state;
    static const struct odd odd = { "system.flags", "[{\"key\":null,\"value\":true}]" };
    wikijs_client *client = client_with(&odd);
    assert_int_equal(wikijs_system_set_flag(client, "ldapdebug", true, NULL, &err), WIKIJS_E_NOT_FOUND);
    wikijs_client_free(client);
}

static void action_without_a_handler(void **state)
{
    (void)state;
    static const struct odd odd = { "storage.targets",
                                    "[{\"key\":\"disk\",\"isEnabled\":true,\"actions\":[{\"handler\":null}]}]" };
    wikijs_client *client = client_with(&odd);
    assert_true(wikijs_storage_execute(client, "disk", "dump", NULL, &err) < 0);
    assert_non_null(strstr(err.message, "dump"));
    wikijs_client_free(client);
}

/* It cannot be sent back, and leaving it out would delete it. */
static void navigation_without_a_locale(void **state)
{
    (void)state;
    static const struct odd odd = { "navigation.tree", "[{\"locale\":null,\"items\":[]}]" };
    static const wikijs_navigation_item_input entry = { .kind = "header", .label = "Menu" };
    wikijs_client *client = client_with(&odd);
    wikijs_navigation_item_inputs entries = { &entry, 1 };
    assert_int_equal(wikijs_navigation_set_items(client, "en", entries, NULL, &err), WIKIJS_E_ARG);
    wikijs_client_free(client);
}

/* What is null is not present, or the program's JSON would have a text that is not there. */
static void conflict_with_a_page_without_tags(void **state)
{
    (void)state;
    static const struct odd odd = { "pages.conflictLatest",
                                    "{\"id\":1,\"path\":\"home\",\"title\":null,\"tags\":null,\"content\":\"text\","
                                    "\"updatedAt\":\"2026-01-02T03:04:05.678Z\"}" };
    wikijs_client *client = client_with(&odd);
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    wikijs_page *page = NULL;
    input.title = "Other";
    input.expected_updated_at = 1;
    sandbox_fault("pages.single", 1, "status=403");
    assert_int_equal(wikijs_pages_update(client, 1, &input, &page, &err), WIKIJS_E_CONFLICT);
    assert_int_equal(page->present, WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) |
                                        WIKIJS_BIT(WIKIJS_PAGE_CONTENT) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT));
    char text[256];
    assert_true(wikijs_object_to_json(wikijs_model_by_name("Page"), page, 0, text, sizeof text) > 0);
    assert_null(strstr(text, "tags"));
    wikijs_page_free(page);
    wikijs_client_free(client);
}

/* Created by a request whose answer was lost: the list tells what there is. */
static void created_page_without_tags(void **state)
{
    (void)state;
    static const struct odd odd = { "pages.list", "[{\"id\":7,\"path\":\"made\",\"locale\":\"en\",\"title\":\"Made\","
                                                  "\"contentType\":\"markdown\",\"isPublished\":true,\"tags\":null,"
                                                  "\"createdAt\":\"2100-01-02T03:04:05.678Z\"}]" };
    wikijs_client *client = client_with(&odd);
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    wikijs_page *page = NULL;
    input.path = "made";
    input.title = "Made";
    input.content = (wikijs_str){ "text", 4 };
    sandbox_fault("pages.create", 1, "reset,after");
    assert_int_equal(wikijs_pages_create(client, &input, &page, &err), 0);
    assert_int_equal(page->id, 7);
    assert_true(page->is_published);
    assert_false(page->present & (WIKIJS_BIT(WIKIJS_PAGE_TAGS) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT)));
    assert_true(page->present & WIKIJS_BIT(WIKIJS_PAGE_LOCALE));
    wikijs_page_free(page);
    wikijs_client_free(client);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, sandbox_reset, sandbox_faults_used)
    const struct CMUnitTest tests[] = {
        CASE(locale_without_a_code),
        CASE(flag_without_a_key),
        CASE(action_without_a_handler),
        CASE(navigation_without_a_locale),
        CASE(conflict_with_a_page_without_tags),
        CASE(created_page_without_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
