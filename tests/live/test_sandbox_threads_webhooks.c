/* SPDX-License-Identifier: MIT */
/* The receiver of webhooks on loopback: what it takes and refuses, slow and greedy clients, held deliveries, stopping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <wikijs/webhook_server.h>

#define SECRET "the secret of these tests"
#define EVENT \
    "{\"id\":\"e1\",\"type\":\"page.created\",\"time\":\"2026-11-29T10:00:00.000Z\",\"page\":{\"id\":7,\"path\":\"a/b\"}}"

static wikijs_webhook_server *server;
static wikijs_error err;
static pthread_t runner;

static void *run(void *unused)
{
    (void)unused;
    wikijs_error failure;
    return (void *)(intptr_t)wikijs_webhook_server_run(server, &failure);
}

static wikijs_webhook_server_options usual_options(void)
{
    static const char *const secrets[] = { "an older secret, still good", SECRET };
    wikijs_webhook_server_options options = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    options.secrets = (wikijs_strings){ secrets, 2 };
    options.path = "/hook";
    return options;
}

static void make(const wikijs_webhook_server_options *options)
{
    if (wikijs_webhook_server_new(options, &server, &err) < 0)
        fail_msg("%s", err.message);
}

static void start(void)
{
    assert_int_equal(pthread_create(&runner, NULL, run, NULL), 0);
}

static void stop(void)
{
    void *status;
    wikijs_webhook_server_stop(server);
    pthread_join(runner, &status);
    assert_null(status);
    assert_true(wikijs_webhook_server_is_stopped(server));
    wikijs_webhook_server_free(server);
    server = NULL;
}

static wikijs_webhook_server_stats stats_after_stop(void)
{
    wikijs_webhook_server_stats stats = WIKIJS_WEBHOOK_SERVER_STATS_INIT;
    void *status;
    wikijs_webhook_server_stop(server);
    pthread_join(runner, &status);
    assert_int_equal(wikijs_webhook_server_get_stats(server, &stats), 0);
    wikijs_webhook_server_free(server);
    server = NULL;
    return stats;
}

/* --- a client of plain sockets --- */

