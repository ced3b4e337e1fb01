/* SPDX-License-Identifier: MIT */
/* Metrics as values, as text, as a file, and over HTTP. No server: the numbers are counted by hand. */
#include "client/client.h"
#include "client/metrics.h"
#include "support/prometheus.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static wikijs_client *client;
static struct wj_metrics *metrics;
static wikijs_error err;
static char folder[64], path[96];

static int set_up(void **state)
{
    (void)state;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = "http://127.0.0.1:9";
    assert_int_equal(wikijs_client_new(&options, &client, &err), 0);
    metrics = client->shared->metrics;
    snprintf(folder, sizeof folder, "/tmp/wikijs-metrics-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/wikijs.prom", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    wikijs_client_free(client);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static void count_some(void)
{
    wj_count(metrics, WJ_METRIC_RETRIES, 3);
    wj_count(metrics, WJ_METRIC_LIMIT_WAIT, 1500000);
    wj_gauge(metrics, WJ_METRIC_BREAKER_STATE, 2);
    wj_count_call(metrics, "pages.single", 0, 700);
    wj_count_call(metrics, "pages.single", WIKIJS_E_NOT_FOUND, 40000);
    wj_count_call(metrics, "pages.list", 0, 99000000);
    wj_count_request(metrics, "pages.single", 200, 600);
    wj_count_request(metrics, "pages.single", 0, 600);
    wj_count_request(metrics, "other", 500, 1);
}

static wikijs_metric_list *get(const char *labels)
{
    wikijs_metrics_options options = WIKIJS_METRICS_OPTIONS_INIT;
    options.labels = labels;
    wikijs_metric_list *list;
    assert_int_equal(wikijs_metrics_get(client, &options, &list, &err), 0);
    return list;
}

static void check_text(const char *text)
{
    assert_true(prometheus_check(text) > 60);
    assert_true(prometheus_value(text, "wikijs_retries_total") == 3);
    assert_true(prometheus_value(text, "wikijs_circuit_state") == 2);
    assert_true(prometheus_value(text, "wikijs_rate_limit_wait_seconds_total") == 1.5);
    assert_true(prometheus_value(text, "wikijs_calls_total{operation=\"pages.single\",status=\"OK\"}") == 1);
    assert_true(prometheus_value(text, "wikijs_calls_total{operation=\"pages.single\",status=\"E_NOT_FOUND\"}") == 1);
    assert_true(prometheus_value(text, "wikijs_requests_total{operation=\"pages.single\",status=\"none\"}") == 1);
    assert_true(prometheus_value(text, "wikijs_requests_total{operation=\"other\",status=\"500\"}") == 1);
    assert_true(
        prometheus_value(text, "wikijs_call_duration_seconds_bucket{operation=\"pages.single\",le=\"0.0005\"}") == 0);
    assert_true(
        prometheus_value(text, "wikijs_call_duration_seconds_bucket{operation=\"pages.single\",le=\"0.001\"}") == 1);
    assert_true(prometheus_value(text, "wikijs_call_duration_seconds_bucket{operation=\"pages.single\",le=\"0.05\"}") ==
                2);
    assert_true(prometheus_value(text, "wikijs_call_duration_seconds_bucket{operation=\"pages.list\",le=\"60\"}") ==
                -1);
    assert_true(prometheus_value(text, "wikijs_call_duration_seconds_bucket{operation=\"pages.list\",le=\"30\"}") == 0);
    assert_true(prometheus_value(text, "wikijs_call_duration_seconds_sum{operation=\"pages.single\"}") == 0.0407);
    assert_true(prometheus_value(text, "wikijs_call_duration_seconds_count{operation=\"pages.single\"}") == 2);
}

static void text(void **state)
{
    (void)state;
    count_some();
    wikijs_metric_list *list = get(NULL);
    size_t length;
    const char *text = wikijs_metric_list_text(list, &length);
    assert_int_equal(strlen(text), length);
    check_text(text);
    assert_int_equal(prometheus_check(text), wikijs_metric_list_count(list));
    wikijs_metric_list_free(list);
}

/* A comma in the program's locale does not come into the text. */
static void text_in_another_locale(void **state)
{
    (void)state;
    count_some();
    setlocale(LC_ALL, "de_DE.UTF-8"); /* where it is not installed this is the test above */
    wikijs_metric_list *list = get(NULL);
    setlocale(LC_ALL, "C");
    check_text(wikijs_metric_list_text(list, NULL));
    wikijs_metric_list_free(list);
}

static void values(void **state)
{
    (void)state;
    count_some();
    wikijs_metric_list *list = get(NULL);
    assert_true(wikijs_metric_list_sum(list, "wikijs_calls_total", NULL) == 3);
    assert_true(wikijs_metric_list_sum(list, "wikijs_calls_total", "status=\"OK\"") == 2);
    assert_true(wikijs_metric_list_sum(list, "wikijs_none_total", NULL) == 0);
    bool seen = false;
    for (size_t i = 0; i < wikijs_metric_list_count(list); i++) {
        const wikijs_metric *metric = wikijs_metric_list_at(list, i);
        if (strcmp(metric->name, "wikijs_rate_limit_wait_seconds_total") != 0)
            continue;
        seen = true;
        assert_true(metric->value == 1.5);
        assert_int_equal(metric->kind, WIKIJS_METRIC_COUNTER);
        assert_string_equal(metric->labels, "");
    }
    assert_true(seen);
    assert_null(wikijs_metric_list_at(list, wikijs_metric_list_count(list)));
    wikijs_metric_list_free(list);
    wikijs_metric_list_free(NULL);
    assert_int_equal(wikijs_metric_list_count(NULL), 0);
    assert_null(wikijs_metric_list_text(NULL, NULL));
    assert_int_equal(wikijs_metrics_get(NULL, NULL, &list, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_metrics_get(client, NULL, NULL, &err), WIKIJS_E_ARG);
}

static void labels(void **state)
{
    (void)state;
    count_some();
    wikijs_metric_list *list = get("wiki=\"a \\\"b\\\" }\",job=\"x\"");
    const char *text = wikijs_metric_list_text(list, NULL);
    prometheus_check(text);
    assert_true(prometheus_value(text, "wikijs_retries_total{wiki=\"a \\\"b\\\" }\",job=\"x\"}") == 3);
    assert_true(
        prometheus_value(
            text, "wikijs_calls_total{wiki=\"a \\\"b\\\" }\",job=\"x\",operation=\"pages.list\",status=\"OK\"}") == 1);
    wikijs_metric_list_free(list);
    static const char *const bad[] = { "wiki",          "wiki=",        "wiki=\"",         "wiki=a",
                                       "wiki=\"a\",",   "1wiki=\"a\"",  "wiki=\"a\" ",     "wiki=\"\\x\"",
                                       "wiki=\"a\nb\"", "status=\"a\"", "a=\"\",le=\"1\"", "wiki=\"a\"b=\"c\"",
                                       "wi-ki=\"a\"",   "__wiki=\"a\"", "wiki=\"\xff\"",   "operation=\"x\"" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        wikijs_metrics_options options = WIKIJS_METRICS_OPTIONS_INIT;
        options.labels = bad[i];
        assert_int_equal(wikijs_metrics_get(client, &options, &list, &err), WIKIJS_E_ARG);
        assert_true(err.message[0]);
    }
}

/* --- files --- */

static char *read_all(void)
{
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    char *content = calloc(1, 1 << 20);
    assert_true(fread(content, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return content;
}

static void write_all(const char *content)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void file(void **state)
{
    (void)state;
    count_some();
    for (int i = 0; i < 2; i++) {
        assert_int_equal(wikijs_metrics_write_file(client, path, NULL, &err), 0);
        char *content = read_all();
        check_text(content);
        free(content);
    }
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0444, 0444 & ~umask(022));
    char missing[128];
    snprintf(missing, sizeof missing, "%s/none/wikijs.prom", folder);
    assert_int_equal(wikijs_metrics_write_file(client, missing, NULL, &err), WIKIJS_E_IO);
    assert_int_equal(wikijs_metrics_write_file(client, folder, NULL, &err), WIKIJS_E_IO);
    assert_int_equal(wikijs_metrics_write_file(client, NULL, NULL, &err), WIKIJS_E_ARG);
    char command[160]; /* nothing is left lying about */
    snprintf(command, sizeof command, "test \"$(ls -A %s)\" = wikijs.prom", folder);
    assert_int_equal(system(command), 0);
}

static void file_that_grows(void **state)
{
    (void)state;
    wikijs_metrics_options options = WIKIJS_METRICS_OPTIONS_INIT;
    options.labels = "wiki=\"a\"";
    count_some();
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(wikijs_metrics_add_to_file(client, path, &options, &err), 0);
        char *content = read_all();
        prometheus_check(content);
        assert_true(prometheus_value(content, "wikijs_retries_total{wiki=\"a\"}") == 3 * i);
        assert_true(prometheus_value(content, "wikijs_circuit_state{wiki=\"a\"}") == 2);
        assert_true(prometheus_value(content, "wikijs_rate_limit_wait_seconds_total{wiki=\"a\"}") == 1.5 * i);
        assert_true(prometheus_value(content, "wikijs_call_duration_seconds_bucket{wiki=\"a\",operation="
                                              "\"pages.single\",le=\"0.001\"}") == i);
        assert_true(prometheus_value(
                        content, "wikijs_call_duration_seconds_count{wiki=\"a\",operation=\"pages.single\"}") == 2 * i);
        assert_true(prometheus_value(content, "wikijs_requests_total{wiki=\"a\",operation=\"other\",status=\"500\"}") ==
                    i);
        free(content);
    }
    assert_int_equal(wikijs_metrics_add_to_file(client, path, NULL, &err), WIKIJS_E_IO); /* other labels */
}

static void file_of_somebody_else(void **state)
{
    (void)state;
    static const char *const foreign[] = {
        "hello\n",
        "node_load1 0.5\n",
        "wikijs_retries_total 3",
        "wikijs_retries_total x\n",
        "wikijs_retries_total{a=\"b\"} 3\n",
        "wikijs_retries_total{} \n",
        "wikijs_calls_total{operation=\"a\",status=\"b\"} 1\n",
        "wikijs_calls_total{operation=\"a\"} 1\n",
        "wikijs_calls_total{operation=\"a\",status=\"OK\",x=\"y\"} 1\n",
        "wikijs_calls_total{operation=\"a\",status=\"OK\"} -1\n",
        "wikijs_call_duration_seconds_bucket{operation=\"a\",le=\"7\"} 1\n",
        "wikijs_call_duration_seconds_sum{operation=\"a\"} 1.\n",
        "wikijs_call_duration_seconds_sum{operation=\"a\"} 1.1234567\n",
        "wikijs_call_duration_seconds_max{operation=\"a\"} 1\n",
        "wikijs_request_duration_seconds{operation=\"a\"} 1\n",
    };
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        write_all(foreign[i]);
        if (wikijs_metrics_add_to_file(client, path, NULL, &err) != WIKIJS_E_IO)
            fail_msg("taken for metrics: %s", foreign[i]);
        char *content = read_all();
        assert_string_equal(content, foreign[i]);
        free(content);
    }
    write_all("");
    assert_int_equal(wikijs_metrics_add_to_file(client, path, NULL, &err), 0); /* as a crash may leave it */
}

enum { PROCESSES = 8 };

static void file_of_many_processes(void **state)
{
    (void)state;
    count_some();
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0)
            _exit(wikijs_metrics_add_to_file(client, path, NULL, NULL) == 0 ? 0 : 1);
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    char *content = read_all();
    prometheus_check(content);
    assert_true(prometheus_value(content, "wikijs_retries_total") == 3 * PROCESSES);
    free(content);
}

/* --- HTTP --- */

static void ask(uint16_t port, const char *request, char *answer, size_t size)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(write(fd, request, strlen(request)), strlen(request));
    size_t length = 0;
    for (ssize_t count; (count = read(fd, answer + length, size - length - 1)) > 0;)
        length += (size_t)count;
    answer[length] = '\0';
    close(fd);
}

