/* SPDX-License-Identifier: MIT */
/* What a transfer that has ended leaves in its call: status and headers of the answer, or why there is none. */
#include "base/status.h"
#include "base/text.h"
#include "transport/internal.h"
#include "transport/stream.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * With TLS 1.3 a connection stands before the server has looked at this side's certificate: when it takes none of those, an
 * alert comes where the answer should. curl calls that a lost connection, but gives OpenSSL's number of the error, such as
 * "error:0A00045C:", in which an alert is a reason of 1000 and more. With other TLS libraries it stays a lost connection.
 */
static bool is_refused_certificate(const struct wj_transfer *transfer)
{
    enum { REASON = 0xfff, ALERTS = 1000 };
    const char *number = strstr(transfer->error_text, "error:");
    char *end;
    if (strncmp(transfer->error_text, "OpenSSL SSL_", 12) != 0 || !number)
        return false;
    unsigned long reason = strtoul(number + strlen("error:"), &end, 16) & REASON;
    if (*end != ':' || reason < ALERTS)
        return false;
    switch (reason - ALERTS) { /* RFC 8446, section 6 */
    case 42:                   /* bad_certificate */
    case 43:                   /* unsupported_certificate */
    case 44:                   /* certificate_revoked */
    case 45:                   /* certificate_expired */
    case 46:                   /* certificate_unknown */
    case 48:                   /* unknown_ca */
    case 49:                   /* access_denied */
    case 116:                  /* certificate_required */
        return true;
    default:
        return false;
    }
}

static int status_of(CURLcode result, const struct wj_transfer *transfer)
{
    switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return WIKIJS_E_RESOLVE;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
        return WIKIJS_E_CONNECT;
    case CURLE_OPERATION_TIMEDOUT: {
        curl_off_t sent = 0;
        curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
        return sent > 0 ? WIKIJS_E_TIMEOUT : WIKIJS_E_CONNECT;
    }
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CLIENTCERT:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return WIKIJS_E_TLS;
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
        return is_refused_certificate(transfer) ? WIKIJS_E_TLS : WIKIJS_E_CONNECTION;
    case CURLE_WRITE_ERROR:
        return transfer->call->response.body.failed ? transfer->call->response.body.failed : WIKIJS_E_NOMEM;
    case CURLE_OUT_OF_MEMORY:
        return WIKIJS_E_NOMEM;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return WIKIJS_E_CONFIG;
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WEIRD_SERVER_REPLY:
        return WIKIJS_E_PROTOCOL;
    default:
        return WIKIJS_E_CONNECTION;
    }
}

static void set_failure(struct wj_transfer *transfer, CURLcode result)
{
    struct wikijs_call *call = transfer->call;
    if (transfer->is_stream && call->request.stream->status < 0) {
        call->error = call->request.stream->error;
        call->status = call->request.stream->status;
        return;
    }
    if (result == CURLE_COULDNT_CONNECT && transfer->no_socket) {
        call->status = wj_error_set(&call->error, WIKIJS_E_IO, "no socket for a connection: %s",
                                    strerror(transfer->no_socket));
        return;
    }
    const char *detail = transfer->error_text[0] ? transfer->error_text : curl_easy_strerror(result);
    int status = status_of(result, transfer);
    if (status == WIKIJS_E_TOO_LARGE)
        call->status = wj_error_set(&call->error, status, "the answer is larger than %zu bytes",
                                    call->response.body.max);
    else
        call->status = wj_error_no_room(&call->error, status, detail);
}

