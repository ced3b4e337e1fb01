/* SPDX-License-Identifier: MIT */
/* A call becomes a transfer, a transfer becomes an answer. */
#include "transport/curl.h"

#include "base/status.h"
#include "engine/trace.h"
#include "transport/internal.h"
#include "transport/stream.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STREAMS = 100 }; /* requests that one connection may carry with HTTP/2, and that curl lets it carry */

/* --- headers --- */

static void release_headers(struct wj_transport *transport, struct wj_header_set *set)
{
    if (!set || --set->refs)
        return;
    for (struct curl_slist *line = set->list; line; line = line->next)
        wj_wipe(line->data, strlen(line->data));
    curl_slist_free_all(set->list);
    wj_free_secret(transport->allocator, set->token);
    wj_free(transport->allocator, set);
}

static bool add_header(struct curl_slist **list, const char *line)
{
    struct curl_slist *longer = curl_slist_append(*list, line);
    if (!longer)
        return false;
    *list = longer;
    return true;
}

static bool add_token(struct wj_transport *transport, struct wj_header_set *set, const char *token)
{
    static const char name[] = "Authorization: Bearer ";
    size_t length = strlen(token);
    char *line = wj_malloc(transport->allocator, sizeof name + length);
    set->token = wj_strdup(transport->allocator, token);
    bool added = false;
    if (line) {
        memcpy(line, name, sizeof name - 1);
        memcpy(line + sizeof name - 1, token, length + 1);
        added = set->token && add_header(&set->list, line);
    }
    wj_free_secret(transport->allocator, line);
    return added;
}

