/* SPDX-License-Identifier: MIT */
/*
 * The transport: libcurl's multi interface on a wj_loop, as the last policy of a chain. multi.c joins curl's sockets and
 * timer to the loop and keeps what threads share; curl.c makes a transfer of a call and an answer of a transfer.
 */
#ifndef WJ_TRANSPORT_CURL_H
#define WJ_TRANSPORT_CURL_H

#include "engine/call.h"

struct wj_transport;
struct wikijs_shared;

struct wj_transport_options {
    const char *base_url; /* without a slash at its end */
    const char *user_agent;
    const char *proxy, *ca_file, *ca_path, *client_cert_file, *client_key_file; /* NULL: curl's defaults */
    bool tls_insecure;
    int64_t connect_timeout_ms, stall_timeout_ms, idle_timeout_ms, max_connections;
    int64_t answer_timeout_ms; /* between the last byte of an upload and the answer */
};

struct wj_transport_stats {
    uint64_t requests, connections, bytes_sent, bytes_received;
    int64_t last_request_ms; /* -1: none yet */
};

/* 0; WIKIJS_E_CONFIG: there is no such host or port; WIKIJS_E_NOMEM. */
int wj_transport_check_address(const char *address);
/* 0; WIKIJS_E_CONFIG: curl takes no such proxy; WIKIJS_E_NOMEM. */
int wj_transport_check_proxy(const char *proxy);
/* Strings of the options are not copied: they live as long as the client. */
int wj_transport_new(struct wj_transport **out, const struct wj_transport_options *options,
                     struct wikijs_shared *shared, struct wj_loop *loop, const wikijs_allocator *allocator);
/* Every call must have ended. */
void wj_transport_free(struct wj_transport *transport);
const struct wj_transport_stats *wj_transport_get_stats(const struct wj_transport *transport);

extern const struct wj_policy_ops wj_transport_policy; /* state: struct wj_transport */

#endif