static int open_connection(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons(wikijs_webhook_server_port(server)),
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

static void send_all(int fd, const char *text, size_t length)
{
    while (length) {
        ssize_t sent = send(fd, text, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* it has hung up, and will say why */
        text += sent;
        length -= (size_t)sent;
    }
}

/* The status of one answer; 0: the connection was closed. The text stays in `answer`. */
static char answer[4096];

static int read_answer(int fd)
{
    size_t size = 0;
    answer[0] = '\0';
    for (;;) {
        char *end = strstr(answer, "\r\n\r\n"), *length = strstr(answer, "Content-Length: ");
        if (end && length && size >= (size_t)(end + 4 - answer) + strtoul(length + 16, NULL, 10))
            return (int)strtol(answer + 9, NULL, 10);
        ssize_t got = recv(fd, answer + size, sizeof answer - 1 - size, 0);
        if (got <= 0)
            return 0;
        size += (size_t)got;
        answer[size] = '\0';
    }
}

static int64_t now_s(void)
{
    return (int64_t)time(NULL);
}

/* The head of a good request. */
static void write_head(char out[1024], const char *id, const char *body, size_t length)
{
    char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    int64_t seconds = now_s();
    assert_int_equal(wikijs_webhook_sign(SECRET, id, seconds, (wikijs_str){ body, length }, signature, NULL), 0);
    snprintf(
        out, 1024,
        "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nwebhook-id: %s\r\n"
        "webhook-timestamp: %lld\r\nwebhook-signature: %s\r\n\r\n",
        length, id, (long long)seconds, signature);
}

static void deliver_on(int fd, const char *id, const char *body)
{
    char head[1024];
    write_head(head, id, body, strlen(body));
    send_all(fd, head, strlen(head));
    send_all(fd, body, strlen(body));
}

static int deliver(const char *id, const char *body)
{
    int fd = open_connection();
    deliver_on(fd, id, body);
    int status = read_answer(fd);
    close(fd);
    return status;
}

static int send_raw(const char *text)
{
    int fd = open_connection();
    send_all(fd, text, strlen(text));
    int status = read_answer(fd);
    close(fd);
    return status;
}

/* --- handlers --- */

static atomic_int seen, result;
static char seen_type[64], seen_id[64], seen_path[64];

static int take(const wikijs_webhook_received *received, void *payload)
{
    (void)payload;
    snprintf(seen_type, sizeof seen_type, "%s", received->type);
    snprintf(seen_id, sizeof seen_id, "%s", received->id);
    snprintf(seen_path, sizeof seen_path, "%s", received->event ? received->event->page->path : "");
    atomic_fetch_add(&seen, 1);
    return atomic_load(&result);
}

static void serve(const wikijs_webhook_server_options *options, const char *pattern)
{
    atomic_store(&seen, 0);
    atomic_store(&result, 0);
    make(options);
    assert_int_equal(wikijs_webhook_server_on(server, pattern, take, NULL, &err), 0);
    start();
}

/* --- tests --- */

static void a_delivery_is_handed_over(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = usual_options();
    serve(&options, "page.*");
    assert_int_equal(deliver("d1", EVENT), 200);
    assert_int_equal(atomic_load(&seen), 1);
    assert_string_equal(seen_type, "page.created");
    assert_string_equal(seen_id, "d1");
    assert_string_equal(seen_path, "a/b");
    /* what nobody wants is accepted all the same: its sender need not try again */
    assert_int_equal(deliver("d2", "{\"some\":\"thing\"}"), 200);
    assert_int_equal(atomic_load(&seen), 1);
    wikijs_webhook_server_stats stats = stats_after_stop();
    assert_int_equal(stats.accepted, 2);
    assert_int_equal(stats.connections, 0);
}

static void many_on_one_connection(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = usual_options();
    serve(&options, "*");
    int fd = open_connection();
    for (int i = 0; i < 100; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%d", i);
        deliver_on(fd, id, EVENT);
        assert_int_equal(read_answer(fd), 200);
    }
    close(fd);
    assert_int_equal(atomic_load(&seen), 100);
    stop();
}

static void a_replay_is_not_handed_over(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = usual_options();
    serve(&options, "*");
    atomic_store(&result, -1);
    assert_int_equal(deliver("d1", EVENT), 500); /* it failed: it may come again */
    atomic_store(&result, 0);
    assert_int_equal(deliver("d1", EVENT), 200);
    assert_int_equal(deliver("d1", EVENT), 200);
    assert_non_null(strstr(answer, "accepted before"));
    assert_int_equal(atomic_load(&seen), 2);
    wikijs_webhook_server_stats stats = stats_after_stop();
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
    wikijs_webhook_server_options options = usual_options();
    options.refused = note_refusal;
    options.max_body_bytes = 100;
    atomic_store(&refusals, 0);
    serve(&options, "*");
    assert_int_equal(send_raw("GET /hook HTTP/1.1\r\nHost: x\r\n\r\n"), 405);
    assert_non_null(strstr(answer, "Allow: POST"));
    assert_int_equal(send_raw("POST /other HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"), 404);
    assert_int_equal(send_raw("POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"), 401);
    assert_non_null(strstr(answer, "webhook-signature is missing"));
    assert_int_equal(
        send_raw("POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nwebhook-id: d\r\nwebhook-timestamp: 1\r\n"
                 "webhook-signature: v1,AAAA\r\n\r\n{}"),
        401);
    assert_non_null(strstr(answer, "s ago"));
    assert_int_equal(send_raw("POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n"), 413);
    char chunked[400];
    snprintf(chunked, sizeof chunked,
             "POST /hook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n%0101d\r\n0\r\n\r\n", 0);
    assert_int_equal(send_raw(chunked), 413);
    assert_int_equal(
        send_raw("POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nX-Hub-Signature-256: sha256=00\r\n\r\n{}"),
        401);
    assert_int_equal(atomic_load(&seen), 0);
    assert_int_equal(atomic_load(&refusals), 7);
    assert_int_equal(stats_after_stop().refused, 7);
}

static void signatures_of_github(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = usual_options();
    options.allow_hub = 1;
    serve(&options, "push");
    char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE], request[512];
    assert_int_equal(wikijs_webhook_sign_hub(SECRET, (wikijs_str){ "{}", 2 }, signature, &err), 0);
    snprintf(request, sizeof request,
             "POST /hook HTTP/1.1\r\nHost: x\r\nX-GitHub-Event: push\r\nContent-Length: 2\r\nX-Hub-Signature-256: "
             "%s\r\n\r\n{}",
             signature);
    assert_int_equal(send_raw(request), 200);
    assert_int_equal(send_raw(request), 200); /* nothing signed tells them apart */
    assert_int_equal(atomic_load(&seen), 2);
    assert_string_equal(seen_type, "push");
    stop();
}

/* Whole requests go on while others take for ever, and those are cut off. */
static void slow_clients_are_cut_off(void **state)
{
    (void)state;
    enum { SLOW = 300 };
    static int slow[SLOW];
    wikijs_webhook_server_options options = usual_options();
    options.request_timeout_ms = 1500;
    serve(&options, "*");
    char head[1024];
    write_head(head, "slow", EVENT, strlen(EVENT));
    for (int i = 0; i < SLOW; i++) {
        slow[i] = open_connection();
        /* nothing; half of a head; half of a body */
        send_all(slow[i], head, i % 3 == 0 ? 0 : i % 3 == 1 ? 20 : strlen(head));
        if (i % 3 == 2)
            send_all(slow[i], EVENT, 10);
    }
    for (int i = 0; i < 20; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%d", i);
        assert_int_equal(deliver(id, EVENT), 200);
    }
    for (int i = 0; i < SLOW; i++) {
        char byte;
        while (recv(slow[i], &byte, 1, 0) > 0) /* perhaps it says 408 first */
            continue;
        close(slow[i]);
    }
    wikijs_webhook_server_stats stats = stats_after_stop();
    assert_int_equal(stats.accepted, 20);
    assert_true(stats.cut_off > 0);
    assert_int_equal(stats.connections, 0);
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
    assert_int_equal(memcmp(received->body.ptr, EVENT, strlen(EVENT)), 0);
    wikijs_webhook_release(received, received->id[0] == 'b' ? -1 : 0);
    return NULL;
}

static void held_deliveries_are_answered_when_they_are_released(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = usual_options();
    options.request_timeout_ms = 60000;
    atomic_store(&held_count, 0);
    make(&options);
    assert_int_equal(wikijs_webhook_server_on(server, "page.*", hold, NULL, &err), 0);
    start();
    int good = open_connection(), bad = open_connection();
    deliver_on(good, "good", EVENT);
    wait_for_held(1);
    deliver_on(bad, "bad", EVENT);
    wait_for_held(2);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, release_later, (void *)(uintptr_t)held[i]), 0);
    assert_int_equal(read_answer(good), 200);
    assert_int_equal(read_answer(bad), 500);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    close(good);
    close(bad);
    stop();
}

