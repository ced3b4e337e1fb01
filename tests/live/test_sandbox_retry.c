/* SPDX-License-Identifier: MIT */
/* Calls that fail and are sent again, against a server: alone, in batches, files, logins, writes of unknown outcome. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/assets.h>
#include <wikijs/metrics.h>
#include <wikijs/pages_many.h>
#include <wikijs/users.h>

static wikijs_error err;
static wikijs_client *client;

static wikijs_client_options retrying(void)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.retry_max_attempts = 4;
    options.retry_initial_delay_ms = 1;
    return options;
}

static int make_client(void **state)
{
    sandbox_reset(state);
    wikijs_client_options options = retrying();
    client = sandbox_client(&options);
    return 0;
}

static int free_client(void **state)
{
    wikijs_client_free(client);
    return sandbox_faults_used(state);
}

static void remake_client(const wikijs_client_options *options)
{
    wikijs_client_free(client);
    client = sandbox_client(options);
}

static int read_page(void)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, 1, NULL, &page, &err);
    wikijs_page_free(page);
    return status;
}

static int create_page(const char *path, wikijs_page **page)
{
    static const char text[] = "made by a test";
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.path = input.title = path;
    input.content = (wikijs_str){ text, sizeof text - 1 };
    return wikijs_pages_create(client, &input, page, &err);
}

/* --- reads --- */

static void read_goes_through_in_the_end(void **state)
{
    (void)state;
    static const char *const faults[] = { "status=500", "status=502", "status=503",
                                          "status=504", "status=429", "reset",
                                          "booting",    "cut=30",     "status=503,retry-after=0" };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        sandbox_reset(NULL);
        sandbox_fault("pages.single", 3, faults[i]);
        if (read_page() < 0)
            fail_msg("%s: %s", faults[i], err.message);
        assert_int_equal(sandbox_count("\"pages.single\""), 4);
    }
}

static void count_read(wikijs_call *call, void *payload)
{
    wikijs_page *page = NULL;
    *(int *)payload += wikijs_pages_get_finish(call, &page, &err) == 0;
    wikijs_page_free(page);
}

static void asynchronous_reads_go_through(void **state)
{
    (void)state;
    int good = 0;
    sandbox_fault("pages.single", 10, "reset");
    for (int i = 0; i < 20; i++)
        assert_int_equal(wikijs_pages_get_async(client, 1, NULL, count_read, &good, NULL), 0);
    while (wikijs_client_pending(client) > 0)
        assert_true(wikijs_client_wait(client, 20000, NULL) >= 0);
    assert_int_equal(good, 20);
}

static void last_failure_is_told_with_the_number_of_requests(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 4, "status=503");
    assert_int_equal(read_page(), WIKIJS_E_UNAVAILABLE);
    assert_int_equal(err.attempts, 4);
    assert_true(err.flags & WIKIJS_ERROR_RETRYABLE);
}

static void answer_that_is_an_answer_is_not_asked_for_again(void **state)
{
    (void)state;
    wikijs_page *page = NULL;
    assert_int_equal(wikijs_pages_get(client, 999999, NULL, &page, &err), WIKIJS_E_NOT_FOUND);
    assert_int_equal(err.attempts, 1);
}

static void document_of_a_batch_goes_again_as_a_whole(void **state)
{
    (void)state;
    const int64_t ids[] = { 1, 2, 3 };
    wikijs_results *results = NULL;
    sandbox_fault(NULL, 2, "status=502");
    assert_int_equal(wikijs_pages_get_many(client, (wikijs_ints){ ids, 3 }, NULL, NULL, &results, &err), 0);
    assert_int_equal(wikijs_results_failed(results), 0);
    wikijs_results_free(results);
    assert_int_equal(sandbox_count("\"pages.single\""), 3);
}

static void settings_of_a_call_count(void **state)
{
    (void)state;
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    settings.retry_max_attempts = 1;
    assert_int_equal(wikijs_client_set_call_settings(client, &settings, &err), 0);
    sandbox_fault("pages.single", 1, "status=503");
    assert_int_equal(read_page(), WIKIJS_E_UNAVAILABLE);
    assert_int_equal(wikijs_client_set_call_settings(client, NULL, &err), 0);
    sandbox_fault("pages.single", 1, "status=503");
    assert_int_equal(read_page(), 0);
}

static void nobody_listens_on_the_port(void **state)
{
    (void)state;
    wikijs_client_options options = retrying();
    options.base_url = "http://127.0.0.1:1";
    options.proxy = "";
    remake_client(&options);
    assert_int_equal(read_page(), WIKIJS_E_CONNECT);
    assert_int_equal(err.attempts, 4);
}

/* The first query carries a second field, which finds out about the key: once, however often it is sent. */
static void first_query_does_not_grow(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 2, "status=503");
    assert_int_equal(read_page(), 0);
    assert_int_equal(sandbox_count("\"users.profile\""), 3);
}

