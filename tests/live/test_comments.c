/* SPDX-License-Identifier: MIT */
/* Comments. The server takes few of them: a case waits as long as it is told to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <wikijs/comments.h>

#include "support/live.h"

#define BIT WIKIJS_BIT
#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

/* Longer than the server's limits: 15 seconds for an address, 30 for an account. */
enum { PATIENCE_S = 100 };

static int64_t comment(struct live *live, wikijs_comments_create_input *input)
{
    wikijs_comment_created *created = NULL;
    time_t end = time(NULL) + PATIENCE_S;
    int status;
    while ((status = LIVE(live, wikijs_comments_create, (input), (&created, &live->err))) == WIKIJS_E_RATE_LIMITED &&
           time(NULL) < end) {
        int64_t wait = live->err.retry_after_ms >= 0 ? live->err.retry_after_ms + 500 : 5000;
        nanosleep(&(struct timespec){ wait / 1000, wait % 1000 * 1000000 }, NULL);
    }
    LIVE_EXPECT(live, 0, status);
    int64_t id = created->id;
    wikijs_comment_created_free(created);
    return id;
}

/* A guest may read comments, but not their source. */
static void expect_for_guest(struct live *live, const char *path, int64_t id)
{
    wikijs_client *guest = live_client(NULL);
    wikijs_comment_list *list = NULL;
    wikijs_comment *one = NULL;
    wikijs_comments_list_options options = WIKIJS_COMMENTS_LIST_OPTIONS_INIT;
    LIVE_EXPECT(live, 0, LIVE_ON(live, guest, wikijs_comments_list, (path, &options), (&list, &live->err)));
    assert_int_equal(wikijs_comment_list_count(list), 1);
    assert_false(wikijs_comment_list_at(list, 0)->present & BIT(WIKIJS_COMMENT_CONTENT));
    assert_non_null(strstr(wikijs_comment_list_at(list, 0)->render.ptr, "<em>comment</em>"));
    wikijs_comment_list_free(list);
    list = NULL;
    LIVE_EXPECT(live, 0, LIVE_ON(live, guest, wikijs_comments_get, (id, NULL), (&one, &live->err)));
    assert_false(one->present & BIT(WIKIJS_COMMENT_CONTENT));
    assert_string_equal(one->author_name, "API");
    wikijs_comment_free(one);
    options.fields = BIT(WIKIJS_COMMENT_ID) | BIT(WIKIJS_COMMENT_CONTENT);
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN,
                LIVE_ON(live, guest, wikijs_comments_list, (path, &options), (&list, &live->err)));
    assert_string_equal(live->err.permission, "write:comments or manage:comments");
    wikijs_client_free(guest);
}

static void from_birth_to_death(void **state)
{
    struct live *live = *state;
    int64_t page = live_page(live, "commented", "text", "");
    const char *path = live_path(live, "commented");
    wikijs_comments_create_input input = WIKIJS_COMMENTS_CREATE_INPUT_INIT;
    input.page_id = page;
    input.content = TEXT("One *comment*");
    int64_t id = comment(live, &input);
    assert_true(id > 0);

    wikijs_comment_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_comments_list, (path, NULL), (&list, &live->err)));
    assert_int_equal(wikijs_comment_list_count(list), 1);
    const wikijs_comment *item = wikijs_comment_list_at(list, 0);
    assert_int_equal(item->id, id);
    assert_string_equal(item->content.ptr, "One *comment*");
    assert_non_null(strstr(item->render.ptr, "<em>comment</em>"));
    assert_true(item->created_at > 0);
    assert_false(item->present & BIT(WIKIJS_COMMENT_AUTHOR_EMAIL));
    wikijs_comment_list_free(list);

    expect_for_guest(live, path, id);

    wikijs_comment *one = NULL;
    wikijs_comments_get_options all = WIKIJS_COMMENTS_GET_OPTIONS_INIT;
    all.fields = BIT(WIKIJS_COMMENT_FIELDS) - 1;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_comments_get, (id, &all), (&one, &live->err)));
    assert_string_equal(one->author_name, "API");
    assert_string_equal(one->author_email, "api@localhost");
    assert_true(one->present & BIT(WIKIJS_COMMENT_AUTHOR_IP));
    wikijs_comment_free(one);

    wikijs_comment_updated *updated = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_comments_update, (id, TEXT("**Other**"), NULL), (&updated, &live->err)));
    assert_non_null(strstr(updated->render.ptr, "<strong>Other</strong>"));
    wikijs_comment_updated_free(updated);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_comments_delete, (id, NULL), (&live->err)));
}

