/* SPDX-License-Identifier: MIT */
#include "watch/har.h"

#include "output/json.h"

#include <wikijs/client.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST_BODY = 8 * 1024 * 1024 };

static const char tail[] = "\n]}}\n";

static void write_at(struct har *har, const char *bytes, size_t length)
{
    while (length && !har->error) {
        ssize_t written = pwrite(har->fd, bytes, length, har->end);
        if (written < 0 && errno != EINTR)
            har->error = errno;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
            har->end += written;
        }
    }
}

/* The entry and what closes the text behind it in one write, so that a kill leaves the one state or the other. */
static void append(struct har *har, struct buffer *entry)
{
    off_t place = har->end;
    size_t length = entry->length;
    buffer_adds(entry, tail);
    write_at(har, entry->data, entry->length);
    har->end = place + (off_t)length;
}

int har_open(struct har *har, const char *path)
{
    *har = (struct har){ .fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) };
    if (har->fd < 0) {
        har->fd = 0;
        return errno;
    }
    struct buffer head = { 0 };
    buffer_addf(&head,
                "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"wikijs\",\"version\":\"%s\"},\"entries\":[",
                wikijs_version());
    append(har, &head);
    buffer_free(&head);
    return har->error ? har_close(har) : 0;
}

int har_close(struct har *har)
{
    if (har->fd && close(har->fd) != 0 && !har->error)
        har->error = errno;
    int error = har->error;
    *har = (struct har){ 0 };
    return error;
}

/* --- an entry --- */

static void add_text(struct buffer *out, const char *name, const char *text, size_t length)
{
    buffer_addf(out, ",\"%s\":", name);
    json_add_string(out, text, length);
}

static void add_header(struct buffer *out, const char *name, const char *value)
{
    static const char *const secret[] = { "authorization", "cookie", "set-cookie", "new-jwt", "proxy-authorization" };
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        if (strcasecmp(secret[i], name) == 0)
            value = "********";
    buffer_adds(out, out->data[out->length - 1] == '[' ? "{\"name\":" : ",{\"name\":");
    json_add_string(out, name, strlen(name));
    add_text(out, "value", value, strlen(value));
    buffer_addc(out, '}');
}

static void add_request(const struct har *har, struct buffer *out, const wikijs_plugin_call *call)
{
    const char *path, *base = wikijs_plugin_call_url(call, &path);
    wikijs_str body = wikijs_plugin_call_body(call);
    bool is_graphql = strcmp(path, "/graphql") == 0;
    char *url = xasprintf("%s%s", base, path);
    buffer_addf(out, "\"request\":{\"method\":\"%s\"",
                is_graphql || wikijs_plugin_call_is_write(call) ? "POST" : "GET");
    add_text(out, "url", url, strlen(url));
    free(url);
    buffer_adds(out, ",\"httpVersion\":\"HTTP/1.1\",\"cookies\":[],\"headers\":[");
    if (is_graphql)
        add_header(out, "Content-Type", "application/json");
    if (har->has_credentials)
        add_header(out, "Authorization", "");
    buffer_adds(out, "],\"queryString\":[]");
    if (is_graphql) {
        buffer_adds(out, ",\"postData\":{\"mimeType\":\"application/json\"");
        add_text(out, "text", body.ptr ? body.ptr : "", body.ptr ? body.len : 0);
        buffer_adds(out, body.ptr ? "}" : ",\"comment\":\"left out: it holds secrets\"}");
    }
    buffer_addf(out, ",\"headersSize\":-1,\"bodySize\":%" PRId64 "}", body.ptr ? (int64_t)body.len : -1);
}

static void add_response(struct buffer *out, const wikijs_plugin_call *call)
{
    wikijs_str body = wikijs_plugin_call_response_body(call);
    const char *type = wikijs_plugin_call_response_header(call, "Content-Type"), *name, *value;
    size_t shown = body.len < LONGEST_BODY ? body.len : LONGEST_BODY;
    buffer_addf(out,
                ",\"response\":{\"status\":%d,\"statusText\":\"\",\"httpVersion\":\"HTTP/1.1\",\"cookies\":[],"
                "\"headers\":[",
                wikijs_plugin_call_http_status(call));
    for (size_t i = 0; (name = wikijs_plugin_call_response_header_at(call, i, &value)); i++)
        add_header(out, name, value);
    buffer_addf(out, "],\"content\":{\"size\":%zu", body.ptr ? body.len : 0);
    add_text(out, "mimeType", type ? type : "", type ? strlen(type) : 0);
    if (body.ptr)
        add_text(out, "text", body.ptr, shown);
    else
        buffer_adds(out, ",\"comment\":\"left out: a file, or it may hold secrets\"");
    if (shown < body.len)
        buffer_addf(out, ",\"comment\":\"cut after %d bytes\"", LONGEST_BODY);
    buffer_addf(out, "},\"redirectURL\":\"\",\"headersSize\":-1,\"bodySize\":%" PRId64 "}",
                body.ptr ? (int64_t)body.len : -1);
}

static void add_start(struct buffer *out, int64_t ago_ms)
{
    struct timespec now;
    struct tm parts;
    char text[32];
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t start_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 - ago_ms;
    time_t seconds = (time_t)(start_ms / 1000);
    gmtime_r(&seconds, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    buffer_addf(out, "{\"startedDateTime\":\"%s.%03dZ\"", text, (int)(start_ms % 1000));
}

static int after_response(wikijs_plugin_call *call, void *state)
{
    struct har *har = state;
    struct buffer entry = { 0 };
    int64_t took_ms = wikijs_plugin_call_duration_ms(call);
    const wikijs_error *error = wikijs_plugin_call_error(call);
    const char *operation = wikijs_plugin_call_operation(call);
    buffer_adds(&entry, har->has_entries ? ",\n" : "\n");
    add_start(&entry, took_ms);
    buffer_addf(&entry, ",\"time\":%" PRId64 ",", took_ms);
    add_request(har, &entry, call);
    add_response(&entry, call);
    buffer_addf(&entry, ",\"cache\":{},\"timings\":{\"send\":0,\"wait\":%" PRId64 ",\"receive\":0}", took_ms);
    add_text(&entry, "comment", operation, strlen(operation));
    if (error)
        add_text(&entry, "_error", error->message, strlen(error->message));
    buffer_addf(&entry, ",\"_attempt\":%d}", wikijs_plugin_call_attempt(call));
    append(har, &entry);
    har->has_entries = true;
    buffer_free_secret(&entry);
    return 0;
}

const wikijs_plugin har_plugin = { WIKIJS_PLUGIN_HEAD("trace", "1", "writes requests and answers into an HTTP archive"),
                                   .after_response = after_response };
