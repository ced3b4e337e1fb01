/* SPDX-License-Identifier: MIT */
/* The receiver of webhooks on loopback: what it takes and refuses, held deliveries, stopping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/receiver.h"

static void a_delivery_is_handed_over(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    receiver_serve(&options, "page.*");
    assert_int_equal(receiver_deliver("d1", RECEIVER_EVENT), 200);
    assert_int_equal(atomic_load(&receiver_seen), 1);
    assert_string_equal(receiver_type, "page.created");
    assert_string_equal(receiver_id, "d1");
    assert_string_equal(receiver_path, "a/b");
    /* what nobody wants is accepted all the same: its sender need not try again */
    assert_int_equal(receiver_deliver("d2", "{\"some\":\"thing\"}"), 200);
    assert_int_equal(atomic_load(&receiver_seen), 1);
    wikijs_webhook_server_stats stats = receiver_stop_stats();
    assert_int_equal(stats.accepted, 2);
    assert_int_equal(stats.connections, 0);
}

static void many_on_one_connection(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    receiver_serve(&options, "*");
    int fd = receiver_connect();
    for (int i = 0; i < 100; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%d", i);
        receiver_deliver_on(fd, id, RECEIVER_EVENT);
        assert_int_equal(receiver_read(fd), 200);
    }
    close(fd);
    assert_int_equal(atomic_load(&receiver_seen), 100);
    receiver_stop();
}

static void a_replay_is_not_handed_over(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    receiver_serve(&options, "*");
    atomic_store(&receiver_result, -1);
    assert_int_equal(receiver_deliver("d1", RECEIVER_EVENT), 500); /* it failed: it may come again */
    atomic_store(&receiver_result, 0);
    assert_int_equal(receiver_deliver("d1", RECEIVER_EVENT), 200);
    assert_int_equal(receiver_deliver("d1", RECEIVER_EVENT), 200);
    assert_non_null(strstr(receiver_answer, "accepted before"));
    assert_int_equal(atomic_load(&receiver_seen), 2);
    wikijs_webhook_server_stats stats = receiver_stop_stats();
    assert_int_equal(stats.accepted, 1);
    assert_int_equal(stats.repeated, 1);
    assert_int_equal(stats.failed, 1);
}

static atomic_int refusals;

static void note_refusal(int http_status, const char *reason, void *payload)
{
    (void)payload;
    assert_true(http_status >= 400 && reason[0]);
    atomic_fetch_add(&refusals, 1);
}

static void what_is_refused(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    options.refused = note_refusal;
    options.max_body_bytes = 100;
    atomic_store(&refusals, 0);
    receiver_serve(&options, "*");
    assert_int_equal(receiver_send_raw("GET /hook HTTP/1.1\r\nHost: x\r\n\r\n"), 405);
    assert_non_null(strstr(receiver_answer, "Allow: POST"));
    assert_int_equal(receiver_send_raw("POST /other HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"), 404);
    assert_int_equal(receiver_send_raw("POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"), 401);
    assert_non_null(strstr(receiver_answer, "webhook-signature is missing"));
    assert_int_equal(
        receiver_send_raw(
            "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nwebhook-id: d\r\nwebhook-timestamp: 1\r\n"
            "webhook-signature: v1,AAAA\r\n\r\n{}"),
        401);
    assert_non_null(strstr(receiver_answer, "s ago"));
    assert_int_equal(receiver_send_raw("POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n"), 413);
    char chunked[400];
    snprintf(chunked, sizeof chunked,
             "POST /hook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n%0101d\r\n0\r\n\r\n", 0);
    assert_int_equal(receiver_send_raw(chunked), 413);
    assert_int_equal(
        receiver_send_raw(
            "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nX-Hub-Signature-256: sha256=00\r\n\r\n{}"),
        401);
    assert_int_equal(atomic_load(&receiver_seen), 0);
    assert_int_equal(atomic_load(&refusals), 7);
    assert_int_equal(receiver_stop_stats().refused, 7);
}

static void signatures_of_github(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    options.allow_hub = 1;
    receiver_serve(&options, "push");
    char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE], request[512];
    assert_int_equal(wikijs_webhook_sign_hub(RECEIVER_SECRET, (wikijs_str){ "{}", 2 }, signature, &receiver_err), 0);
    snprintf(request, sizeof request,
             "POST /hook HTTP/1.1\r\nHost: x\r\nX-GitHub-Event: push\r\nContent-Length: 2\r\nX-Hub-Signature-256: "
             "%s\r\n\r\n{}",
             signature);
    assert_int_equal(receiver_send_raw(request), 200);
    assert_int_equal(receiver_send_raw(request), 200); /* nothing signed tells them apart */
    assert_int_equal(atomic_load(&receiver_seen), 2);
    assert_string_equal(receiver_type, "push");
    receiver_stop();
}

