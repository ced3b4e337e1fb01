/* SPDX-License-Identifier: MIT */
#include "support/torture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>

#include "support/allocator.h"
#include "support/live.h"

static struct test_allocator memory;

const wikijs_allocator *torture_allocator(void)
{
    return &memory.allocator;
}

/* Make a client, do the operation, free everything; true when the allocation that was to fail was reached. */
static bool attempt(torture_operation_fn operation, const wikijs_client_options *given, size_t fail_at, int *status)
{
    wikijs_error err;
    wikijs_client *client = NULL;
    wikijs_client_options options = *given;
    test_allocator_init(&memory);
    memory.fail_at = fail_at;
    options.base_url = live_env("WIKIJS_TEST_URL");
    options.allocator = &memory.allocator;
    *status = wikijs_client_new(&options, &client, &err);
    if (*status == 0) {
        *status = operation(client, fail_at, &err);
    }
    assert_true(*status == 0 || err.code == *status);
    wikijs_client_free(client);
    assert_int_equal(memory.live, 0);
    return memory.asked >= fail_at;
}

void torture(torture_operation_fn operation, const char *key)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.api_key = key;
    torture_with(operation, &options);
}

void torture_with(torture_operation_fn operation, const wikijs_client_options *options)
{
    size_t failures = 0, turn = 1;
    int status;
    assert_false(attempt(operation, options, SIZE_MAX, &status));
    assert_int_equal(status, 0);
    while (attempt(operation, options, turn, &status)) {
        if (status != 0 && status != WIKIJS_E_NOMEM) {
            fail_msg("allocation %zu: %s", turn, wikijs_status_name(status));
        }
        failures += status == WIKIJS_E_NOMEM;
        turn++;
        assert_true(turn < 5000);
    }
    assert_int_equal(status, 0);
    print_message("%zu allocations, %zu of them needed\n", turn - 1, failures);
    assert_true(failures > 10);
}
