/* SPDX-License-Identifier: MIT */
/* From what the server said to the checks of a health check, without a server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "api/health_checks.h"
#include "base/alloc.h"
#include "base/status.h"

static struct wj_arena *arena;
static struct wj_checks checks;
static struct wj_health_identity identity;

enum { NOW_DAYS = 20000 };
static const int64_t day_ms = INT64_C(24) * 60 * 60 * 1000;

static int set_up(void **state)
{
    (void)state;
    arena = wj_arena_new(&wj_libc_allocator, 0);
    identity = (struct wj_health_identity){ .kind = WJ_CREDENTIALS_API_KEY, .now_ms = NOW_DAYS * day_ms };
    return arena && wj_checks_init(&checks, arena, "https://wiki.example.com") ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    wj_arena_free(arena);
    return 0;
}

static const wikijs_health_item *check_of(const wikijs_health *health, const char *name)
{
    for (size_t i = 0; i < health->checks.count; i++) {
        if (strcmp(health->checks.items[i]->name, name) == 0) {
            return health->checks.items[i];
        }
    }
    fail_msg("there is no check '%s'", name);
    return NULL;
}

static void read_findings(const char *body, struct wj_probe_findings *findings)
{
    assert_int_equal(wj_probe_read(arena, (wikijs_str){ body, strlen(body) }, findings), 0);
}

static void answers_to_the_probes(void **state)
{
    (void)state;
    struct wj_probe_findings findings;
    read_findings("{\"errors\":["
                  "{\"message\":\"Forbidden\",\"path\":[\"readHistory\",\"history\"]},"
                  "{\"message\":\"This page does not exist.\",\"path\":[\"writePages\",\"checkConflicts\"]},"
                  "{\"message\":\"Forbidden\",\"path\":[\"info\",\"info\",\"currentVersion\"]},"
                  "{\"message\":\"Unauthorized\",\"path\":[\"manageUsers\",\"single\"]},"
                  "{\"message\":\"select timed out\",\"path\":[\"manageTheme\",\"config\"]},"
                  "{\"path\":[\"readAssets\",\"folders\"]},"
                  "{\"message\":\"Forbidden\",\"path\":[\"manageSystem\",\"flags\"]},"
                  "{\"message\":\"Forbidden\"}],"
                  "\"data\":{\"me\":{\"profile\":{\"id\":7,\"name\":\"Ann\",\"email\":\"ann@example.com\"}},"
                  "\"info\":{\"info\":{\"currentVersion\":null,\"pagesTotal\":12,\"tagsTotal\":0,\"usersTotal\":null}},"
                  "\"search\":null,\"readPages\":{\"list\":[]}}}",
                  &findings);
    assert_int_equal(findings.allowed[WJ_PROBE_READ_PAGES], WJ_ALLOWED_YES);
    assert_int_equal(findings.allowed[WJ_PROBE_READ_HISTORY], WJ_ALLOWED_NO);
    assert_int_equal(findings.allowed[WJ_PROBE_WRITE_PAGES], WJ_ALLOWED_YES);
    assert_int_equal(findings.allowed[WJ_PROBE_MANAGE_USERS], WJ_ALLOWED_NO);
    assert_int_equal(findings.allowed[WJ_PROBE_MANAGE_SYSTEM], WJ_ALLOWED_NO);
    assert_int_equal(findings.allowed[WJ_PROBE_READ_SOURCE], WJ_ALLOWED_UNKNOWN);
    assert_int_equal(findings.allowed[WJ_PROBE_MANAGE_THEME], WJ_ALLOWED_UNKNOWN);
    assert_string_equal(findings.failure[WJ_PROBE_MANAGE_THEME], "select timed out");
    assert_int_equal(findings.allowed[WJ_PROBE_READ_ASSETS], WJ_ALLOWED_UNKNOWN);
    assert_non_null(findings.failure[WJ_PROBE_READ_ASSETS]);
    assert_null(findings.failure[WJ_PROBE_WRITE_PAGES]);
    assert_null(findings.failure[WJ_PROBE_MANAGE_USERS]);
    /* manage:navigation lets pagesTotal be seen as well */
    assert_int_equal(findings.allowed[WJ_PROBE_MANAGE_NAVIGATION], WJ_ALLOWED_YES);
    assert_int_equal(findings.allowed[WJ_PROBE_MANAGE_PAGES], WJ_ALLOWED_UNKNOWN);
    assert_int_equal(findings.user_id, 7);
    assert_string_equal(findings.user_name, "Ann");
    assert_null(findings.version);
    assert_int_equal(findings.pages_total, 12);
    assert_int_equal(findings.tags_total, 0);
    assert_int_equal(findings.users_total, -1);
    assert_null(findings.search_engine);

    const char *no_json = "<html>";
    assert_true(wj_probe_read(arena, (wikijs_str){ no_json, 6 }, &findings) < 0);
    assert_true(wj_probe_read(arena, (wikijs_str){ "{}", 2 }, &findings) < 0);
}