/* --- held deliveries --- */

static const wikijs_webhook_received *held[16];
static atomic_int held_count;

static int hold(const wikijs_webhook_received *received, void *payload)
{
    (void)payload;
    wikijs_webhook_hold(received);
    held[atomic_load(&held_count)] = received;
    atomic_fetch_add(&held_count, 1);
    return 0;
}

static void wait_for_held(int count)
{
    while (atomic_load(&held_count) < count)
        poll(NULL, 0, 1);
}

static void *release_later(void *which)
{
    const wikijs_webhook_received *received = which;
    assert_int_equal(memcmp(received->body.ptr, RECEIVER_EVENT, strlen(RECEIVER_EVENT)), 0);
    wikijs_webhook_release(received, received->id[0] == 'b' ? -1 : 0);
    return NULL;
}

static void held_deliveries_are_answered_when_they_are_released(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    options.request_timeout_ms = 60000;
    atomic_store(&held_count, 0);
    receiver_make(&options);
    assert_int_equal(wikijs_webhook_server_on(receiver, "page.*", hold, NULL, &receiver_err), 0);
    receiver_start();
    int good = receiver_connect(), bad = receiver_connect();
    receiver_deliver_on(good, "good", RECEIVER_EVENT);
    wait_for_held(1);
    receiver_deliver_on(bad, "bad", RECEIVER_EVENT);
    wait_for_held(2);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, release_later, (void *)(uintptr_t)held[i]), 0);
    assert_int_equal(receiver_read(good), 200);
    assert_int_equal(receiver_read(bad), 500);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    close(good);
    close(bad);
    receiver_stop();
}

static void stopping_waits_for_what_has_begun(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    options.stop_timeout_ms = 60000;
    atomic_store(&held_count, 0);
    receiver_make(&options);
    assert_int_equal(wikijs_webhook_server_on(receiver, "page.*", hold, NULL, &receiver_err), 0);
    receiver_start();
    int fd = receiver_connect();
    receiver_deliver_on(fd, "d1", RECEIVER_EVENT);
    wait_for_held(1);
    wikijs_webhook_server_stop(receiver);
    wikijs_webhook_release(held[0], 0);
    assert_int_equal(receiver_read(fd), 200);
    close(fd);
    assert_int_equal(receiver_stop_stats().accepted, 1);
}

/* What is released after the server is gone hurts nobody. */
static void a_server_may_go_before_its_deliveries(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    options.stop_timeout_ms = 1;
    atomic_store(&held_count, 0);
    receiver_make(&options);
    assert_int_equal(wikijs_webhook_server_on(receiver, "page.*", hold, NULL, &receiver_err), 0);
    receiver_start();
    int fd = receiver_connect();
    receiver_deliver_on(fd, "d1", RECEIVER_EVENT);
    wait_for_held(1);
    assert_int_equal(receiver_stop_stats().held, 1);
    assert_int_equal(receiver_read(fd), 0);
    close(fd);
    assert_string_equal(held[0]->type, "page.created");
    wikijs_webhook_release(held[0], 0);
}

/* --- on a loop of the program's --- */

static void *deliver_in_thread(void *status)
{
    *(int *)status = receiver_deliver("d1", RECEIVER_EVENT);
    return NULL;
}

static void on_a_loop(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    atomic_store(&receiver_seen, 0);
    atomic_store(&receiver_result, 0);
    receiver_make(&options);
    assert_int_equal(wikijs_webhook_server_on(receiver, "*", receiver_take, NULL, &receiver_err), 0);
    int status = 0;
    pthread_t sender;
    assert_int_equal(pthread_create(&sender, NULL, deliver_in_thread, &status), 0);
    struct pollfd descriptor = { .fd = wikijs_webhook_server_fd(receiver), .events = POLLIN };
    bool told = false;
    while (!wikijs_webhook_server_is_stopped(receiver)) {
        assert_true(poll(&descriptor, 1, 60000) > 0);
        assert_true(wikijs_webhook_server_process(receiver, &receiver_err) >= 0);
        wikijs_webhook_server_stats stats = WIKIJS_WEBHOOK_SERVER_STATS_INIT;
        assert_int_equal(wikijs_webhook_server_get_stats(receiver, &stats), 0);
        if (stats.accepted && !told) {
            wikijs_webhook_server_stop(receiver);
            told = true;
        }
    }
    pthread_join(sender, NULL);
    assert_int_equal(status, 200);
    wikijs_webhook_server_free(receiver);
}