/* What this libcurl can undo. */
static bool add_encodings(struct curl_slist **list)
{
    static const struct {
        int feature;
        const char *name;
    } encodings[] = { { CURL_VERSION_LIBZ, "deflate, gzip" },
                      { CURL_VERSION_BROTLI, "br" },
                      { CURL_VERSION_ZSTD, "zstd" } };
    int features = curl_version_info(CURLVERSION_NOW)->features;
    const char *separator = "Accept-Encoding: ";
    char line[64] = "";
    for (size_t i = 0, length = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (features & encodings[i].feature) {
            length += (size_t)snprintf(line + length, sizeof line - length, "%s%s", separator, encodings[i].name);
            separator = ", ";
        }
    return !*line || add_header(list, line);
}

/* A proxy is to see the program's name, too; then it is curl that writes it. */
static bool add_agent(struct wj_transport *transport, struct curl_slist **list)
{
    if (transport->proxied)
        return true;
    char line[512];
    snprintf(line, sizeof line, "User-Agent: %s", transport->options.user_agent);
    return add_header(list, line);
}

/*
 * The server renews a token in a response header only when the content type is exactly this. "Expect:" keeps curl from
 * waiting a second before it sends a large body. The other lines curl could write as well, but it would do so for each
 * request anew, character by character.
 */
static struct wj_header_set *new_headers(struct wj_transport *transport, const char *token,
                                         const struct wj_http_request *request)
{
    const struct wj_stream *stream = request ? request->stream : NULL;
    struct wj_header_set *set = wj_calloc(transport->allocator, 1, sizeof *set);
    if (!set)
        return NULL;
    set->refs = 1;
    bool begun = stream ? wj_stream_headers(stream, &set->list)
                        : add_header(&set->list, "Content-Type: application/json") && add_encodings(&set->list);
    if (begun && add_header(&set->list, "Expect:") && add_agent(transport, &set->list) &&
        (!token || add_token(transport, set, token)) &&
        (!request || wj_headers_add(transport->allocator, &set->list, request->headers)))
        return set;
    release_headers(transport, set);
    return NULL;
}

/* The header set for a token, made anew only when the token has changed. */
static struct wj_header_set *get_headers(struct wj_transport *transport, const char *token)
{
    struct wj_header_set **kept = &transport->headers[token != NULL];
    if (!*kept || (token && strcmp((*kept)->token, token) != 0)) {
        struct wj_header_set *fresh = new_headers(transport, token, NULL);
        if (!fresh)
            return NULL;
        release_headers(transport, *kept);
        *kept = fresh;
    }
    (*kept)->refs++;
    return *kept;
}

/* --- easy handles --- */

static size_t on_body(char *bytes, size_t size, size_t count, void *context)
{
    struct wj_transfer *transfer = context;
    struct wj_buf *body = &transfer->call->response.body;
    size *= count;
    if (!body->len) {
        curl_off_t length = -1;
        curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
        if (length > 0 && (uint64_t)length <= body->max)
            wj_buf_reserve(body, (size_t)length);
    }
    return wj_buf_append(body, bytes, size) < 0 ? 0 : size;
}

static bool is_https(const struct wj_transport_options *options)
{
    return !strncasecmp(options->base_url, "https:", 6);
}

static void set_network(CURL *easy, const struct wj_transport *transport)
{
    const struct wj_transport_options *options = &transport->options;
    if (options->proxy)
        curl_easy_setopt(easy, CURLOPT_PROXY, options->proxy);
    else if (!transport->proxied) /* else curl asks the environment for every transfer */
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
    if (options->ca_file)
        curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file);
    if (options->ca_path)
        curl_easy_setopt(easy, CURLOPT_CAPATH, options->ca_path);
    if (options->client_cert_file)
        curl_easy_setopt(easy, CURLOPT_SSLCERT, options->client_cert_file);
    if (options->client_key_file)
        curl_easy_setopt(easy, CURLOPT_SSLKEY, options->client_key_file);
    if (options->tls_insecure) {
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
}

static bool set_up(struct wj_transfer *transfer)
{
    struct wj_transport *transport = transfer->transport;
    const struct wj_transport_options *options = &transport->options;
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error_text);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_SHARE, transport->share);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    /* HTTP/2 over TLS only: a cleartext upgrade is answered with 400. */
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    if (is_https(options))
        curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    /* Curl counts whole seconds and drops what is idle for more than so many. */
    curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)((options->idle_timeout_ms - 1) / 1000));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)options->connect_timeout_ms);
    set_network(easy, transport);
    wj_multi_setup(transfer);
    /* Those that copy a string can run out of memory. */
    return transfer->url && !curl_easy_setopt(easy, CURLOPT_CURLU, transfer->url) &&
           (!transport->proxied || !curl_easy_setopt(easy, CURLOPT_USERAGENT, options->user_agent)) &&
           !curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
}

static void free_transfer(struct wj_transfer *transfer)
{
    struct wj_transport *transport = transfer->transport;
    if (transfer->easy)
        curl_easy_cleanup(transfer->easy);
    curl_mime_free(transfer->mime);
    curl_url_cleanup(transfer->url);
    release_headers(transport, transfer->headers);
    wj_free(transport->allocator, transfer->path);
    wj_free(transport->allocator, transfer);
}

/* A kept transfer or a new one; for a stream always a new one, for it is set up differently. */
static struct wj_transfer *get_transfer(struct wj_transport *transport, bool is_stream)
{
    struct wj_transfer *transfer = is_stream ? NULL : transport->idle;
    if (transfer) {
        transport->idle = transfer->next;
        transport->running++;
        return transfer;
    }
    transfer = wj_calloc(transport->allocator, 1, sizeof *transfer);
    if (!transfer)
        return NULL;
    transfer->transport = transport;
    transfer->is_stream = is_stream;
    transfer->url = curl_url();
    transfer->easy = curl_easy_init();
    if (transfer->easy && set_up(transfer)) {
        transport->running++;
        return transfer;
    }
    free_transfer(transfer);
    return NULL;
}

static void put_transfer(struct wj_transfer *transfer)
{
    struct wj_transport *transport = transfer->transport;
    transport->running--;
    transfer->call = NULL;
    if (transfer->is_stream) {
        free_transfer(transfer);
        return;
    }
    transfer->next = transport->idle;
    transport->idle = transfer;
}

