/* SPDX-License-Identifier: MIT */
/**
 * @file webhook_server.h
 * Receiving webhooks: an HTTP server that checks each delivery and hands it to the program's functions.
 *
 *     wikijs_webhook_server_options options = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
 *     options.secrets = secrets, options.port = 8080;
 *     wikijs_webhook_server_new(&options, &server, &err);
 *     wikijs_webhook_server_on(server, "page.created", on_page_created, context, &err);
 *     wikijs_webhook_server_run(server, &err);             // or its fd and process() on a loop of the program's
 *     wikijs_webhook_server_free(server);
 *
 * A delivery is accepted (answered with 200) after all functions for its type have accepted it. One that is refused or fails
 * is answered with an error, and its sender will send it again; one that was accepted before is answered with 200 and not
 * handed over a second time. A server belongs to one thread at a time; wikijs_webhook_server_stop() and
 * wikijs_webhook_release() may be called from any. It needs libmicrohttpd, and opens it when the first server is made.
 */
#ifndef WIKIJS_WEBHOOK_SERVER_H
#define WIKIJS_WEBHOOK_SERVER_H

#include <wikijs/event.h>
#include <wikijs/webhook.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wikijs_webhook_server wikijs_webhook_server;

/** A delivery that was checked. */
typedef struct wikijs_webhook_received {
    const char *id;            /* header webhook-id; "" for one that came with GitHub's signature only */
    const char *type;          /* "page.created": of the event, else header webhook-event or X-GitHub-Event, else "" */
    int64_t time;              /* when it was signed, Unix ms; 0: not known */
    const char *content_type;  /* as it came, or "" */
    wikijs_str body;           /* as it came */
    const wikijs_event *event; /* the body, where it is an event of a wiki; else NULL */
} wikijs_webhook_received;

/**
 * Takes a delivery. Runs inside wikijs_webhook_server_process() or _run(), one after the other; what takes long keeps the
 * others waiting, and is better handed to another thread with wikijs_webhook_hold().
 *
 * @param received  delivery; valid until the function returns, or until wikijs_webhook_release()
 * @param payload   the pointer given with the function
 * @return 0: accepted; anything else: it failed, and the sender is to try again
 */
typedef int (*wikijs_webhook_fn)(const wikijs_webhook_received *received, void *payload);

/** How a server is run. Texts are copied. */
typedef struct wikijs_webhook_server_options {
    size_t struct_size;
    const char *address;        /* IPv4 or IPv6 address; NULL: "127.0.0.1", so that only this machine can send */
    uint16_t port;              /* 0: any that is free */
    const char *path;           /* the path that deliveries go to; NULL: "/" */
    wikijs_strings secrets;     /* any of them will do; at least one */
    int64_t tolerance_ms;       /* how far a timestamp may be from now; 0: 300,000 */
    uint8_t allow_hub;          /* 1: GitHub's signature will do, too; see wikijs_webhook_verify_options */
    int64_t max_body_bytes;     /* 0: 1,048,576 */
    int64_t max_connections;    /* at once; further ones wait to be taken up; 0: 4,096, or what descriptors there are */
    int64_t request_timeout_ms; /* a whole request, from its connection or the answer before it; 0: 10,000 */
    int64_t stop_timeout_ms;    /* longest wait for what has begun when the server is stopped; 0: 10,000 */
    const char *certificate_file; /* PEM, with the certificates between it and its root; NULL: HTTP without TLS */
    const char *key_file;         /* its private key, PEM */
    void (*refused)(int http_status, const char *reason,
                    void *payload); /* told of each that was refused; may be NULL */
    void *refused_payload;          /* handed to it */
} wikijs_webhook_server_options;

#define WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT                   \
    {                                                        \
        .struct_size = sizeof(wikijs_webhook_server_options) \
    }