static int run_from_inside(const wikijs_webhook_received *received, void *payload)
{
    (void)received;
    (void)payload;
    wikijs_error failure;
    return wikijs_webhook_server_process(receiver, &failure) == WIKIJS_E_BUSY &&
                   wikijs_webhook_server_run(receiver, &failure) == WIKIJS_E_BUSY
               ? 0
               : -1;
}

static void not_from_inside(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    receiver_make(&options);
    assert_int_equal(wikijs_webhook_server_on(receiver, "*", run_from_inside, NULL, &receiver_err), 0);
    receiver_start();
    assert_int_equal(receiver_deliver("d1", RECEIVER_EVENT), 200);
    receiver_stop();
}

static void options_that_are_wrong(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    assert_int_equal(wikijs_webhook_server_new(&options, &receiver, &receiver_err), WIKIJS_E_ARG);
    assert_string_equal(receiver_err.message, "no secret is given: anybody could send deliveries");
    const char *weak = "weak";
    options.secrets = (wikijs_strings){ &weak, 1 };
    assert_int_equal(wikijs_webhook_server_new(&options, &receiver, &receiver_err), WIKIJS_E_CONFIG);
    options = receiver_options();
    options.path = "hook";
    assert_int_equal(wikijs_webhook_server_new(&options, &receiver, &receiver_err), WIKIJS_E_ARG);
    options = receiver_options();
    options.address = "localhost";
    assert_int_equal(wikijs_webhook_server_new(&options, &receiver, &receiver_err), WIKIJS_E_ARG);
    options = receiver_options();
    options.certificate_file = "/etc/hostname";
    assert_int_equal(wikijs_webhook_server_new(&options, &receiver, &receiver_err), WIKIJS_E_ARG);
    options.key_file = "/no/such/file";
    assert_int_equal(wikijs_webhook_server_new(&options, &receiver, &receiver_err), WIKIJS_E_IO);
    options.key_file = "/etc/hostname";
    assert_int_equal(wikijs_webhook_server_new(&options, &receiver, &receiver_err), WIKIJS_E_CONFIG);
    options = receiver_options();
    options.max_body_bytes = -1;
    assert_int_equal(wikijs_webhook_server_new(&options, &receiver, &receiver_err), WIKIJS_E_ARG);
    options = receiver_options();
    options.max_connections = 2000000;
    assert_int_equal(wikijs_webhook_server_new(&options, &receiver, &receiver_err), WIKIJS_E_ARG);
    assert_non_null(strstr(receiver_err.message, "ulimit -n"));
    assert_int_equal(wikijs_webhook_server_new(NULL, &receiver, &receiver_err), WIKIJS_E_ARG);
    options = receiver_options();
    receiver_make(&options);
    options.port = wikijs_webhook_server_port(receiver);
    wikijs_webhook_server *second = NULL;
    assert_int_equal(wikijs_webhook_server_new(&options, &second, &receiver_err), WIKIJS_E_IO);
    assert_non_null(strstr(receiver_err.message, "cannot listen at 127.0.0.1"));
    assert_int_equal(wikijs_webhook_server_on(receiver, "", receiver_take, NULL, &receiver_err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_webhook_server_get_stats(receiver, NULL), WIKIJS_E_ARG);
    wikijs_webhook_server_free(receiver);
    wikijs_webhook_server_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_delivery_is_handed_over),
        cmocka_unit_test(many_on_one_connection),
        cmocka_unit_test(a_replay_is_not_handed_over),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(signatures_of_github),
        cmocka_unit_test(held_deliveries_are_answered_when_they_are_released),
        cmocka_unit_test(stopping_waits_for_what_has_begun),
        cmocka_unit_test(a_server_may_go_before_its_deliveries),
        cmocka_unit_test(on_a_loop),
        cmocka_unit_test(not_from_inside),
        cmocka_unit_test(options_that_are_wrong),
    };
    return cmocka_run_group_tests_name("receiver of webhooks", tests, NULL, NULL);
}