/* --- writes --- */

static void write_that_was_turned_away_goes_again(void **state)
{
    (void)state;
    wikijs_page *page = NULL;
    sandbox_fault("pages.create", 1, "status=429,retry-after=0");
    sandbox_fault("pages.create", 1, "status=503,retry-after=0");
    sandbox_fault("pages.create", 1, "booting");
    assert_int_equal(create_page("again/and-again", &page), 0);
    wikijs_page_free(page);
    assert_int_equal(sandbox_count("\"pages.create\""), 4);
}

static void write_that_may_have_been_done_is_not_sent_again(void **state)
{
    (void)state;
    wikijs_page *page = NULL;
    sandbox_fault("pages.create", 1, "reset");
    assert_int_equal(create_page("perhaps/there", &page), WIKIJS_E_CONNECTION);
    assert_true(err.flags & WIKIJS_ERROR_UNCERTAIN); /* it may be there in a second */
    assert_int_equal(sandbox_count("\"pages.create\""), 1);
    assert_int_equal(sandbox_count("\"pages.list\""), 1); /* it was looked for */
}

static void write_that_is_found_is_done(void **state)
{
    (void)state;
    wikijs_page *page = NULL;
    sandbox_fault("pages.create", 1, "reset,after");
    assert_int_equal(create_page("surely/there", &page), 0);
    assert_string_equal(page->path, "surely/there");
    int64_t id = page->id;
    wikijs_page_free(page);
    assert_int_equal(sandbox_count("\"pages.create\""), 1);

    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.title = "Another";
    sandbox_fault("pages.update", 1, "status=502,after");
    assert_int_equal(wikijs_pages_update(client, id, &input, &page, &err), 0);
    assert_string_equal(page->title, "Another");
    wikijs_page_free(page);

    sandbox_fault("pages.delete", 1, "cut=0");
    assert_int_equal(wikijs_pages_delete(client, id, NULL, &err), 0);
}

static void page_of_somebody_else_is_not_taken_for_ours(void **state)
{
    (void)state;
    wikijs_page *page = NULL;
    sandbox_fault("pages.create", 1, "reset");
    assert_int_equal(create_page("home", &page), WIKIJS_E_CONNECTION);
    assert_true(err.flags & WIKIJS_ERROR_UNCERTAIN);
}

static void harmless_write_goes_again(void **state)
{
    (void)state;
    sandbox_fault("pages.render", 1, "reset");
    assert_int_equal(wikijs_pages_render(client, 1, NULL, &err), 0);
    assert_int_equal(sandbox_count("\"pages.render\""), 2);
}

static void caller_may_have_writes_sent_again(void **state)
{
    (void)state;
    wikijs_page *page = NULL;
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    settings.retry_writes = WIKIJS_YES;
    assert_int_equal(wikijs_client_set_call_settings(client, &settings, &err), 0);
    sandbox_fault("pages.create", 1, "reset");
    assert_int_equal(create_page("twice/sent", &page), 0);
    wikijs_page_free(page);
    assert_int_equal(sandbox_count("\"pages.create\""), 2);
}

/* The first did it, so the second meets its page: the doubt is told, and resolved by a look. */
static void second_try_that_meets_the_first(void **state)
{
    (void)state;
    wikijs_page *page = NULL;
    wikijs_client_options options = retrying();
    options.retry_writes = 1;
    remake_client(&options);
    sandbox_fault("pages.create", 1, "reset,after");
    assert_int_equal(create_page("met/itself", &page), 0);
    wikijs_page_free(page);
}

static int create_user(wikijs_user_item **user)
{
    wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
    input.email = "lost.answer@example.com";
    input.name = "Lost Answer";
    input.password = "a long password";
    return wikijs_users_create(client, &input, user, &err);
}

static void user_is_looked_up_by_email(void **state)
{
    (void)state;
    wikijs_user_item *user = NULL;
    sandbox_fault("users.create", 1, "reset");
    assert_int_equal(create_user(&user), WIKIJS_E_CONNECTION);
    assert_true(err.flags & WIKIJS_ERROR_UNCERTAIN);
    assert_null(user);
    sandbox_fault("users.create", 1, "reset,after");
    assert_int_equal(create_user(&user), 0);
    assert_string_equal(user->email, "lost.answer@example.com");
    wikijs_user_item_free(user);
}

/* --- logins --- */

static void login_belongs_to_the_try(void **state)
{
    (void)state;
    wikijs_client_options options = retrying();
    options.api_key = NULL;
    options.username = live_env("WIKIJS_TEST_EMAIL");
    options.password = live_env("WIKIJS_TEST_PASSWORD");
    remake_client(&options);
    sandbox_fault("authentication.login", 2, "status=503");
    assert_int_equal(read_page(), 0);
    assert_int_equal(sandbox_count("\"authentication.login\""), 3);
    assert_int_equal(sandbox_count("\"pages.single\""), 1);
}