/* --- from call to transfer --- */

/* A parsed URL is given to curl, which otherwise takes the text apart for every transfer. */
static bool set_path(struct wj_transfer *transfer, const char *path)
{
    if (transfer->path && !strcmp(transfer->path, path))
        return true;
    const wikijs_allocator *allocator = transfer->transport->allocator;
    const char *base = transfer->transport->options.base_url;
    size_t base_length = strlen(base), path_length = strlen(path);
    wj_free(allocator, transfer->path);
    transfer->path = NULL;
    char *text = wj_malloc(allocator, base_length + path_length + 1);
    if (!text)
        return false;
    memcpy(text, base, base_length);
    memcpy(text + base_length, path, path_length + 1);
    bool set = curl_url_set(transfer->url, CURLUPART_URL, text, 0) == CURLUE_OK;
    wj_free(allocator, text);
    if (set)
        transfer->path = wj_strdup(allocator, path);
    return transfer->path != NULL;
}

static bool set_headers(struct wj_transfer *transfer, const struct wj_http_request *request)
{
    bool is_usual = !request->stream && !request->headers;
    struct wj_header_set *headers = is_usual ? get_headers(transfer->transport, request->token)
                                             : new_headers(transfer->transport, request->token, request);
    if (!headers)
        return false;
    if (headers == transfer->headers) {
        headers->refs--;
        return true;
    }
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, headers->list);
    release_headers(transfer->transport, transfer->headers);
    transfer->headers = headers;
    return true;
}

/*
 * Curl repeats a request by itself when a kept connection turns out to be dead. That is right for reads; a write that is
 * not safe to repeat gets a connection of its own making instead. A write sends nothing for seconds, so only reads can
 * stall.
 */
static void set_kind(struct wj_transfer *transfer, enum wj_transfer_kind kind)
{
    if (transfer->kind == kind)
        return;
    transfer->kind = kind;
    bool stalls = kind == WJ_TRANSFER_READ;
    int64_t stall_ms = transfer->transport->options.stall_timeout_ms;
    curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_LIMIT, stalls ? 1L : 0L);
    curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_TIME, stalls ? (long)((stall_ms + 999) / 1000) : 0L);
    curl_easy_setopt(transfer->easy, CURLOPT_FRESH_CONNECT, kind == WJ_TRANSFER_WRITE_ONCE ? 1L : 0L);
}

static enum wj_transfer_kind kind_of(const struct wj_op *op)
{
    if (!(op->flags & WJ_OP_WRITE))
        return WJ_TRANSFER_READ;
    return op->flags & WJ_OP_IDEMPOTENT ? WJ_TRANSFER_WRITE : WJ_TRANSFER_WRITE_ONCE;
}

static bool prepare(struct wj_transfer *transfer, struct wikijs_call *call)
{
    bool is_post = !strcmp(call->request.method, "POST");
    set_kind(transfer, kind_of(call->op));
    struct wj_stream *stream = call->request.stream;
    if (!set_path(transfer, call->request.path) || !set_headers(transfer, &call->request))
        return false;
    if (stream)
        return wj_stream_prepare(transfer, call) == 0;
    if (is_post) {
        curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->request.body.len);
        curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, call->request.body.data);
    }
    if (is_post != transfer->is_post)
        curl_easy_setopt(transfer->easy, is_post ? CURLOPT_POST : CURLOPT_HTTPGET, 1L);
    transfer->is_post = is_post;
    transfer->error_text[0] = 0;
    transfer->no_socket = 0;
    transfer->call = call;
    return true;
}

