/* SPDX-License-Identifier: MIT */
#include "support/torture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>

#include "support/allocator.h"
#include "support/live.h"
#include "support/shortage.h"

/* Over the default one, which is short of memory. */
static struct test_allocator memory;

const wikijs_allocator *torture_allocator(void)
{
    return &memory.allocator;
}

struct tortured {
    torture_operation_fn operation;
    const wikijs_client_options *options;
};

/* Make a client, do the operation, free everything. */
static int with_a_client(void *payload, size_t turn, wikijs_error *err)
{
    const struct tortured *t = payload;
    wikijs_client *client = NULL;
    wikijs_client_options options = *t->options;
    test_allocator_init(&memory);
    if (!options.base_url)
        options.base_url = live_env("WIKIJS_TEST_URL");
    options.allocator = &memory.allocator;
    int status = wikijs_client_new(&options, &client, err);
    if (status == 0)
        status = t->operation(client, turn, err);
    assert_true(status == 0 || err->code == status);
    wikijs_client_free(client);
    assert_int_equal(memory.live, 0);
    err->code = status;
    return status;
}

void torture(torture_operation_fn operation, const char *key)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.api_key = key;
    torture_with(operation, &options);
}

void torture_with(torture_operation_fn operation, const wikijs_client_options *options)
{
    struct tortured tortured = { operation, options };
    shortage_each(with_a_client, &tortured, (struct shortage_steps){ 1, 7 });
}
