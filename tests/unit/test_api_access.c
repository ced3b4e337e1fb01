/* SPDX-License-Identifier: MIT */
/* Who may do what: the order of page rules; the names of permissions; email addresses and time zones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include <wikijs/access.h>

#include "api/account.h"
#include "api/permissions.h"

static const char *const read_role[] = { "read:pages" };
static const char *const write_role[] = { "write:pages" };
static const char *const english[] = { "en" };
#define READ         \
    {                \
        read_role, 1 \
    }

static const char *decide(const wikijs_page_rule *first, const wikijs_page_rule *second, const char *path)
{
    const wikijs_page_rule *rules[] = { first, second };
    wikijs_group group = { .permissions = READ, .page_rules = { rules, second ? 2 : 1 } };
    const wikijs_group *items[] = { &group };
    wikijs_groups groups = { items, 1 };
    wikijs_access_query query = WIKIJS_ACCESS_QUERY_INIT;
    wikijs_access_decision decision = WIKIJS_ACCESS_DECISION_INIT;
    static const char *const tags[] = { "t" };
    query.permissions = (wikijs_strings){ read_role, 1 };
    query.path = path;
    query.locale = "en";
    query.tags = (wikijs_strings){ tags, 1 };
    wikijs_error err;
    return wikijs_access_decide(&groups, &query, &decision, &err) < 0 ? wikijs_status_name(err.code) : decision.reason;
}

static void rules_in_order(void **state)
{
    (void)state;
    const wikijs_page_rule all = { .match = "START", .path = "", .roles = READ };
    const wikijs_page_rule none = { .match = "START", .path = "", .roles = READ, .deny = true };
    const wikijs_page_rule docs = { .match = "START", .path = "docs", .roles = READ, .deny = true };
    const wikijs_page_rule exact = { .match = "EXACT", .path = "docs", .roles = READ };
    const wikijs_page_rule tag = { .match = "TAG", .path = "t", .roles = READ, .deny = true };
    const wikijs_page_rule end = { .match = "END", .path = "s", .roles = READ };
    const wikijs_page_rule regex = { .match = "REGEX", .path = "^d\\w+$", .roles = READ, .deny = true };
    const wikijs_page_rule broken = { .match = "REGEX", .path = "(", .roles = READ };
    const wikijs_page_rule local = { .match = "START", .path = "", .roles = READ, .locales = { english, 1 } };
    const wikijs_page_rule other = { .match = "START", .path = "docs", .roles = { write_role, 1 }, .deny = true };
    assert_string_equal(decide(&all, NULL, "docs"), WIKIJS_ACCESS_RULE);
    assert_string_equal(decide(&all, &docs, "docs/x"), WIKIJS_ACCESS_DENIED);
    assert_string_equal(decide(&docs, &all, "docs/x"), WIKIJS_ACCESS_DENIED); /* the longer one, wherever it stands */
    assert_string_equal(decide(&docs, &exact, "docs"), WIKIJS_ACCESS_RULE);   /* the stronger one of equal length */
    assert_string_equal(decide(&exact, &docs, "docs"), WIKIJS_ACCESS_RULE);
    assert_string_equal(decide(&all, &none, "x"), WIKIJS_ACCESS_DENIED);
    assert_string_equal(decide(&none, &all, "x"), WIKIJS_ACCESS_DENIED); /* a refusal that came first stays */
    assert_string_equal(decide(&tag, &end, "docs"), WIKIJS_ACCESS_DENIED);
    assert_string_equal(decide(&end, &tag, "docs"), WIKIJS_ACCESS_DENIED);
    assert_string_equal(decide(&exact, &regex, "docs"), WIKIJS_ACCESS_DENIED); /* six characters beat four */
    assert_string_equal(decide(&all, &other, "docs"), WIKIJS_ACCESS_RULE);
    assert_string_equal(decide(&local, NULL, "x"), WIKIJS_ACCESS_RULE);
    assert_string_equal(decide(&end, NULL, "x"), WIKIJS_ACCESS_NO_RULE);
    assert_string_equal(decide(&all, NULL, NULL), WIKIJS_ACCESS_GLOBAL);
    assert_string_equal(decide(&broken, NULL, "x"), "E_INVALID");
}

static void permissions_are_known(void **state)
{
    (void)state;
    wikijs_error err;
    assert_int_equal(wj_permission_check("read:pages", true, &err), 0);
    assert_int_equal(wj_permission_check("manage:system", false, &err), 0);
    assert_int_equal(wj_permission_check("manage:system", true, &err), WIKIJS_E_ARG);
    assert_int_equal(wj_permission_check("manage:page", false, &err), WIKIJS_E_ARG);
    assert_non_null(strstr(err.message, "'manage:pages'"));
}

static bool is_email(const char *text)
{
    struct wj_request request = { 0 };
    char out[WJ_EMAIL_MAX + 1];
    wj_email_read(&request, text, out);
    return request.refused.code == 0;
}

static void emails_and_zones(void **state)
{
    (void)state;
    assert_true(is_email("A.b+c_d@Example.co.uk"));
    assert_true(is_email("x@1.de"));
    assert_false(is_email("x@example.123"));
    assert_false(is_email("x@@example.com"));
    assert_false(is_email("x y@example.com"));
    struct wj_request good = { 0 }, bad = { 0 };
    wj_time_zone_check(&good, "America/Argentina/Ushuaia");
    wj_time_zone_check(&good, "UTC");
    assert_int_equal(good.refused.code, 0);
    wj_time_zone_check(&bad, "../../etc/passwd");
    assert_int_equal(bad.refused.code, WIKIJS_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_in_order),
        cmocka_unit_test(permissions_are_known),
        cmocka_unit_test(emails_and_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
