/* SPDX-License-Identifier: MIT */
/* Between curl.c, multi.c and share.c. */
#ifndef WJ_TRANSPORT_INTERNAL_H
#define WJ_TRANSPORT_INTERNAL_H

#include "transport/curl.h"
#include <curl/curl.h>

/* Request headers with one token; transfers that still run keep an older set alive. */
struct wj_header_set {
    unsigned refs;
    struct curl_slist *list;
    char *token; /* NULL: without credentials */
};

/* What an easy handle was last set up for. */
enum wj_transfer_kind { WJ_TRANSFER_NEW, WJ_TRANSFER_READ, WJ_TRANSFER_WRITE, WJ_TRANSFER_WRITE_ONCE };

/* An easy handle, used for one call after the other. It remembers what it is set to, so that only changes are set. */
struct wj_transfer {
    CURL *easy;
    struct wj_transport *transport;
    struct wj_transfer *next; /* in the idle list, or among those that have just ended */
    struct wikijs_call *call;
    struct wj_header_set *headers;
    CURLU *url;
    char *path; /* what `url` is set to */
    enum wj_transfer_kind kind;
    bool is_post;
    bool is_stream;  /* used once */
    curl_mime *mime; /* of an upload */
    CURLcode result; /* of one that has ended */
    int no_socket;   /* errno: this process could not have a socket; 0 */
    struct wj_place *place;
    char error_text[CURL_ERROR_SIZE];
};

/* What a call has of the transport, in its memory: a transfer, or a place in the line for one. */
struct wj_place {
    struct wj_place *next, **at; /* in that line; at NULL: not there */
    struct wikijs_call *call;
    struct wj_transfer *transfer; /* NULL: none yet, or none any more */
};

/*
 * Curl gets no more transfers than can have a connection, and the others wait in a line of our own: what curl does for each
 * transfer takes the longer the more it has of them.
 */
struct wj_transport {
    const wikijs_allocator *allocator;
    struct wj_loop *loop;
    struct wj_transport_options options;
    bool proxied; /* perhaps: a proxy is named */
    struct wikijs_shared *shared;
    CURLM *multi;
    CURLSH *share;
    struct wj_timer timer;
    struct wj_task collect; /* look for transfers that have ended */
    struct wj_task kick;    /* let curl start what was added */
    struct wj_transfer *idle;
    struct wj_place *waiting, **last_waiting;
    int64_t running, most_running;    /* transfers in curl's hands */
    struct wj_header_set *headers[2]; /* without and with credentials */
    struct wj_transport_stats stats;
};

/* multi.c */
int wj_multi_open(struct wj_transport *transport);
void wj_multi_close(struct wj_transport *transport);
/* Let curl start what was added, once for all that is added in this turn. */
void wj_multi_kick(struct wj_transport *transport);
/* Options of a transfer's easy handle that join its sockets to the loop. */
void wj_multi_setup(struct wj_transfer *transfer);

/* curl.c */
/* A transfer has ended and is out of curl's hands: its call goes on. */
void wj_transfer_ended(struct wj_transfer *transfer);
/* Connections may have become free: let calls have them in the order in which they came. */
void wj_transport_send_waiting(struct wj_transport *transport);

/* answer.c: from an ended transfer to the call's response, status and error. */
void wj_transfer_read(struct wj_transfer *transfer);

/* headers.c: lines of a request, to the end of a list; false when out of memory. */
bool wj_headers_add(const wikijs_allocator *allocator, struct curl_slist **list, const struct wj_header *header);
/* All of the newest answer, as far as memory reaches. */
struct wj_header *wj_headers_copy(struct wj_arena *memory, CURL *easy);

/* share.c: DNS answers and TLS sessions for all threads; NULL when out of memory. */
CURLSH *wj_share_get(struct wikijs_shared *shared);

#endif
