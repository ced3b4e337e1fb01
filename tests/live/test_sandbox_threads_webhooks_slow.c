/* SPDX-License-Identifier: MIT */
/* The receiver of webhooks on loopback: slow clients, and more of them than there is room for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/receiver.h"

/* What a slow client sends at first: nothing; half of a head; half of a body. */
static size_t sent_at_first(int client, const char *request)
{
    size_t head = (size_t)(strstr(request, "\r\n\r\n") + 4 - request);
    return client % 3 == 0 ? 0 : client % 3 == 1 ? head / 2 : head + 10;
}

static void allow_descriptors(rlim_t count)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_true(limit.rlim_max >= count);
    if (limit.rlim_cur < count)
        limit.rlim_cur = count;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

/* Others are served while a thousand requests are under way, and those are served when they are whole. */
static void a_thousand_slow_clients_hold_up_nobody(void **state)
{
    (void)state;
    enum { SLOW = 1000, OTHERS = 50 };
    static int slow[SLOW];
    static char requests[SLOW][1024];
    allow_descriptors(2 * SLOW + 200); /* both ends are here */
    wikijs_webhook_server_options options = receiver_options();
    options.request_timeout_ms = 600000;
    receiver_serve(&options, "*");
    for (int i = 0; i < SLOW; i++) {
        char id[24];
        snprintf(id, sizeof id, "slow-%d", i);
        receiver_head(requests[i], id, RECEIVER_EVENT, strlen(RECEIVER_EVENT));
        strncat(requests[i], RECEIVER_EVENT, sizeof requests[i] - strlen(requests[i]) - 1);
        slow[i] = receiver_connect();
        receiver_send(slow[i], requests[i], sent_at_first(i, requests[i]));
    }
    for (int i = 0; i < OTHERS; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%d", i);
        assert_int_equal(receiver_deliver(id, RECEIVER_EVENT), 200);
    }
    assert_int_equal(atomic_load(&receiver_seen), OTHERS);
    for (int i = 0; i < SLOW; i++) {
        size_t sent = sent_at_first(i, requests[i]);
        receiver_send(slow[i], requests[i] + sent, strlen(requests[i]) - sent);
        assert_int_equal(receiver_read(slow[i]), 200);
        close(slow[i]);
    }
    wikijs_webhook_server_stats stats = receiver_stop_stats();
    assert_int_equal(stats.accepted, SLOW + OTHERS);
    assert_int_equal(stats.cut_off, 0);
}

static void connections_over_the_bound_wait(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    options.request_timeout_ms = 600000;
    options.max_connections = 2;
    receiver_serve(&options, "*");
    int first = receiver_connect(), second = receiver_connect(), third = receiver_connect();
    receiver_deliver_on(second, "d2", RECEIVER_EVENT);
    assert_int_equal(receiver_read(second), 200);
    receiver_deliver_on(third, "d3", RECEIVER_EVENT);
    receiver_deliver_on(second, "d4", RECEIVER_EVENT);
    assert_int_equal(receiver_read(second), 200);
    assert_int_equal(atomic_load(&receiver_seen), 2); /* the third one waits */
    close(first);
    assert_int_equal(receiver_read(third), 200);
    close(second);
    close(third);
    receiver_stop();
}

/* Whole requests go on while others take for ever, and those are cut off. */
static void slow_clients_are_cut_off(void **state)
{
    (void)state;
    enum { SLOW = 300 };
    static int slow[SLOW];
    wikijs_webhook_server_options options = receiver_options();
    options.request_timeout_ms = 1500;
    receiver_serve(&options, "*");
    char request[1024];
    receiver_head(request, "slow", RECEIVER_EVENT, strlen(RECEIVER_EVENT));
    strncat(request, RECEIVER_EVENT, sizeof request - strlen(request) - 1);
    for (int i = 0; i < SLOW; i++) {
        slow[i] = receiver_connect();
        receiver_send(slow[i], request, sent_at_first(i, request));
    }
    for (int i = 0; i < 20; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%d", i);
        assert_int_equal(receiver_deliver(id, RECEIVER_EVENT), 200);
    }
    for (int i = 0; i < SLOW; i++) {
        char byte;
        while (recv(slow[i], &byte, 1, 0) > 0) /* perhaps it says 408 first */
            continue;
        close(slow[i]);
    }
    wikijs_webhook_server_stats stats = receiver_stop_stats();
    assert_int_equal(stats.accepted, 20);
    assert_true(stats.cut_off > 0);
    assert_int_equal(stats.connections, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_slow_clients_hold_up_nobody),
        cmocka_unit_test(connections_over_the_bound_wait),
        cmocka_unit_test(slow_clients_are_cut_off),
    };
    return cmocka_run_group_tests_name("receiver of webhooks with slow clients", tests, NULL, NULL);
}
