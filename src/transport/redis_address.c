/* SPDX-License-Identifier: MIT */
#include "transport/redis.h"

#include "base/alloc.h"
#include "base/status.h"
#include "base/text.h"
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { DATABASES_MAX = 1000000 };

/* Nothing of the address is shown: it may hold a password. */
static int refuse(wikijs_error *err, const char *option, const char *why)
{
    return wj_error_set(err, WIKIJS_E_CONFIG,
                        "option '%s' %s: it must look like redis://:password@host:6379/0 or unix:///run/redis.sock",
                        option, why);
}

/* A part that is not there is empty. false: it does not fit. */
static bool take_part(CURLU *url, CURLUPart part, char *out, size_t size)
{
    char *text = NULL;
    out[0] = '\0';
    if (curl_url_get(url, part, &text, part == CURLUPART_PORT ? 0 : CURLU_URLDECODE) != CURLUE_OK)
        return true;
    size_t length = strlen(text);
    if (length < size)
        memcpy(out, text, length + 1);
    wj_wipe_text(text);
    curl_free(text);
    return length < size;
}

static bool read_database(const char *text, int *database)
{
    int64_t number = 0;
    if (*text && (!wj_int_parse(text, strlen(text), &number) || number < 0 || number > DATABASES_MAX))
        return false;
    *database = (int)number;
    return true;
}

static int read_parts(struct wj_redis_address *out, CURLU *url, const char *option, wikijs_error *err)
{
    char scheme[16] = "", path[256] = "", query[64] = "";
    if (!take_part(url, CURLUPART_SCHEME, scheme, sizeof scheme) ||
        !take_part(url, CURLUPART_HOST, out->host, sizeof out->host) ||
        !take_part(url, CURLUPART_PORT, out->port, sizeof out->port) ||
        !take_part(url, CURLUPART_USER, out->user, sizeof out->user) ||
        !take_part(url, CURLUPART_PASSWORD, out->password, sizeof out->password) ||
        !take_part(url, CURLUPART_PATH, path, sizeof path) || !take_part(url, CURLUPART_QUERY, query, sizeof query))
        return refuse(err, option, "is too long");
    if (strcasecmp(scheme, "rediss") == 0)
        return wj_error_set(err, WIKIJS_E_CONFIG,
                            "option '%s': Redis over TLS is not built in; put a tunnel such as stunnel before it",
                            option);
    size_t length = strlen(out->host);
    if (length > 2 && out->host[0] == '[') { /* an address of IPv6 */
        memmove(out->host, out->host + 1, length - 2);
        out->host[length - 2] = '\0';
    }
    if (strcasecmp(scheme, "redis") == 0) {
        if (!out->port[0])
            snprintf(out->port, sizeof out->port, "6379");
        snprintf(out->text, sizeof out->text, "%s:%s", out->host, out->port);
        return out->host[0] && read_database(path[0] ? path + 1 : path, &out->database)
                   ? 0
                   : refuse(err, option, "names no host, or a database that is no number");
    }
    if (strcasecmp(scheme, "unix") != 0)
        return refuse(err, option, "is no address of a Redis");
    bool numbered = strncmp(query, "db=", 3) == 0 && read_database(query + 3, &out->database);
    if (strlen(path) < 2 || strlen(path) >= sizeof out->socket || (query[0] && !numbered))
        return refuse(err, option, "has a path that is too long, or no path");
    memcpy(out->socket, path, strlen(path) + 1);
    snprintf(out->text, sizeof out->text, "%s", path);
    return 0;
}

/* curl knows no address without a host: a socket's is given one. false: it is too long. */
static bool with_host(const char *text, char *out, size_t size)
{
    static const char scheme[] = "unix://";
    const char *slash = strncasecmp(text, scheme, sizeof scheme - 1) == 0 ? strchr(text + sizeof scheme - 1, '/')
                                                                          : NULL;
    int before = slash ? (int)(slash - text) : 0;
    int length = slash ? snprintf(out, size, "%.*slocalhost%s", before, text, slash) : snprintf(out, size, "%s", text);
    return length > 0 && (size_t)length < size;
}

int wj_redis_address_read(struct wj_redis_address *out, const char *option, const char *text, wikijs_error *err)
{
    char whole[2048];
    *out = (struct wj_redis_address){ 0 };
    if (!with_host(text, whole, sizeof whole))
        return refuse(err, option, *text ? "is too long" : "is empty");
    CURLU *url = curl_url();
    if (!url)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    CURLUcode code = curl_url_set(url, CURLUPART_URL, whole, CURLU_NON_SUPPORT_SCHEME);
    int status = code == CURLUE_OK ? read_parts(out, url, option, err)
                                   : refuse(err, option, "is no address of a Redis");
    curl_url_cleanup(url);
    wj_wipe(whole, sizeof whole);
    return status;
}
