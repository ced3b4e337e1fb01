/* SPDX-License-Identifier: MIT */
/* Memory runs out while the server fails, too: in a call that is sent again, and at an open circuit ("support/torture.h"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include "support/torture.h"

static int read_page(wikijs_client *client, wikijs_error *err)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, 1, NULL, &page, err);
    assert_true((status == 0) == (page != NULL));
    wikijs_page_free(page);
    return status;
}

/* A turn that runs out of memory early leaves its fault behind: the next one begins anew. */
static void fail_once(void)
{
    void *state = NULL;
    sandbox_reset(&state);
    sandbox_fault("pages.single", 1, "status=503,retry-after=0");
}

static int read_again(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    fail_once();
    return read_page(client, err);
}

static void call_that_is_sent_again(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.retry_max_attempts = 3;
    options.retry_initial_delay_ms = 1;
    torture_with(read_again, &options);
}

/* 0: it was refused, as it should be. */
static int read_at_open_circuit(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    fail_once();
    int status = read_page(client, err);
    if (status == WIKIJS_E_NOMEM)
        return status;
    assert_int_equal(status, WIKIJS_E_UNAVAILABLE);
    status = read_page(client, err);
    return status == WIKIJS_E_CIRCUIT_OPEN ? 0 : status;
}

static void call_at_an_open_circuit(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.retry_max_attempts = 1;
    options.breaker_failures = 1;
    torture_with(read_at_open_circuit, &options);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(call_that_is_sent_again, sandbox_reset),
        cmocka_unit_test_setup(call_at_an_open_circuit, sandbox_reset),
    };
    return cmocka_run_group_tests(tests, NULL, sandbox_reset);
}
