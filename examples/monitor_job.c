/* SPDX-License-Identifier: MIT */
/*
 * A job that can be watched: its log is lines of JSON, its numbers go to a file for node_exporter, each change to an audit log.
 * Usage: monitor_job FOLDER PATH
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/audit.h>
#include <wikijs/client.h>
#include <wikijs/metrics.h>
#include <wikijs/pages.h>

static void print_line(wikijs_log_level level, const char *line, void *payload)
{
    (void)level;
    (void)payload;
    fprintf(stderr, "%s\n", line); /* an object: time, level, message, and what it is about */
}

static wikijs_client *make_client(const char *audit_log)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.log = print_line;
    options.log_level = WIKIJS_LOG_INFO;
    options.log_json = 1;
    options.audit_log = audit_log;

    wikijs_error err;
    wikijs_client *client = NULL;
    if (wikijs_client_new(&options, &client, &err) < 0)
        fprintf(stderr, "%s\n", err.message);
    return client;
}

/* The file is written beside and renamed: who reads it never sees half of it. */
static int report(wikijs_client *client, const char *file)
{
    wikijs_error err;
    wikijs_metrics_options options = WIKIJS_METRICS_OPTIONS_INIT;
    options.labels = "job=\"nightly\"";
    wikijs_metric_list *numbers = NULL;
    if (wikijs_metrics_get(client, NULL, &numbers, &err) < 0 ||
        wikijs_metrics_write_file(client, file, &options, &err) < 0) {
        wikijs_metric_list_free(numbers);
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    printf("%.0f calls, %.0f of them without an error, %.0f requests sent again\n",
           wikijs_metric_list_sum(numbers, "wikijs_calls_total", NULL),
           wikijs_metric_list_sum(numbers, "wikijs_calls_total", "status=\"OK\""),
           wikijs_metric_list_sum(numbers, "wikijs_retries_total", NULL));
    wikijs_metric_list_free(numbers);
    return 0;
}

static int check_audit_log(const char *file)
{
    wikijs_error err;
    wikijs_audit_report found = { .struct_size = sizeof found };
    if (wikijs_audit_verify(file, NULL, &found, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    printf("audit log: %" PRId64 " lines, head %.8s...\n", found.lines, found.head); /* note the head down elsewhere */
    return 0;
}

static int touch_page(wikijs_client *client, const char *path)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.path = input.title = path;
    input.content = (wikijs_str){ "Made at night.", 14 };
    int status = wikijs_pages_create(client, &input, &page, &err);
    if (status < 0)
        fprintf(stderr, "%s: %s\n", path, err.message);
    wikijs_page_free(page);
    return status < 0;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s FOLDER PATH\n", argv[0]);
        return 2;
    }
    char audit_log[512], numbers[512];
    snprintf(audit_log, sizeof audit_log, "%s/audit.log", argv[1]);
    snprintf(numbers, sizeof numbers, "%s/nightly.prom", argv[1]);
    wikijs_client *client = make_client(audit_log);
    if (!client)
        return 1;
    int failed = touch_page(client, argv[2]);
    failed |= report(client, numbers);
    wikijs_client_free(client);
    return failed | check_audit_log(audit_log);
}