static void stopping_waits_for_what_has_begun(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = usual_options();
    options.stop_timeout_ms = 60000;
    atomic_store(&held_count, 0);
    make(&options);
    assert_int_equal(wikijs_webhook_server_on(server, "page.*", hold, NULL, &err), 0);
    start();
    int fd = open_connection();
    deliver_on(fd, "d1", EVENT);
    wait_for_held(1);
    wikijs_webhook_server_stop(server);
    wikijs_webhook_release(held[0], 0);
    assert_int_equal(read_answer(fd), 200);
    close(fd);
    assert_int_equal(stats_after_stop().accepted, 1);
}

/* What is released after the server is gone hurts nobody. */
static void a_server_may_go_before_its_deliveries(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = usual_options();
    options.stop_timeout_ms = 1;
    atomic_store(&held_count, 0);
    make(&options);
    assert_int_equal(wikijs_webhook_server_on(server, "page.*", hold, NULL, &err), 0);
    start();
    int fd = open_connection();
    deliver_on(fd, "d1", EVENT);
    wait_for_held(1);
    assert_int_equal(stats_after_stop().held, 1);
    assert_int_equal(read_answer(fd), 0);
    close(fd);
    assert_string_equal(held[0]->type, "page.created");
    wikijs_webhook_release(held[0], 0);
}

/* --- on a loop of the program's --- */

static void *deliver_in_thread(void *status)
{
    *(int *)status = deliver("d1", EVENT);
    return NULL;
}