/* A header's value, copied into the call; NULL when it is absent. */
static const char *copy_header(struct wj_transfer *transfer, const char *name)
{
    struct curl_header *header;
    if (curl_easy_header(transfer->easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return NULL;
    return wj_arena_strdup(&transfer->call->memory, header->value);
}

/* A renewed token comes in a header, or as the cookie "jwt" when a proxy has touched the content type. */
static const char *find_new_token(struct wj_transfer *transfer)
{
    const char *token = copy_header(transfer, "new-jwt");
    struct curl_header *cookie;
    for (size_t i = 0;
         !token && curl_easy_header(transfer->easy, "set-cookie", i, CURLH_HEADER, -1, &cookie) == CURLHE_OK; i++)
        if (!strncmp(cookie->value, "jwt=", 4))
            token = wj_arena_strndup(&transfer->call->memory, cookie->value + 4, strcspn(cookie->value + 4, ";"));
    return token;
}

static const char usual_type[] = "application/json";

static const char *copy_either(struct wj_transfer *transfer, const char *name, const char *other)
{
    const char *value = copy_header(transfer, name);
    return value ? value : copy_header(transfer, other);
}

static void read_limits(struct wj_transfer *transfer, struct wj_http_response *response)
{
    response->rate_limit = copy_header(transfer, "ratelimit");
    response->rate_remaining = copy_either(transfer, "ratelimit-remaining", "x-ratelimit-remaining");
    response->rate_reset = copy_either(transfer, "ratelimit-reset", "x-ratelimit-reset");
}

/* The time of one directive of Cache-Control, as wj_http_response has it; 0: it is about something else. */
static int64_t keep_of_directive(const char *word, size_t length)
{
    static const char max_age[] = "max-age=";
    int64_t seconds;
    if ((length == 8 && !strncasecmp(word, "no-store", 8)) || (length == 8 && !strncasecmp(word, "no-cache", 8)))
        return WJ_KEEP_NEVER;
    if (length < sizeof max_age || strncasecmp(word, max_age, sizeof max_age - 1) != 0 ||
        !wj_int_parse(word + sizeof max_age - 1, length - (sizeof max_age - 1), &seconds) || seconds < 0)
        return 0;
    return seconds == 0 ? WJ_KEEP_NEVER : seconds < INT64_MAX / 1000 ? seconds * 1000 : INT64_MAX;
}

/* The strictest of them counts. */
static int64_t read_keep(const struct wj_transfer *transfer)
{
    struct curl_header *header;
    int64_t keep = 0;
    for (size_t i = 0; curl_easy_header(transfer->easy, "cache-control", i, CURLH_HEADER, -1, &header) == CURLHE_OK;
         i++) {
        for (const char *word = header->value; *word; word += strspn(word, ", \t")) {
            size_t length = strcspn(word, ", \t");
            int64_t one = keep_of_directive(word, length);
            if (one && (!keep || one < keep))
                keep = one;
            word += length;
        }
    }
    return keep;
}

static void read_response(struct wj_transfer *transfer)
{
    struct wikijs_call *call = transfer->call;
    struct wj_http_response *response = &call->response;
    long status = 0;
    const char *content_type = NULL;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_TYPE, &content_type);
    response->status = (int)status;
    if (content_type && !strncmp(content_type, usual_type, sizeof usual_type - 1))
        response->content_type = usual_type;
    else if (content_type)
        response->content_type = wj_arena_strdup(&call->memory, content_type);
    if (call->request.token)
        response->new_token = find_new_token(transfer);
    if (call->request.wants_rate)
        read_limits(transfer, response);
    if (call->request.wants_headers)
        response->headers = wj_headers_copy(&call->memory, transfer->easy);
    if (status == 200) {
        response->keep_ms = read_keep(transfer);
    } else {
        response->location = copy_header(transfer, "location");
        response->retry_after = copy_header(transfer, "retry-after");
    }
}

void wj_transfer_read(struct wj_transfer *transfer)
{
    struct wikijs_call *call = transfer->call;
    CURLcode result = transfer->result;
    call->status = 0;
    if (call->error.code)
        wj_error_clear(&call->error);
    read_response(transfer);
    if (transfer->is_stream && result == CURLE_OK && wj_stream_finish(transfer) < 0)
        result = CURLE_ABORTED_BY_CALLBACK;
    if (result != CURLE_OK)
        set_failure(transfer, result);
}