/* false: call->status says why not. */
static bool send_request(struct wj_transport *transport, struct wj_place *place)
{
    struct wikijs_call *call = place->call;
    struct wj_transfer *transfer = get_transfer(transport, call->request.stream != NULL);
    if (!transfer) {
        wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
        return false;
    }
    wj_buf_clear(&call->response.body);
    wj_wipe_text(call->response.new_token);
    call->response = (struct wj_http_response){ .body = call->response.body };
    wj_trace_request(call);
    if (!prepare(transfer, call) || curl_multi_add_handle(transport->multi, transfer->easy) != CURLM_OK) {
        put_transfer(transfer);
        wj_trace_request_end(call, 0, 0);
        const struct wj_stream *stream = call->request.stream;
        if (stream && stream->status < 0)
            wj_call_fail(call, stream->status, "%s", stream->error.message);
        else
            wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
        return false;
    }
    place->transfer = transfer;
    transfer->place = place;
    wj_call_sent(call);
    transport->stats.requests++;
    transport->stats.bytes_sent += call->request.body.len;
    wj_count(call->calls->metrics, WJ_METRIC_BYTES_SENT, (int64_t)call->request.body.len);
    wj_count(call->calls->metrics, WJ_METRIC_REQUESTS_RUNNING, 1);
    wj_multi_kick(transport);
    return true;
}

/* --- the line before the connections --- */

static void stand_in_line(struct wj_transport *transport, struct wj_place *place)
{
    place->at = transport->last_waiting;
    *transport->last_waiting = place;
    transport->last_waiting = &place->next;
}

static void leave_line(struct wj_transport *transport, struct wj_place *place)
{
    if (!place->at)
        return;
    *place->at = place->next;
    if (place->next)
        place->next->at = place->at;
    else
        transport->last_waiting = place->at;
    place->next = NULL;
    place->at = NULL;
}

void wj_transport_send_waiting(struct wj_transport *transport)
{
    while (transport->waiting && transport->running < transport->most_running) {
        struct wj_place *place = transport->waiting;
        leave_line(transport, place);
        if (!send_request(transport, place))
            wj_call_resume(place->call, true);
    }
}

static enum wj_step transport_down(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_transport *transport = policy->state;
    struct wj_place *place = wj_call_alloc(call, sizeof *place);
    if (!place)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    place->call = call;
    call->slot[policy->index] = place;
    if (transport->waiting || transport->running >= transport->most_running) {
        stand_in_line(transport, place);
        return WJ_PENDING;
    }
    return send_request(transport, place) ? WJ_PENDING : WJ_DONE;
}

/* A request is over, with an answer or without one. */
static void count(struct wj_transport *transport, struct wj_transfer *transfer)
{
    struct wikijs_call *call = transfer->call;
    const struct wj_stream *stream = call->request.stream;
    long connects = 0, status = 0;
    curl_off_t total_us = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connects);
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_TOTAL_TIME_T, &total_us);
    uint64_t moved = stream ? (uint64_t)stream->moved : 0;
    uint64_t sent = stream && stream->is_upload ? moved : 0;
    uint64_t received = call->response.body.len + moved - sent;
    transport->stats.connections += (uint64_t)connects;
    transport->stats.bytes_sent += sent;
    transport->stats.bytes_received += received;
    transport->stats.last_request_ms = total_us / 1000;
    wj_count(call->calls->metrics, WJ_METRIC_CONNECTIONS, connects);
    wj_count(call->calls->metrics, WJ_METRIC_BYTES_SENT, (int64_t)sent);
    wj_count(call->calls->metrics, WJ_METRIC_BYTES_RECEIVED, (int64_t)received);
    wj_count(call->calls->metrics, WJ_METRIC_REQUESTS_RUNNING, -1);
    wj_count_request(call->calls->metrics, call->op->name, (int)status, total_us);
    wj_trace_request_end(call, (int)status, received);
}

/* The call leaves while its transfer runs: canceled, or out of time. */
static void give_up(struct wj_transport *transport, struct wj_transfer *transfer)
{
    count(transport, transfer);
    curl_multi_remove_handle(transport->multi, transfer->easy);
    put_transfer(transfer);
    if (transport->waiting)
        wj_task_post(transport->loop, &transport->collect);
}

