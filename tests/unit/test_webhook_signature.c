/* SPDX-License-Identifier: MIT */
/* Signatures of webhooks: the published examples of both schemes, forgeries, times, secrets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/webhook.h>

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define OTHER_SECRET "another secret that is long enough"

static const char id[] = "msg_p5jXN8AQM9LWM0D4loKWxJek", text[] = "{\"test\": 2432232314}";
static const int64_t seconds = 1614265330;
static char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
static wikijs_error err;

static wikijs_str str(const char *string)
{
    return (wikijs_str){ string, strlen(string) };
}

static int verify(const wikijs_webhook_delivery *delivery, const char *secret)
{
    wikijs_webhook_verify_options options = WIKIJS_WEBHOOK_VERIFY_OPTIONS_INIT;
    const char *secrets[] = { OTHER_SECRET, secret };
    options.secrets = (wikijs_strings){ secrets, 2 };
    options.now = seconds * 1000 + 1;
    return wikijs_webhook_verify(delivery, &options, &err);
}

static wikijs_webhook_delivery good_delivery(void)
{
    wikijs_webhook_delivery delivery = WIKIJS_WEBHOOK_DELIVERY_INIT;
    delivery.id = id;
    delivery.timestamp = "1614265330";
    delivery.signature = signature;
    delivery.body = str(text);
    return delivery;
}

static int set_up(void **state)
{
    (void)state;
    return wikijs_webhook_sign(SECRET, id, seconds, str(text), signature, &err);
}

static void published_examples(void **state)
{
    (void)state;
    char hub[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    assert_string_equal(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assert_int_equal(wikijs_webhook_sign_hub("It's a Secret to Everybody", str("Hello, World!"), hub, &err), 0);
    assert_string_equal(hub, "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
}

static void what_was_signed_is_good(void **state)
{
    (void)state;
    wikijs_webhook_delivery delivery = good_delivery();
    assert_int_equal(verify(&delivery, SECRET), 0);
    assert_int_equal(verify(&delivery, "whsec_bm90IHRoZSBzZWNyZXQgb2YgdGhpcyBvbmU="), WIKIJS_E_UNAUTHENTICATED);
    char several[200];
    snprintf(several, sizeof several, "v1a,b2xk v1,AAAA  %s v2,x", signature);
    delivery.signature = several;
    assert_int_equal(verify(&delivery, SECRET), 0);
}

/* Every delivery that differs in one bit is refused. */
static void no_bit_can_be_changed(void **state)
{
    (void)state;
    char changed[4][80];
    const char *const parts[] = { id, "1614265330", signature, text };
    for (size_t part = 0; part < 4; part++)
        for (size_t bit = 0; bit < 8 * strlen(parts[part]); bit++) {
            for (size_t i = 0; i < 4; i++)
                snprintf(changed[i], sizeof changed[i], "%s", parts[i]);
            changed[part][bit / 8] ^= (char)(1 << bit % 8);
            wikijs_webhook_delivery delivery = good_delivery();
            delivery.id = changed[0], delivery.timestamp = changed[1], delivery.signature = changed[2];
            delivery.body = (wikijs_str){ changed[3], strlen(text) };
            if (verify(&delivery, SECRET) == 0)
                fail_msg("bit %zu of part %zu was changed, and nobody noticed", bit, part);
        }
}

/* The dots between the parts cannot be moved. */
static void parts_cannot_be_cut_elsewhere(void **state)
{
    (void)state;
    wikijs_webhook_delivery delivery = good_delivery();
    char longer[64];
    snprintf(longer, sizeof longer, "%s.1614265330", id);
    delivery.id = longer;
    assert_int_equal(verify(&delivery, SECRET), WIKIJS_E_UNAUTHENTICATED);
    delivery = good_delivery();
    delivery.body.len--;
    assert_int_equal(verify(&delivery, SECRET), WIKIJS_E_UNAUTHENTICATED);
}

static void old_and_future_ones_are_refused(void **state)
{
    (void)state;
    wikijs_webhook_delivery delivery = good_delivery();
    wikijs_webhook_verify_options options = WIKIJS_WEBHOOK_VERIFY_OPTIONS_INIT;
    const char *secret = SECRET;
    options.secrets = (wikijs_strings){ &secret, 1 };
    options.now = (seconds + 300) * 1000;
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), 0);
    options.now++;
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), WIKIJS_E_UNAUTHENTICATED);
    assert_string_equal(err.message, "the delivery was signed 300 s ago");
    options.now = (seconds - 301) * 1000;
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), WIKIJS_E_UNAUTHENTICATED);
    assert_string_equal(err.message, "the delivery was signed 301 s in the future");
    options.tolerance_ms = 400000;
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), 0);
    options.now = 0; /* years later */
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), WIKIJS_E_UNAUTHENTICATED);
    options.now = INT64_MIN;
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), WIKIJS_E_ARG);
    options.now = 0;
    options.tolerance_ms = -1;
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), WIKIJS_E_ARG);
}

