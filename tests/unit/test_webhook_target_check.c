/* SPDX-License-Identifier: MIT */
/* Whether a target is right, without a relay: each member that can be wrong is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <wikijs/webhook_relay.h>

static wikijs_webhook_target good_target(void)
{
    wikijs_webhook_target target = WIKIJS_WEBHOOK_TARGET_INIT;
    target.name = "ci";
    target.url = "https://ci.example.com/hook";
    return target;
}

static void assert_wrong(const wikijs_webhook_target *target, int status, const char *message)
{
    wikijs_error err;
    assert_int_equal(wikijs_webhook_target_check(target, &err), status);
    assert_string_equal(err.message, message);
    assert_int_equal(wikijs_webhook_target_check(target, NULL), status);
}

static void right_one(void **state)
{
    static const char *const events[] = { "page.*", "asset.deleted" }, *const secrets[] = { "a secret of good size" };
    (void)state;
    wikijs_error err = { .code = WIKIJS_E_ARG };
    wikijs_webhook_target target = good_target();
    target.events = (wikijs_strings){ events, 2 };
    target.secrets = (wikijs_strings){ secrets, 1 };
    target.rate = "10/s:burst=20";
    target.max_in_flight = 64;
    assert_int_equal(wikijs_webhook_target_check(&target, &err), 0);
    assert_int_equal(err.code, 0);
}

static void wrong_names_and_addresses(void **state)
{
    (void)state;
    wikijs_webhook_target target = good_target();
    target.name = "";
    assert_wrong(&target, WIKIJS_E_ARG, "webhook '': it has no name");
    assert_wrong(NULL, WIKIJS_E_ARG, "webhook '': it has no name");
    target = good_target();
    target.url = "ftp://ci.example.com";
    assert_wrong(&target, WIKIJS_E_CONFIG, "webhook 'ci': its address does not begin with https:// or http://");
    target.url = "https://ci.example.com:99999/hook";
    assert_wrong(&target, WIKIJS_E_CONFIG, "webhook 'ci': its address cannot be used");
    target.url = "https://";
    assert_wrong(&target, WIKIJS_E_CONFIG, "webhook 'ci': its address cannot be used");
    target.struct_size = 0;
    assert_int_equal(wikijs_webhook_target_check(&target, NULL), WIKIJS_E_ARG);
}

static void wrong_values(void **state)
{
    static const char *const events[] = { "page.update" }, *const secrets[] = { "short" };
    (void)state;
    wikijs_webhook_target target = good_target();
    target.rate = "often";
    assert_wrong(&target, WIKIJS_E_CONFIG,
                 "webhook 'ci': its rate: 'often' is no rate: it must look like 10/s, 600/min or upload=1/2s");
    target = good_target();
    target.events = (wikijs_strings){ events, 1 };
    assert_wrong(&target, WIKIJS_E_ARG, "webhook 'ci': there is no event 'page.update'; the nearest is 'page.updated'");
    target = good_target();
    target.max_in_flight = 65;
    assert_wrong(&target, WIKIJS_E_ARG, "webhook 'ci': at most 64 requests can be under way");
    target.max_in_flight = -1;
    assert_wrong(&target, WIKIJS_E_ARG, "webhook 'ci': a time or number is negative");
    target = good_target();
    target.secrets = (wikijs_strings){ secrets, 1 };
    assert_int_equal(wikijs_webhook_target_check(&target, NULL), WIKIJS_E_CONFIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_one),
        cmocka_unit_test(wrong_names_and_addresses),
        cmocka_unit_test(wrong_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
