/* SPDX-License-Identifier: MIT */
/* What a client says of a write whose answer did not come, or tells nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"

static wikijs_error err;
static wikijs_client *client;

static int make_client(void **state)
{
    sandbox_reset(state);
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    client = sandbox_client(&options);
    return 0;
}

static int free_client(void **state)
{
    wikijs_client_free(client);
    return sandbox_faults_used(state);
}

static int read_page(void)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, 1, NULL, &page, &err);
    wikijs_page_free(page);
    return status;
}

/* The write was done in each case, whatever the answer looks like: nobody may be told that it was not. */
static void write_whose_answer_tells_nothing_is_uncertain(void **state)
{
    (void)state;
    static const char *const faults[] = { "wrong-types", "null-data",   "invalid-json",     "cut=20",
                                          "cut=0",       "reset,after", "status=500,after", "status=502,after" };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        sandbox_reset(NULL);
        sandbox_fault("pages.delete", 1, faults[i]);
        assert_true(wikijs_pages_delete(client, 1, NULL, &err) < 0);
        if (!(err.flags & WIKIJS_ERROR_UNCERTAIN))
            fail_msg("%s: status %d, said to be certain: %s", faults[i], err.code, err.message);
        assert_int_equal(read_page(), WIKIJS_E_NOT_FOUND);
    }
}

/* The document itself was refused: nothing of it was run. */
static void refused_write_is_certain(void **state)
{
    (void)state;
    sandbox_fault("pages.delete", 1, "status=400");
    assert_true(wikijs_pages_delete(client, 1, NULL, &err) < 0);
    assert_int_equal(err.flags & WIKIJS_ERROR_UNCERTAIN, 0);
    assert_int_equal(read_page(), 0);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, make_client, free_client)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(write_whose_answer_tells_nothing_is_uncertain),
        CASE(refused_write_is_certain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