/**
 * Make a server that listens, and takes up connections once it is run.
 *
 * @param options  options; secrets are needed
 * @param out      receives the server; free with wikijs_webhook_server_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_CONFIG a secret, certificate or key is malformed, libmicrohttpd is
 *         missing, or the library was built without it; WIKIJS_E_IO the address cannot be listened at, or a file cannot be
 *         read; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_server_new(const wikijs_webhook_server_options *options,
                                                          wikijs_webhook_server **out, wikijs_error *err);

/**
 * Hand deliveries of a type to a function. Where several fit, all of them run in the order in which they were given, until
 * one fails.
 *
 * @param server   server
 * @param pattern  "page.created", "page.*" or "*"; copied
 * @param fn       function
 * @param payload  handed to it
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_webhook_server_on(wikijs_webhook_server *server, const char *pattern, wikijs_webhook_fn fn,
                                        void *payload, wikijs_error *err);

/**
 * Leave a delivery open when the function for it returns: its sender gets no answer before wikijs_webhook_release(). May be
 * called several times; then it is released as often. For use inside a wikijs_webhook_fn.
 *
 * @param received  the delivery that the function was given
 * @since 0.1
 */
WIKIJS_API void wikijs_webhook_hold(const wikijs_webhook_received *received);

/**
 * End what wikijs_webhook_hold() began; `received` is not valid afterwards. From any thread.
 *
 * @param received  delivery
 * @param status    0: accepted; anything else: it failed
 * @since 0.1
 */
WIKIJS_API void wikijs_webhook_release(const wikijs_webhook_received *received, int status);

/**
 * Serve until wikijs_webhook_server_stop().
 *
 * @param server  server
 * @param err     receives details on failure; may be NULL
 * @return 0 it was stopped; WIKIJS_E_ARG; WIKIJS_E_BUSY called from a function for deliveries
 * @since 0.1
 */
WIKIJS_API int wikijs_webhook_server_run(wikijs_webhook_server *server, wikijs_error *err);

/**
 * A descriptor that is readable when wikijs_webhook_server_process() has something to do.
 *
 * @param server  server
 * @return a descriptor owned by the server: neither close nor read it; WIKIJS_E_ARG no server
 * @since 0.1
 */
WIKIJS_API int wikijs_webhook_server_fd(wikijs_webhook_server *server);

/**
 * Do what is due, without waiting.
 *
 * @param server  server
 * @param err     receives details on failure; may be NULL
 * @return > 0 something was done; 0 nothing to do; WIKIJS_E_ARG; WIKIJS_E_BUSY called from a function for deliveries
 * @since 0.1
 */
WIKIJS_API int wikijs_webhook_server_process(wikijs_webhook_server *server, wikijs_error *err);

/**
 * Take up no further connection, finish what has begun, then end. From any thread, and from signal handlers.
 *
 * @param server  server
 * @since 0.1
 */
WIKIJS_API void wikijs_webhook_server_stop(wikijs_webhook_server *server);

/**
 * Whether a server that was told to stop has finished.
 *
 * @param server  server
 * @return whether wikijs_webhook_server_run() would return
 * @since 0.1
 */
WIKIJS_API bool wikijs_webhook_server_is_stopped(const wikijs_webhook_server *server);

/** What a server has counted since it was made. */
typedef struct wikijs_webhook_server_stats {
    size_t struct_size;
    int64_t accepted;    /* deliveries that all functions took */
    int64_t repeated;    /* deliveries that had been accepted before */
    int64_t failed;      /* deliveries that a function did not take */
    int64_t refused;     /* requests that were no good deliveries */
    int64_t cut_off;     /* connections that were closed because a request took too long */
    int64_t connections; /* open now */
    int64_t held;        /* deliveries that wait for wikijs_webhook_release() now */
} wikijs_webhook_server_stats;

#define WIKIJS_WEBHOOK_SERVER_STATS_INIT                   \
    {                                                      \
        .struct_size = sizeof(wikijs_webhook_server_stats) \
    }

/**
 * What a server has counted.
 *
 * @param server  server
 * @param stats   receives the numbers; set stats->struct_size first
 * @return 0; WIKIJS_E_ARG
 * @since 0.1
 */
WIKIJS_API int wikijs_webhook_server_get_stats(const wikijs_webhook_server *server, wikijs_webhook_server_stats *stats);

/**
 * The port that a server listens at.
 *
 * @param server  server
 * @return the port
 * @since 0.1
 */
WIKIJS_API uint16_t wikijs_webhook_server_port(const wikijs_webhook_server *server);

/**
 * End a server at once: its connections are closed, so that their senders will try again. Releasing a delivery later that
 * was held is harmless.
 *
 * @param server  server, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_webhook_server_free(wikijs_webhook_server *server);

#ifdef __cplusplus
}
#endif
#endif