/* What the server answers to those who may, read off one. */
static void errors_for_what_does_not_exist(void **state)
{
    (void)state;
    struct wj_probe_findings findings;
    read_findings("{\"errors\":["
                  "{\"message\":\"Cannot set properties of undefined (setting 'password')\","
                  "\"path\":[\"manageUsers\",\"single\"]},"
                  "{\"message\":\"Cannot read properties of undefined (reading 'path')\","
                  "\"path\":[\"readHistory\",\"history\"]},"
                  "{\"message\":\"This page does not exist.\",\"path\":[\"writePages\",\"checkConflicts\"]}],"
                  "\"data\":{\"readPages\":{\"list\":[]}}}",
                  &findings);
    for (int i = 0; i < WJ_PROBES; i++)
        assert_null(findings.failure[i]);
    assert_int_equal(findings.allowed[WJ_PROBE_MANAGE_USERS], WJ_ALLOWED_YES);
    assert_int_equal(findings.allowed[WJ_PROBE_READ_HISTORY], WJ_ALLOWED_YES);
    assert_int_equal(findings.allowed[WJ_PROBE_WRITE_PAGES], WJ_ALLOWED_YES);
}

static void a_server_that_fails_on_probes(void **state)
{
    (void)state;
    struct wj_probe_findings findings = { .pages_total = -1, .tags_total = -1, .users_total = -1, .groups_total = -1 };
    const char *const all[] = { "manage:system" };
    const struct wj_probe_group group = { .permissions = { all, 1 } };
    findings.failure[WJ_PROBE_READ_PAGES] = "the pool\nis full";
    findings.failure[WJ_PROBE_MANAGE_THEME] = "select timed out";
    wj_check_findings(&checks, &identity, &findings, &group);
    const wikijs_health *health = wj_checks_finish(&checks);
    assert_string_equal(check_of(health, "read:pages")->status, "error");
    assert_string_equal(check_of(health, "read:pages")->message,
                        "the server failed when this was tried: the pool is full");
    assert_string_equal(check_of(health, "manage:theme")->status, "warning");
    assert_string_equal(check_of(health, "manage:api")->status, "ok");
    assert_int_equal(checks.problem.code, WIKIJS_E_SERVER);
}

static void permissions_of_a_group(void **state)
{
    (void)state;
    const char *body = "{\"data\":{\"groups\":{\"single\":{\"name\":\"Editors\",\"permissions\":[\"read:pages\","
                       "\"delete:pages\"]}}}}";
    const struct wj_probe_group *group = NULL;
    struct wj_probe_findings findings = { 0 };
    assert_int_equal(wj_group_read(arena, (wikijs_str){ body, strlen(body) }, &group), 0);
    assert_string_equal(group->name, "Editors");
    wj_probe_judge(&findings, group->permissions);
    assert_int_equal(findings.allowed[WJ_PROBE_READ_PAGES], WJ_ALLOWED_YES);
    assert_int_equal(findings.allowed[WJ_PROBE_MANAGE_PAGES], WJ_ALLOWED_YES); /* one of the two */
    assert_int_equal(findings.allowed[WJ_PROBE_WRITE_PAGES], WJ_ALLOWED_NO);
    assert_int_equal(findings.allowed[WJ_PROBE_READ_SOURCE], WJ_ALLOWED_NO);
    const char *const all[] = { "manage:system" };
    wj_probe_judge(&findings, (wikijs_strings){ all, 1 });
    for (int i = 0; i < WJ_PROBES; i++) {
        assert_int_equal(findings.allowed[i], WJ_ALLOWED_YES);
    }
    body = "{\"data\":{\"groups\":{\"single\":null}}}";
    assert_int_equal(wj_group_read(arena, (wikijs_str){ body, strlen(body) }, &group), 0);
    assert_null(group);
}

static void a_key_that_expires_soon(void **state)
{
    (void)state;
    struct wj_probe_findings findings = { .pages_total = -1, .tags_total = -1, .users_total = -1, .groups_total = -1 };
    for (int i = 0; i < WJ_PROBES; i++) {
        findings.allowed[i] = WJ_ALLOWED_YES;
    }
    findings.version = "3.0.0";
    findings.search_engine = "";
    identity.has_token = true;
    identity.token.is_api_key = true;
    identity.token.api_key_id = 3;
    identity.token.group_id = 4;
    identity.token.expires_at = (NOW_DAYS + 5) * day_ms;
    wj_check_findings(&checks, &identity, &findings, NULL);
    const wikijs_health *health = wj_checks_finish(&checks);
    assert_string_equal(check_of(health, "token")->status, "warning");
    assert_string_equal(check_of(health, "version")->status, "warning");
    assert_string_equal(check_of(health, "search")->status, "warning");
    assert_non_null(strstr(check_of(health, "identity")->message, "API key 3"));
    assert_string_equal(health->status, "warning");
    assert_int_equal(health->expires_at, identity.token.expires_at);
    assert_false(health->present & WIKIJS_BIT(WIKIJS_HEALTH_PAGES_TOTAL));
    assert_int_equal(health->permissions.count, WJ_PROBES);
    assert_int_equal(checks.problem.code, 0);
}