/* --- files --- */

enum { FILE_SIZE = 300000 };

static char bytes[FILE_SIZE];

static void upload_it(void)
{
    wikijs_asset *asset = NULL;
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + i / 251);
    input.content = (wikijs_str){ bytes, sizeof bytes };
    input.filename = "retry.bin";
    input.existing = WIKIJS_ASSET_REPLACE;
    if (wikijs_assets_upload(client, &input, &asset, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(asset->file_size, FILE_SIZE);
    wikijs_asset_free(asset);
}

static void upload_from_memory_is_sent_again(void **state)
{
    (void)state;
    sandbox_fault_at("/u", 1, "reset");
    sandbox_fault_at("/u", 1, "status=503");
    upload_it();
}

static int64_t read_bytes(char *buffer, size_t size, void *payload)
{
    size_t *at = payload;
    size_t left = sizeof bytes - *at, count = left < size ? left : size;
    memcpy(buffer, bytes + *at, count);
    *at += count;
    return (int64_t)count;
}

static void upload_from_a_callback_is_not(void **state)
{
    (void)state;
    size_t at = 0;
    wikijs_asset *asset = NULL;
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.read = read_bytes;
    input.read_payload = &at;
    input.size_bytes = FILE_SIZE;
    input.filename = "once.bin";
    sandbox_fault_at("/u", 1, "status=503");
    assert_int_equal(wikijs_assets_upload(client, &input, &asset, &err), WIKIJS_E_UNAVAILABLE);
    assert_null(asset);
}

struct collected {
    char bytes[FILE_SIZE];
    size_t count;
};

static int collect(const char *data, size_t size, void *payload)
{
    struct collected *collected = payload;
    assert_true(collected->count + size <= FILE_SIZE);
    memcpy(collected->bytes + collected->count, data, size);
    collected->count += size;
    return 0;
}

static void broken_download_goes_on_where_it_broke_off(void **state)
{
    (void)state;
    static struct collected collected;
    upload_it();
    wikijs_download *download = NULL;
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;

    sandbox_fault_at("/retry.bin", 1, "cut=100000");
    assert_int_equal(wikijs_assets_download(client, "retry.bin", &options, &download, &err), 0);
    assert_int_equal(download->content.len, FILE_SIZE);
    assert_memory_equal(download->content.ptr, bytes, FILE_SIZE);
    wikijs_download_free(download);

    sandbox_fault_at("/retry.bin", 2, "cut=100000");
    options.write = collect;
    options.write_payload = &collected;
    if (wikijs_assets_download(client, "retry.bin", &options, &download, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(collected.count, FILE_SIZE);
    assert_memory_equal(collected.bytes, bytes, FILE_SIZE);
    assert_int_equal(download->size_bytes, FILE_SIZE);
    assert_int_equal(download->resumed_from, 0);
    wikijs_download_free(download);
    assert_int_equal(sandbox_count("\"status\":206"), 2);
}

static void broken_download_to_a_file_goes_on(void **state)
{
    (void)state;
    char name[] = "/tmp/wikijs-retry-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    upload_it();
    wikijs_download *download = NULL;
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.file = name;
    sandbox_fault_at("/retry.bin", 2, "cut=120000");
    if (wikijs_assets_download(client, "retry.bin", &options, &download, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(download->size_bytes, FILE_SIZE);
    wikijs_download_free(download);
    FILE *file = fopen(name, "rb");
    static char read_back[FILE_SIZE + 1];
    assert_int_equal(fread(read_back, 1, sizeof read_back, file), FILE_SIZE);
    assert_memory_equal(read_back, bytes, FILE_SIZE);
    fclose(file);
    close(fd);
    remove(name);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, make_client, free_client)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(read_goes_through_in_the_end),
        CASE(asynchronous_reads_go_through),
        CASE(last_failure_is_told_with_the_number_of_requests),
        CASE(answer_that_is_an_answer_is_not_asked_for_again),
        CASE(document_of_a_batch_goes_again_as_a_whole),
        CASE(settings_of_a_call_count),
        CASE(nobody_listens_on_the_port),
        CASE(first_query_does_not_grow),
        CASE(write_that_was_turned_away_goes_again),
        CASE(write_that_may_have_been_done_is_not_sent_again),
        CASE(write_that_is_found_is_done),
        CASE(page_of_somebody_else_is_not_taken_for_ours),
        CASE(harmless_write_goes_again),
        CASE(caller_may_have_writes_sent_again),
        CASE(second_try_that_meets_the_first),
        CASE(user_is_looked_up_by_email),
        CASE(login_belongs_to_the_try),
        CASE(upload_from_memory_is_sent_again),
        CASE(upload_from_a_callback_is_not),
        CASE(broken_download_goes_on_where_it_broke_off),
        CASE(broken_download_to_a_file_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
