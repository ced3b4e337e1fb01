/* SPDX-License-Identifier: MIT */
/*
 * An export of a wiki, or bare libcurl asking the same server for the same: the rate that the server has at its best.
 *
 *   export URL export FOLDER [WIDTH BATCH]
 *   export URL bare|frugal WIDTH BATCH
 *
 * bare: the list of pages, then documents of BATCH aliased pages.single, WIDTH of them under way; nothing is read of the
 * answers but the ids. frugal: pages.single is not asked for what the list has told, which is what the export does; bare
 * gets no tags then, of which the export needs those of pages that have several. Prints "pages bytes seconds requests resident_kib written". The key comes from WIKIJS_API_KEY.
 */
#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/export.h>

#include "base/alloc.h"
#include "base/buf.h"

enum { MAX_WIDTH = 64 };

struct result {
    long pages, requests, written;
    double bytes, seconds;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The most memory that this process had; getrusage() would tell of its parent before exec, too. */
static long resident_kib(void)
{
    char line[128];
    long kib = -1;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && kib < 0 && fgets(line, sizeof line, file)) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            kib = strtol(line + 6, NULL, 10);
        }
    }
    if (file) {
        fclose(file);
    }
    return kib;
}

static void die(const char *message)
{
    fprintf(stderr, "export: %s\n", message);
    exit(1);
}

/* --- bare --- */

/* What is asked of the list, and of each page. */
struct question {
    const char *name, *list, *page;
};

static const struct question questions[] = {
    { "bare", "id path locale contentType updatedAt",
      "id path locale title description content contentType isPublished createdAt updatedAt editor "
      "tags{id tag title createdAt updatedAt}" },
    { "frugal", "id path locale title description contentType isPublished createdAt updatedAt tags",
      "id content updatedAt editor" },
};

static const struct question *find_question(const char *name)
{
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (strcmp(name, questions[i].name) == 0) {
            return &questions[i];
        }
    }
    return NULL;
}

struct transfer {
    CURL *easy;
    struct wj_buf sent, got;
};

static struct curl_slist *headers;
static char endpoint[512];

static size_t receive(char *bytes, size_t size, size_t count, void *payload)
{
    return wj_buf_append(payload, bytes, size * count) == 0 ? size * count : 0;
}

static void prepare(struct transfer *transfer)
{
    wj_buf_init(&transfer->sent, &wj_libc_allocator, SIZE_MAX / 2);
    wj_buf_init(&transfer->got, &wj_libc_allocator, SIZE_MAX / 2);
    transfer->easy = curl_easy_init();
    curl_easy_setopt(transfer->easy, CURLOPT_URL, endpoint);
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(transfer->easy, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(transfer->easy, CURLOPT_WRITEDATA, &transfer->got);
    curl_easy_setopt(transfer->easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(transfer->easy, CURLOPT_PRIVATE, transfer);
}

static void set_body(struct transfer *transfer)
{
    wj_buf_clear(&transfer->got);
    curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, transfer->sent.data);
    curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE, (long)transfer->sent.len);
}

/* The ids of {"data":{"pages":{"list":[{"id":1},...]}}}, without a parser. */
static long *list_ids(const char *fields, long *count)
{
    struct transfer list;
    prepare(&list);
    wj_buf_printf(&list.sent, "{\"query\":\"{pages{list{%s}}}\"}", fields);
    set_body(&list);
    if (curl_easy_perform(list.easy) != CURLE_OK) {
        die("the list could not be had");
    }
    long *ids = calloc(list.got.len / 6 + 1, sizeof *ids);
    for (const char *at = list.got.data; ids && (at = strstr(at, "\"id\":")) != NULL; at += 5) {
        ids[(*count)++] = strtol(at + 5, NULL, 10);
    }
    curl_easy_cleanup(list.easy);
    wj_buf_free(&list.sent);
    wj_buf_free(&list.got);
    return ids;
}

static void write_document(struct wj_buf *out, const char *fields, const long *ids, long count)
{
    wj_buf_clear(out);
    wj_buf_str(out, "{\"query\":\"{");
    for (long i = 0; i < count; i++) {
        wj_buf_printf(out, "p%ld:pages{single(id:%ld){%s}}", i, ids[i], fields);
    }
    wj_buf_str(out, "}\"}");
}