static void who_may_not_read_pages(void **state)
{
    (void)state;
    struct wj_probe_findings findings = { .pages_total = -1, .tags_total = -1, .users_total = -1, .groups_total = -1 };
    findings.search_engine = "postgres";
    findings.allowed[WJ_PROBE_READ_PAGES] = WJ_ALLOWED_NO;
    identity.kind = WJ_CREDENTIALS_TOKEN;
    identity.has_token = true;
    snprintf(identity.token.permissions, sizeof identity.token.permissions, "write:pages read:source");
    wj_check_findings(&checks, &identity, &findings, NULL);
    const wikijs_health *health = wj_checks_finish(&checks);
    assert_string_equal(check_of(health, "read:pages")->status, "error");
    assert_string_equal(check_of(health, "write:pages or manage:pages")->status, "ok");
    assert_string_equal(check_of(health, "read:history")->status, "warning");
    assert_string_equal(check_of(health, "token")->status, "unknown"); /* it does not say when it expires */
    assert_string_equal(check_of(health, "search")->status, "ok");
    assert_string_equal(check_of(health, "identity")->status, "unknown");
    assert_string_equal(health->status, "error");
    assert_int_equal(health->permissions.count, 2);
    assert_int_equal(checks.problem.code, WIKIJS_E_FORBIDDEN);
    assert_string_equal(checks.problem.permission, "read:pages");
}

static void refusals(void **state)
{
    (void)state;
    wikijs_error error;
    wj_error_set(&error, WIKIJS_E_FORBIDDEN, "API is disabled. You must enable it from the Administration Area first");
    wj_check_refused(&checks, &identity, &error);
    assert_string_equal(checks.items[0]->name, "api");
    assert_non_null(strstr(checks.items[0]->advice, "switch the API on"));
    assert_int_equal(checks.problem.code, WIKIJS_E_FORBIDDEN);

    wj_error_set(&error, WIKIJS_E_UNAUTHENTICATED, "Invalid email / username or password");
    identity.kind = WJ_CREDENTIALS_LOGIN;
    wj_check_refused(&checks, &identity, &error);
    assert_non_null(strstr(checks.items[1]->advice, "password"));
    wj_error_set(&error, WIKIJS_E_SERVER, "the server failed");
    wj_check_refused(&checks, &identity, &error);
    assert_false(checks.items[2]->present & WIKIJS_BIT(WIKIJS_HEALTH_ITEM_ADVICE));
    assert_int_equal(checks.problem.code, WIKIJS_E_FORBIDDEN); /* the first one counts */
}

static void servers_that_are_not_there(void **state)
{
    (void)state;
    static const int codes[] = { WIKIJS_E_RESOLVE, WIKIJS_E_TLS, WIKIJS_E_CONNECT, WIKIJS_E_TIMEOUT };
    wikijs_error error;
    for (size_t i = 0; i < 4; i++) {
        wj_error_set(&error, codes[i], "not there");
        wj_check_unreachable(&checks, &error);
        for (size_t j = 0; j < i; j++) { /* each has advice of its own */
            assert_string_not_equal(checks.items[i]->advice, checks.items[j]->advice);
        }
    }
    assert_int_equal(checks.problem.code, WIKIJS_E_RESOLVE);
    assert_string_equal(wj_checks_finish(&checks)->status, "error");
}

static void health_pages(void **state)
{
    (void)state;
    wikijs_error error;
    wj_check_ping(&checks, 0, NULL, (wikijs_str){ "{\"ok\":true}", 11 });
    wj_error_set(&error, WIKIJS_E_NOT_FOUND, "there is nothing at '/healthz'");
    wj_check_ping(&checks, WIKIJS_E_NOT_FOUND, &error, (wikijs_str){ 0 });
    wj_check_latency(&checks, 1200);
    wj_check_latency(&checks, 2000000);
    assert_string_equal(checks.items[0]->status, "ok");
    assert_string_equal(checks.items[1]->status, "warning");
    assert_string_equal(checks.items[2]->status, "ok");
    assert_string_equal(checks.items[3]->status, "warning");
    assert_int_equal(checks.problem.code, 0);
    wj_check_ping(&checks, 0, NULL, (wikijs_str){ "<html>Setup</html>", 18 });
    assert_string_equal(checks.items[4]->status, "error");
    wj_error_set(&error, WIKIJS_E_HTTP, "the answer is HTML (HTTP 404)");
    wj_check_api(&checks, &error);
    wj_check_unreadable(&checks, WIKIJS_E_SCHEMA);
    assert_int_equal(checks.problem.code, WIKIJS_E_PROTOCOL);
    assert_int_equal(wj_checks_finish(&checks)->checks.count, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_to_the_probes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(errors_for_what_does_not_exist, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_server_that_fails_on_probes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(permissions_of_a_group, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_key_that_expires_soon, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_may_not_read_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refusals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(servers_that_are_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(health_pages, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