static char answer[1 << 20];

static void server(void **state)
{
    (void)state;
    count_some();
    wikijs_metrics_server *server;
    wikijs_metrics_server_options options = WIKIJS_METRICS_SERVER_OPTIONS_INIT;
    int status = wikijs_metrics_server_new(client, NULL, &server, &err);
    if (status == WIKIJS_E_CONFIG) {
        print_message("no server: %s\n", err.message);
        skip();
    }
    assert_int_equal(status, 0);
    uint16_t port = wikijs_metrics_server_port(server);
    assert_int_not_equal(port, 0);
    ask(port, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", answer, sizeof answer);
    assert_true(strncmp(answer, "HTTP/1.1 200 ", 13) == 0);
    assert_non_null(strstr(answer, "text/plain; version=0.0.4"));
    check_text(strstr(answer, "\r\n\r\n") + 4);
    ask(port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", answer, sizeof answer);
    assert_true(strncmp(answer, "HTTP/1.1 404 ", 13) == 0);
    ask(port, "DELETE /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", answer, sizeof answer);
    assert_true(strncmp(answer, "HTTP/1.1 405 ", 13) == 0);
    ask(port, "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", answer,
        sizeof answer);
    assert_null(strstr(answer, "wikijs_"));
    ask(port, "rubbish\r\n\r\n", answer, sizeof answer);
    assert_null(strstr(answer, "wikijs_"));

    wikijs_metrics_server *second;
    options.port = port;
    assert_int_equal(wikijs_metrics_server_new(client, &options, &second, &err), WIKIJS_E_IO);
    options.port = 0;
    options.address = "localhost";
    assert_int_equal(wikijs_metrics_server_new(client, &options, &second, &err), WIKIJS_E_ARG);
    options.address = NULL;
    options.labels = "=";
    assert_int_equal(wikijs_metrics_server_new(client, &options, &second, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_metrics_server_new(NULL, NULL, &second, &err), WIKIJS_E_ARG);

    wikijs_client_free(client); /* the server outlives it */
    client = NULL;
    ask(port, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", answer, sizeof answer);
    check_text(strstr(answer, "\r\n\r\n") + 4);
    wikijs_metrics_server_free(server);
    wikijs_metrics_server_free(NULL);
}

/* --- threads --- */

static atomic_bool over;

static void *count_on(void *argument)
{
    (void)argument;
    while (!over)
        count_some();
    return NULL;
}

/* What is read while others count is well formed all the same. */
static void reading_while_others_count(void **state)
{
    (void)state;
    pthread_t threads[2];
    over = false;
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count_on, NULL), 0);
    for (int i = 0; i < 50; i++) {
        wikijs_metric_list *list = get(NULL);
        prometheus_check(wikijs_metric_list_text(list, NULL));
        wikijs_metric_list_free(list);
    }
    over = true;
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_in_another_locale, set_up, tear_down),
        cmocka_unit_test_setup_teardown(values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(labels, set_up, tear_down),
        cmocka_unit_test_setup_teardown(file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(file_that_grows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(file_of_somebody_else, set_up, tear_down),
        cmocka_unit_test_setup_teardown(file_of_many_processes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(server, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reading_while_others_count, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("metrics of a client", tests, NULL, NULL);
}