static void on_a_loop(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = usual_options();
    atomic_store(&seen, 0);
    atomic_store(&result, 0);
    make(&options);
    assert_int_equal(wikijs_webhook_server_on(server, "*", take, NULL, &err), 0);
    int status = 0;
    pthread_t sender;
    assert_int_equal(pthread_create(&sender, NULL, deliver_in_thread, &status), 0);
    struct pollfd descriptor = { .fd = wikijs_webhook_server_fd(server), .events = POLLIN };
    bool told = false;
    while (!wikijs_webhook_server_is_stopped(server)) {
        assert_true(poll(&descriptor, 1, 60000) > 0);
        assert_true(wikijs_webhook_server_process(server, &err) >= 0);
        wikijs_webhook_server_stats stats = WIKIJS_WEBHOOK_SERVER_STATS_INIT;
        assert_int_equal(wikijs_webhook_server_get_stats(server, &stats), 0);
        if (stats.accepted && !told) {
            wikijs_webhook_server_stop(server);
            told = true;
        }
    }
    pthread_join(sender, NULL);
    assert_int_equal(status, 200);
    wikijs_webhook_server_free(server);
}

static int run_from_inside(const wikijs_webhook_received *received, void *payload)
{
    (void)received;
    (void)payload;
    wikijs_error failure;
    return wikijs_webhook_server_process(server, &failure) == WIKIJS_E_BUSY &&
                   wikijs_webhook_server_run(server, &failure) == WIKIJS_E_BUSY
               ? 0
               : -1;
}

static void not_from_inside(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = usual_options();
    make(&options);
    assert_int_equal(wikijs_webhook_server_on(server, "*", run_from_inside, NULL, &err), 0);
    start();
    assert_int_equal(deliver("d1", EVENT), 200);
    stop();
}

static void options_that_are_wrong(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    assert_int_equal(wikijs_webhook_server_new(&options, &server, &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "no secret is given: anybody could send deliveries");
    const char *weak = "weak";
    options.secrets = (wikijs_strings){ &weak, 1 };
    assert_int_equal(wikijs_webhook_server_new(&options, &server, &err), WIKIJS_E_CONFIG);
    options = usual_options();
    options.path = "hook";
    assert_int_equal(wikijs_webhook_server_new(&options, &server, &err), WIKIJS_E_ARG);
    options = usual_options();
    options.address = "localhost";
    assert_int_equal(wikijs_webhook_server_new(&options, &server, &err), WIKIJS_E_ARG);
    options = usual_options();
    options.certificate_file = "/etc/hostname";
    assert_int_equal(wikijs_webhook_server_new(&options, &server, &err), WIKIJS_E_ARG);
    options.key_file = "/no/such/file";
    assert_int_equal(wikijs_webhook_server_new(&options, &server, &err), WIKIJS_E_IO);
    options.key_file = "/etc/hostname";
    assert_int_equal(wikijs_webhook_server_new(&options, &server, &err), WIKIJS_E_CONFIG);
    options = usual_options();
    options.max_body_bytes = -1;
    assert_int_equal(wikijs_webhook_server_new(&options, &server, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_webhook_server_new(NULL, &server, &err), WIKIJS_E_ARG);
    options = usual_options();
    make(&options);
    options.port = wikijs_webhook_server_port(server);
    wikijs_webhook_server *second = NULL;
    assert_int_equal(wikijs_webhook_server_new(&options, &second, &err), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, "cannot listen at 127.0.0.1"));
    assert_int_equal(wikijs_webhook_server_on(server, "", take, NULL, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_webhook_server_get_stats(server, NULL), WIKIJS_E_ARG);
    wikijs_webhook_server_free(server);
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
        cmocka_unit_test(slow_clients_are_cut_off),
        cmocka_unit_test(held_deliveries_are_answered_when_they_are_released),
        cmocka_unit_test(stopping_waits_for_what_has_begun),
        cmocka_unit_test(a_server_may_go_before_its_deliveries),
        cmocka_unit_test(on_a_loop),
        cmocka_unit_test(not_from_inside),
        cmocka_unit_test(options_that_are_wrong),
    };
    return cmocka_run_group_tests_name("receiver of webhooks", tests, NULL, NULL);
}