static void headers_that_are_missing_are_named(void **state)
{
    (void)state;
    wikijs_webhook_delivery delivery = good_delivery();
    delivery.signature = NULL;
    assert_int_equal(verify(&delivery, SECRET), WIKIJS_E_UNAUTHENTICATED);
    assert_string_equal(err.message, "header webhook-signature is missing or malformed");
    delivery = good_delivery();
    delivery.timestamp = NULL;
    assert_int_equal(verify(&delivery, SECRET), WIKIJS_E_UNAUTHENTICATED);
    assert_string_equal(err.message, "header webhook-timestamp is missing or malformed");
    delivery = good_delivery();
    delivery.id = "";
    assert_int_equal(verify(&delivery, SECRET), WIKIJS_E_UNAUTHENTICATED);
    assert_string_equal(err.message, "header webhook-id is missing or malformed");
    delivery = good_delivery();
    delivery.timestamp = "1614265330x";
    assert_int_equal(verify(&delivery, SECRET), WIKIJS_E_UNAUTHENTICATED);
    delivery.timestamp = "9223372036854775807";
    assert_int_equal(verify(&delivery, SECRET), WIKIJS_E_UNAUTHENTICATED);
}

static void hub_signatures_only_where_they_are_allowed(void **state)
{
    (void)state;
    char hub[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    assert_int_equal(wikijs_webhook_sign_hub(SECRET, str(text), hub, &err), 0);
    wikijs_webhook_delivery delivery = WIKIJS_WEBHOOK_DELIVERY_INIT;
    delivery.hub_signature = hub;
    delivery.body = str(text);
    assert_int_equal(verify(&delivery, SECRET), WIKIJS_E_UNAUTHENTICATED);
    wikijs_webhook_verify_options options = WIKIJS_WEBHOOK_VERIFY_OPTIONS_INIT;
    const char *secret = SECRET;
    options.secrets = (wikijs_strings){ &secret, 1 };
    options.allow_hub = 1;
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), 0);
    delivery.signature = "v1,forged"; /* the stronger one counts where it is there */
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), WIKIJS_E_UNAUTHENTICATED);
    delivery.signature = NULL;
    hub[10] = (char)(hub[10] == '0' ? '1' : '0');
    assert_int_equal(wikijs_webhook_verify(&delivery, &options, &err), WIKIJS_E_UNAUTHENTICATED);
}

static void secrets(void **state)
{
    (void)state;
    char made[WIKIJS_WEBHOOK_SECRET_SIZE], again[WIKIJS_WEBHOOK_SECRET_SIZE], out[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    assert_int_equal(wikijs_webhook_secret_new(made, &err), 0);
    assert_int_equal(wikijs_webhook_secret_new(again, &err), 0);
    assert_string_not_equal(made, again);
    assert_int_equal(strlen(made), WIKIJS_WEBHOOK_SECRET_SIZE - 1);
    assert_int_equal(wikijs_webhook_sign(made, id, seconds, str(text), out, &err), 0);
    assert_int_equal(wikijs_webhook_sign("short", id, seconds, str(text), out, &err), WIKIJS_E_CONFIG);
    assert_string_equal(err.message, "a secret of a webhook has only 5 bytes: it needs 16");
    assert_int_equal(wikijs_webhook_sign("whsec_not base 64 at all!", id, seconds, str(text), out, &err),
                     WIKIJS_E_CONFIG);
    assert_int_equal(wikijs_webhook_sign("whsec_", id, seconds, str(text), out, &err), WIKIJS_E_CONFIG);
    assert_int_equal(wikijs_webhook_sign(NULL, id, seconds, str(text), out, &err), WIKIJS_E_ARG);
    char *huge = malloc(1001);
    memset(huge, 'x', 1000);
    huge[1000] = '\0';
    assert_int_equal(wikijs_webhook_sign(huge, id, seconds, str(text), out, &err), WIKIJS_E_CONFIG);
    free(huge);
}

static void arguments(void **state)
{
    (void)state;
    char out[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    assert_int_equal(wikijs_webhook_sign(SECRET, "a.b", seconds, str(text), out, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_webhook_sign(SECRET, "two words", seconds, str(text), out, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_webhook_sign(SECRET, NULL, seconds, str(text), out, NULL), WIKIJS_E_ARG);
    assert_int_equal(wikijs_webhook_sign_hub(SECRET, (wikijs_str){ NULL, 3 }, out, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_webhook_secret_new(NULL, &err), WIKIJS_E_ARG);
    wikijs_webhook_delivery delivery = good_delivery();
    wikijs_webhook_verify_options none = WIKIJS_WEBHOOK_VERIFY_OPTIONS_INIT;
    assert_int_equal(wikijs_webhook_verify(&delivery, &none, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_webhook_verify(&delivery, NULL, &err), WIKIJS_E_ARG);
    delivery.struct_size = 0;
    assert_int_equal(verify(&delivery, SECRET), WIKIJS_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(published_examples, set_up),
        cmocka_unit_test_setup(what_was_signed_is_good, set_up),
        cmocka_unit_test_setup(no_bit_can_be_changed, set_up),
        cmocka_unit_test_setup(parts_cannot_be_cut_elsewhere, set_up),
        cmocka_unit_test_setup(old_and_future_ones_are_refused, set_up),
        cmocka_unit_test_setup(headers_that_are_missing_are_named, set_up),
        cmocka_unit_test_setup(hub_signatures_only_where_they_are_allowed, set_up),
        cmocka_unit_test(secrets),
        cmocka_unit_test_setup(arguments, set_up),
    };
    return cmocka_run_group_tests_name("webhook signatures", tests, NULL, NULL);
}