struct crowd {
    CURLM *multi;
    const char *fields;
    const long *ids;
    long count, next, batch;
    struct result *result;
};

static bool start_next(struct crowd *crowd, struct transfer *transfer)
{
    long left = crowd->count - crowd->next, size = left < crowd->batch ? left : crowd->batch;
    if (size == 0) {
        return false;
    }
    write_document(&transfer->sent, crowd->fields, crowd->ids + crowd->next, size);
    crowd->next += size;
    crowd->result->requests++;
    set_body(transfer);
    curl_multi_add_handle(crowd->multi, transfer->easy);
    return true;
}

/* Those that have ended begin anew; how many are under way. */
static int turn(struct crowd *crowd, int running)
{
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(crowd->multi, &left)) != NULL) {
        struct transfer *transfer;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        if (message->data.result != CURLE_OK) {
            die("a request failed");
        }
        crowd->result->bytes += (double)transfer->got.len;
        curl_multi_remove_handle(crowd->multi, transfer->easy);
        running -= !start_next(crowd, transfer);
    }
    return running;
}

static void run_bare(const struct question *question, long width, long batch, struct result *result)
{
    struct transfer transfers[MAX_WIDTH];
    struct crowd crowd = { .fields = question->page, .batch = batch, .result = result };
    crowd.ids = list_ids(question->list, &crowd.count);
    crowd.multi = curl_multi_init();
    int running = 0, unused;
    for (long i = 0; i < width && i < MAX_WIDTH; i++) {
        prepare(&transfers[i]);
        running += start_next(&crowd, &transfers[i]);
    }
    while (running > 0) {
        curl_multi_perform(crowd.multi, &unused);
        running = turn(&crowd, running);
        if (running > 0) {
            curl_multi_poll(crowd.multi, NULL, 0, 1000, NULL);
        }
    }
    result->pages = crowd.count;
    result->requests++;
}

static void prepare_bare(const char *url)
{
    char key[4096];
    curl_global_init(CURL_GLOBAL_DEFAULT);
    snprintf(endpoint, sizeof endpoint, "%s/graphql", url);
    snprintf(key, sizeof key, "Authorization: Bearer %s", getenv("WIKIJS_API_KEY"));
    headers = curl_slist_append(curl_slist_append(NULL, "Content-Type: application/json"), key);
}

/* --- export --- */

/* Width and batch 0: as the library does it. */
static void run_export(const char *url, const char *folder, long width, long batch, struct result *result)
{
    wikijs_error err;
    wikijs_client *client = NULL;
    wikijs_export_report *report = NULL;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    wikijs_export_options wanted = WIKIJS_EXPORT_OPTIONS_INIT;
    options.base_url = url;
    options.api_key_env = "WIKIJS_API_KEY";
    wanted.folder = folder;
    wanted.max_in_flight = width;
    wanted.batch_size = batch;
    if (wikijs_client_new(&options, &client, &err) < 0 || wikijs_export(client, &wanted, &report, &err) < 0) {
        die(err.message);
    }
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(client, &stats);
    result->pages = (long)report->pages;
    result->written = (long)(report->created + report->updated);
    result->bytes = (double)stats.bytes_received;
    result->requests = (long)stats.requests;
    wikijs_export_report_free(report);
    wikijs_client_free(client);
}

int main(int argc, char **argv)
{
    const struct question *bare = argc == 5 ? find_question(argv[2]) : NULL;
    bool tuned = argc == 6;
    if (!bare && argc != 4 && !tuned) {
        fprintf(stderr, "usage: export URL export FOLDER [WIDTH BATCH] | export URL bare|frugal WIDTH BATCH\n");
        return 2;
    }
    struct result result = { 0 };
    if (bare) {
        prepare_bare(argv[1]);
    }
    double start = now();
    if (bare) {
        run_bare(bare, strtol(argv[3], NULL, 10), strtol(argv[4], NULL, 10), &result);
    } else {
        run_export(argv[1], argv[3], tuned ? strtol(argv[4], NULL, 10) : 0, tuned ? strtol(argv[5], NULL, 10) : 0,
                   &result);
    }
    result.seconds = now() - start;
    printf("%ld %.0f %.3f %ld %ld %ld\n", result.pages, result.bytes, result.seconds, result.requests, resident_kib(),
           result.written);
    return 0;
}