static void what_is_not_there(void **state)
{
    struct live *live = *state;
    wikijs_comment *one = NULL;
    wikijs_comment_updated *updated = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_comments_get, (999999, NULL), (&one, &live->err)));
    assert_int_equal(live->err.server_code, 8005);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_comments_update, (999999, TEXT("text"), NULL), (&updated, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_comments_delete, (999999, NULL), (&live->err)));

    wikijs_comment_list *list = NULL;
    wikijs_comments_list_options options = WIKIJS_COMMENTS_LIST_OPTIONS_INIT;
    const char *nowhere = live_path(live, "no-such-page");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_comments_list, (nowhere, &options), (&list, &live->err)));
    assert_int_equal(wikijs_comment_list_count(list), 0);
    wikijs_comment_list_free(list);
    options.check_page = true;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_comments_list, (nowhere, &options), (&list, &live->err)));
    live_page(live, "silent", "text", "");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_comments_list, (live_path(live, "silent"), &options), (&list, &live->err)));
    assert_int_equal(wikijs_comment_list_count(list), 0);
    wikijs_comment_list_free(list);
}

static void what_is_refused_here(void **state)
{
    struct live *live = *state;
    wikijs_comment_created *created = NULL;
    wikijs_comment_updated *updated = NULL;
    wikijs_comments_create_input input = WIKIJS_COMMENTS_CREATE_INPUT_INIT;
    input.page_id = 1;
    input.content = TEXT(" \n");
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_comments_create, (&input), (&created, &live->err)));
    assert_non_null(strstr(live->err.message, "blank"));
    input = (wikijs_comments_create_input)WIKIJS_COMMENTS_CREATE_INPUT_INIT;
    input.content = TEXT("no page");
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_comments_create, (&input), (&created, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_comments_update, (1, TEXT(" "), NULL), (&updated, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_comments_create, (NULL), (&created, &live->err)));
}

static void settings_of_the_provider(void **state)
{
    struct live *live = *state;
    wikijs_comment_provider_list *list = NULL;
    wikijs_key_value_input settings[] = { { "minDelay", "{\"v\":31}" } };
    wikijs_module_input change[] = { { "default", WIKIJS_UNSET, { settings, 1 } } };
    LIVE_EXPECT(
        live, 0,
        LIVE(live, wikijs_comments_update_providers, ((wikijs_module_inputs){ change, 1 }, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_comments_list_providers, (NULL), (&list, &live->err)));
    bool changed = false, kept = false;
    for (size_t i = 0; i < wikijs_comment_provider_list_count(list); i++) {
        const wikijs_comment_provider *provider = wikijs_comment_provider_list_at(list, i);
        if (strcmp(provider->key, "default") != 0) {
            assert_false(provider->is_enabled);
            continue;
        }
        assert_true(provider->is_enabled);
        for (size_t k = 0; k < provider->config.count; k++) {
            const wikijs_key_value *pair = provider->config.items[k];
            changed |= strcmp(pair->key, "minDelay") == 0 && strstr(pair->value, "\"value\":31");
            kept |= strcmp(pair->key, "akismet") == 0 && strstr(pair->value, "\"value\":\"\"");
        }
    }
    wikijs_comment_provider_list_free(list);
    settings[0].value = "{\"v\":30}";
    LIVE_EXPECT(
        live, 0,
        LIVE(live, wikijs_comments_update_providers, ((wikijs_module_inputs){ change, 1 }, NULL), (&live->err)));
    assert_true(changed && kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(from_birth_to_death),
        TWICE(what_is_not_there),
        TWICE(what_is_refused_here),
        TWICE(settings_of_the_provider),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
