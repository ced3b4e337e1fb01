/* SPDX-License-Identifier: MIT */
/* The health check with every kind of credentials. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/health.h>

#include "support/live.h"

#define BIT WIKIJS_BIT

static const wikijs_health_item *find_check(const wikijs_health *health, const char *name)
{
    for (size_t i = 0; i < health->checks.count; i++) {
        if (strcmp(health->checks.items[i]->name, name) == 0) {
            return health->checks.items[i];
        }
    }
    fail_msg("there is no check '%s'", name);
    return NULL;
}

static const char *status_of(const wikijs_health *health, const char *name)
{
    return find_check(health, name)->status;
}

static void use_client(struct live *live, const char *key)
{
    wikijs_client_free(live->client);
    live->client = live_client(key);
}

static void with_full_rights(void **state)
{
    struct live *live = *state;
    wikijs_health *health = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_health_check, (NULL), (&health, &live->err)));
    assert_string_equal(health->url, live_env("WIKIJS_TEST_URL"));
    assert_string_equal(health->identity, "api key");
    assert_int_equal(health->user_id, 1);
    assert_string_equal(health->user_email, live_env("WIKIJS_TEST_EMAIL"));
    assert_memory_equal(health->version, "2.5.", 4);
    assert_true(health->latency_us > 0 && health->latency_us < 10000000);
    assert_true(health->expires_at > INT64_C(1700000000000));
    assert_true(health->pages_total > 0 && health->users_total > 0 && health->groups_total > 0);
    assert_true(health->present & BIT(WIKIJS_HEALTH_TAGS_TOTAL));
    assert_true(health->permissions.count > 0);
    assert_string_equal(status_of(health, "server"), "ok");
    assert_string_equal(status_of(health, "identity"), "ok");
    assert_string_equal(status_of(health, "manage:system"), "ok");
    assert_string_equal(status_of(health, "read:source"), "ok");
    assert_string_equal(status_of(health, "token"), "ok");
    if (health->search_engine && strcmp(health->search_engine, "db") == 0) {
        assert_string_equal(status_of(health, "search"), "warning");
        assert_non_null(find_check(health, "search")->advice);
    }
    wikijs_health_free(health);
}

static void with_the_rights_of_a_reader(void **state)
{
    struct live *live = *state;
    wikijs_health *health = NULL;
    use_client(live, live_env("WIKIJS_TEST_READER_KEY"));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_health_check, (NULL), (&health, &live->err)));
    assert_string_equal(health->status, "warning");
    assert_string_equal(status_of(health, "read:pages"), "ok");
    assert_string_equal(status_of(health, "read:source"), "ok");
    assert_string_equal(status_of(health, "read:history"), "ok");
    assert_string_equal(status_of(health, "write:pages or manage:pages"), "warning");
    assert_string_equal(status_of(health, "manage:pages or delete:pages"), "warning");
    assert_string_equal(status_of(health, "manage:system"), "warning");
    assert_string_equal(status_of(health, "manage:users"), "warning");
    assert_non_null(strstr(find_check(health, "manage:pages or delete:pages")->message, "pages move"));
    assert_string_equal(status_of(health, "version"), "unknown");
    assert_false(health->present & BIT(WIKIJS_HEALTH_VERSION));
    wikijs_health_free(health);
}

static void as_a_guest(void **state)
{
    struct live *live = *state;
    wikijs_health *health = NULL;
    use_client(live, NULL);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_health_check, (NULL), (&health, &live->err)));
    assert_string_equal(health->identity, "guest");
    assert_string_equal(status_of(health, "identity"), "warning");
    assert_string_equal(status_of(health, "read:source"), "warning");
    assert_false(health->present & BIT(WIKIJS_HEALTH_USER_ID));
    wikijs_health_free(health);
}

static void with_keys_that_are_no_good(void **state)
{
    struct live *live = *state;
    const char *keys[] = { live_env("WIKIJS_TEST_EXPIRED_KEY"), live_env("WIKIJS_TEST_REVOKED_KEY"), "a.b.c" };
    for (int i = 0; i < 3; i++) {
        wikijs_health *health = NULL;
        use_client(live, keys[i]);
        LIVE_EXPECT(live, WIKIJS_E_UNAUTHENTICATED, LIVE(live, wikijs_health_check, (NULL), (&health, &live->err)));
        assert_non_null(health);
        assert_string_equal(health->status, "error");
        assert_string_equal(status_of(health, "server"), "ok");
        assert_string_equal(status_of(health, "identity"), "error");
        assert_non_null(find_check(health, "identity")->advice);
        wikijs_health_free(health);
    }
}

static void logged_in(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = live_env("WIKIJS_TEST_URL");
    options.username = live_env("WIKIJS_TEST_EMAIL");
    options.password = live_env("WIKIJS_TEST_PASSWORD");
    wikijs_client_free(live->client);
    live->client = NULL;
    LIVE_EXPECT(live, 0, wikijs_client_new(&options, &live->client, &live->err));
    wikijs_health *health = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_health_check, (NULL), (&health, &live->err)));
    assert_string_equal(health->identity, "user");
    assert_int_equal(health->user_id, 1);
    assert_true(health->expires_at > 0);
    assert_int_equal(health->permissions.count, 1);
    assert_string_equal(health->permissions.items[0], "manage:system");
    assert_string_equal(status_of(health, "read:history"), "ok");
    wikijs_health_free(health);
}

static void nobody_is_there(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = "http://127.0.0.1:1";
    wikijs_client_free(live->client);
    live->client = NULL;
    LIVE_EXPECT(live, 0, wikijs_client_new(&options, &live->client, &live->err));
    wikijs_health *health = NULL;
    LIVE_EXPECT(live, WIKIJS_E_CONNECT, LIVE(live, wikijs_health_check, (NULL), (&health, &live->err)));
    assert_string_equal(health->status, "error");
    assert_int_equal(health->checks.count, 1);
    assert_non_null(find_check(health, "server")->advice);
    wikijs_health_free(health);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(with_full_rights), TWICE(with_the_rights_of_a_reader),
        TWICE(as_a_guest),       TWICE(with_keys_that_are_no_good),
        TWICE(logged_in),        TWICE(nobody_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