static void transport_release(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_place *place = call->slot[policy->index];
    if (!place)
        return;
    call->slot[policy->index] = NULL;
    leave_line(policy->state, place);
    if (place->transfer)
        give_up(policy->state, place->transfer);
}

const struct wj_policy_ops wj_transport_policy = { .name = "transport",
                                                   .down = transport_down,
                                                   .release = transport_release };

void wj_transfer_ended(struct wj_transfer *transfer)
{
    struct wj_transport *transport = transfer->transport;
    struct wikijs_call *call = transfer->call;
    wj_loop_refresh(transport->loop); /* curl may have sent and received within one turn */
    count(transport, transfer);
    wj_transfer_read(transfer);
    transfer->place->transfer = NULL;
    put_transfer(transfer);
    wj_call_resume(call, true);
}

/* --- life --- */

static bool proxy_in_environment(void)
{
    static const char *const names[] = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (getenv(names[i]))
            return true;
    return false;
}

int wj_transport_check_address(const char *address)
{
    CURLU *url = curl_url();
    CURLUcode result = url ? curl_url_set(url, CURLUPART_URL, address, 0) : CURLUE_OUT_OF_MEMORY;
    curl_url_cleanup(url);
    return result == CURLUE_OK ? 0 : result == CURLUE_OUT_OF_MEMORY ? WIKIJS_E_NOMEM : WIKIJS_E_CONFIG;
}

int wj_transport_check_proxy(const char *proxy)
{
    static const char *const schemes[] = { "http", "https", "socks4", "socks4a", "socks5", "socks5h" };
    char *scheme = NULL;
    CURLU *url = curl_url();
    CURLUcode result = CURLUE_OUT_OF_MEMORY;
    if (url)
        result = curl_url_set(url, CURLUPART_URL, proxy, CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME);
    if (result == CURLUE_OK)
        result = curl_url_get(url, CURLUPART_SCHEME, &scheme, 0);
    bool good = strstr(proxy, "://") == NULL; /* then it is an HTTP proxy, whatever its name begins with */
    for (size_t i = 0; scheme && !good && i < sizeof schemes / sizeof *schemes; i++)
        good = strcmp(scheme, schemes[i]) == 0;
    curl_free(scheme);
    curl_url_cleanup(url);
    return result == CURLUE_OUT_OF_MEMORY ? WIKIJS_E_NOMEM : result == CURLUE_OK && good ? 0 : WIKIJS_E_CONFIG;
}

int wj_transport_new(struct wj_transport **out, const struct wj_transport_options *options,
                     struct wikijs_shared *shared, struct wj_loop *loop, const wikijs_allocator *allocator)
{
    struct wj_transport *transport = wj_calloc(allocator, 1, sizeof *transport);
    if (!transport)
        return WIKIJS_E_NOMEM;
    transport->allocator = allocator;
    transport->loop = loop;
    transport->options = *options;
    transport->shared = shared;
    transport->last_waiting = &transport->waiting;
    transport->most_running = options->max_connections * (is_https(options) ? STREAMS : 1);
    transport->stats.last_request_ms = -1;
    transport->proxied = options->proxy || proxy_in_environment();
    int status = wj_transport_check_address(options->base_url);
    if (status == 0)
        status = wj_multi_open(transport);
    if (status < 0) {
        wj_transport_free(transport);
        return status;
    }
    *out = transport;
    return 0;
}

void wj_transport_free(struct wj_transport *transport)
{
    if (!transport)
        return;
    while (transport->idle) {
        struct wj_transfer *transfer = transport->idle;
        transport->idle = transfer->next;
        free_transfer(transfer);
    }
    wj_multi_close(transport);
    release_headers(transport, transport->headers[0]);
    release_headers(transport, transport->headers[1]);
    wj_free(transport->allocator, transport);
}

const struct wj_transport_stats *wj_transport_get_stats(const struct wj_transport *transport)
{
    return &transport->stats;
}
