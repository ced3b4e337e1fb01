/* SPDX-License-Identifier: MIT */
/*
 * Deliveries per second of the receiver, with every check on, beside a bare libmicrohttpd handler that reads the same requests
 * and answers the same.
 *
 *   webhook COUNT ROUNDS
 *
 * The two take turns, COUNT deliveries each, over kept connections from threads of the same process; the requests are signed
 * before the clock starts. Prints for each turn: NAME deliveries/s.
 */
#include <arpa/inet.h>
#include <microhttpd.h>
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

#define SECRET "the secret of the benchmark"
#define BODY                                                                                                                  \
    "{\"id\":\"4b6e1c0f\",\"type\":\"page.updated\",\"time\":\"2026-11-29T10:00:00.000Z\",\"number\":7,\"profile\":\"work\"," \
    "\"wiki\":\"https://wiki.example.com\",\"changes\":[\"contentHash\"],\"page\":{\"id\":7,\"path\":\"docs/intro\","         \
    "\"locale\":\"en\",\"title\":\"Introduction\",\"tags\":[\"docs\",\"start\"],\"isPublished\":true}}"

enum { SENDERS = 4, REQUEST_SIZE = 1024 };

static char (*requests)[REQUEST_SIZE];
static size_t count;
static atomic_size_t next_request, bad, taken;
static uint16_t port;

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void sign_all(unsigned turn)
{
    for (size_t i = 0; i < count; i++) {
        char id[40], signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
        wikijs_error err;
        int64_t seconds = (int64_t)time(NULL);
        snprintf(id, sizeof id, "turn-%u-%zu", turn, i);
        if (wikijs_webhook_sign(SECRET, id, seconds, (wikijs_str){ BODY, strlen(BODY) }, signature, &err) < 0) {
            fprintf(stderr, "%s\n", err.message);
            exit(1);
        }
        snprintf(requests[i], REQUEST_SIZE,
                 "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
                 "webhook-id: %s\r\nwebhook-timestamp: %lld\r\nwebhook-signature: %s\r\n\r\n%s",
                 strlen(BODY), id, (long long)seconds, signature, BODY);
    }
    atomic_store(&next_request, 0);
}

/* --- sending --- */

static bool deliver(int fd, const char *request)
{
    char answer[1024];
    size_t length = strlen(request), size = 0;
    if (send(fd, request, length, MSG_NOSIGNAL) != (ssize_t)length)
        return false;
    for (;;) {
        ssize_t got = recv(fd, answer + size, sizeof answer - 1 - size, 0);
        if (got <= 0)
            return false;
        size += (size_t)got;
        answer[size] = '\0';
        const char *end = strstr(answer, "\r\n\r\n"), *told = strstr(answer, "Content-Length: ");
        if (end && told && size >= (size_t)(end + 4 - answer) + strtoul(told + 16, NULL, 10))
            return strncmp(answer, "HTTP/1.1 200", 12) == 0;
    }
}

static void *sender(void *unused)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good = connect(fd, (struct sockaddr *)&to, sizeof to) == 0;
    for (size_t i; good && (i = atomic_fetch_add(&next_request, 1)) < count;)
        good = deliver(fd, requests[i]);
    if (!good)
        atomic_fetch_add(&bad, 1);
    close(fd);
    return unused;
}

static double send_all(void)
{
    pthread_t threads[SENDERS];
    double start = now_s();
    for (int i = 0; i < SENDERS; i++)
        pthread_create(&threads[i], NULL, sender, NULL);
    for (int i = 0; i < SENDERS; i++)
        pthread_join(threads[i], NULL);
    return (double)count / (now_s() - start);
}

/* --- the receiver --- */

static int take(const wikijs_webhook_received *received, void *payload)
{
    (void)payload;
    atomic_fetch_add(&taken, received->event != NULL);
    return 0;
}

static void *run(void *server)
{
    return wikijs_webhook_server_run(server, NULL) == 0 ? NULL : server;
}

static double measure_receiver(void)
{
    static const char *const secret = SECRET;
    wikijs_webhook_server_options options = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    wikijs_webhook_server *server = NULL;
    wikijs_error err;
    pthread_t thread;
    options.secrets = (wikijs_strings){ &secret, 1 };
    if (wikijs_webhook_server_new(&options, &server, &err) < 0 ||
        wikijs_webhook_server_on(server, "page.*", take, NULL, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    port = wikijs_webhook_server_port(server);
    pthread_create(&thread, NULL, run, server);
    double rate = send_all();
    wikijs_webhook_server_stop(server);
    pthread_join(thread, NULL);
    wikijs_webhook_server_free(server);
    return rate;
}

/* --- bare libmicrohttpd --- */

static enum MHD_Result answer_all(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *data, size_t *size, void **state)
{
    static int seen;
    (void)context, (void)url, (void)method, (void)version, (void)data;
    if (!*state || *size) {
        *state = &seen;
        *size = 0;
        return MHD_YES;
    }
    static char text[] = "accepted\n";
    struct MHD_Response *response = MHD_create_response_from_buffer(sizeof text - 1, text, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

static double measure_bare(void)
{
    struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer_all, NULL,
                                                 MHD_OPTION_END);
    port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    double rate = send_all();
    MHD_stop_daemon(daemon);
    return rate;
}

int main(int argc, char **argv)
{
    count = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
    unsigned rounds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 5;
    requests = calloc(count, sizeof *requests);
    for (unsigned i = 0; i < rounds; i++) {
        sign_all(2 * i);
        printf("bare %.0f\n", measure_bare());
        sign_all(2 * i + 1);
        printf("receiver %.0f\n", measure_receiver());
    }
    free(requests);
    if (atomic_load(&bad) || atomic_load(&taken) != count * rounds)
        fprintf(stderr, "%zu senders failed, %zu deliveries were taken\n", atomic_load(&bad), atomic_load(&taken));
    return atomic_load(&bad) != 0;
}
