/* SPDX-License-Identifier: MIT */
/*
 * Memory runs out in a batch: the n-th allocation fails, for every n. Each call ends with a no-memory error or well, all of
 * them end, and nothing stays behind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/pages_many.h>

#include "support/allocator.h"
#include "support/live.h"

typedef int (*operation_fn)(wikijs_client *client, size_t turn, wikijs_error *err);

static int worst_of(wikijs_results *results, int status)
{
    assert_true((status == 0) == (results != NULL));
    for (size_t i = 0; i < wikijs_results_count(results); i++)
        if (wikijs_results_status(results, i) < 0 && wikijs_results_status(results, i) != WIKIJS_E_NOT_FOUND)
            status = wikijs_results_status(results, i);
    wikijs_results_free(results);
    return status;
}

static int get_some(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    int64_t ids[] = { 1, 2, 999999, 3, 4, 5 };
    wikijs_batch_options batch = WIKIJS_BATCH_OPTIONS_INIT;
    batch.max_items = 3;
    wikijs_results *results = NULL;
    int status = wikijs_pages_get_many(client, (wikijs_ints){ ids, 6 }, NULL, &batch, &results, err);
    return err->code = worst_of(results, status);
}

static int update_some(wikijs_client *client, size_t turn, wikijs_error *err)
{
    int64_t ids[] = { 1, 2, 1 };
    char title[32];
    snprintf(title, sizeof title, "Title %zu", turn);
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.title = title;
    wikijs_results *results = NULL;
    int status = wikijs_pages_update_many(client, (wikijs_ints){ ids, 3 }, &input, 1, NULL, &results, err);
    return err->code = worst_of(results, status);
}

static int collect(wikijs_client *client, size_t turn, wikijs_error *err)
{
    wikijs_batch *batch = NULL;
    char path[64];
    snprintf(path, sizeof path, "batch-memory-%d/page-%zu", (int)getpid(), turn);
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.path = path;
    input.title = "Title";
    input.content = (wikijs_str){ "text", 4 };
    int status = wikijs_batch_begin(client, NULL, &batch, err);
    for (int64_t id = 1; id <= 3 && status == 0; id++)
        status = wikijs_pages_get_async(client, id, NULL, NULL, NULL, NULL);
    if (status == 0)
        status = wikijs_pages_create_async(client, &input, NULL, NULL, NULL);
    if (status == 0)
        status = wikijs_batch_wait(batch, err);
    for (size_t i = 0; i < wikijs_batch_count(batch) && status == 0; i++)
        status = wikijs_call_status(wikijs_batch_at(batch, i));
    wikijs_batch_free(batch);
    return err->code = status;
}

/* true when the allocation that was to fail was reached. */
static bool attempt(operation_fn operation, size_t fail_at, int *status)
{
    struct test_allocator memory;
    wikijs_error err = { 0 };
    wikijs_client *client = NULL;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    test_allocator_init(&memory);
    memory.fail_at = fail_at;
    options.base_url = live_env("WIKIJS_TEST_URL");
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.allocator = &memory.allocator;
    *status = wikijs_client_new(&options, &client, &err);
    if (*status == 0)
        *status = operation(client, fail_at, &err);
    wikijs_client_free(client);
    assert_int_equal(memory.live, 0);
    return memory.asked >= fail_at;
}

static void torture(operation_fn operation)
{
    size_t failures = 0, turn = 1;
    int status;
    assert_false(attempt(operation, SIZE_MAX, &status));
    assert_int_equal(status, 0);
    while (attempt(operation, turn, &status)) {
        if (status != 0 && status != WIKIJS_E_NOMEM)
            fail_msg("allocation %zu: %s", turn, wikijs_status_name(status));
        failures += status == WIKIJS_E_NOMEM;
        turn++;
        assert_true(turn < 5000);
    }
    assert_int_equal(status, 0);
    print_message("%zu allocations, %zu of them needed\n", turn - 1, failures);
    assert_true(failures > 10);
}

static void get_many(void **state)
{
    (void)state;
    torture(get_some);
}

static void update_many(void **state)
{
    (void)state;
    torture(update_some);
}

static void a_collected_batch(void **state)
{
    (void)state;
    torture(collect);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(get_many),
        cmocka_unit_test(update_many),
        cmocka_unit_test(a_collected_batch),
    };
    return cmocka_run_group_tests_name("live/sandbox_batch_memory", tests, NULL, NULL);
}
