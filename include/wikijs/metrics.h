/* SPDX-License-Identifier: MIT */
/**
 * @file metrics.h
 * What a client and its clones have counted: calls and requests by operation, how they ended and how long they took, and
 * what cache, retry, circuit breaker and rate limit did.
 *
 * Counting is always on: it takes no lock and memory for each operation that is used. The numbers are read as values, as
 * Prometheus text, as a file for node_exporter's textfile collector, or over HTTP:
 *
 *     wikijs_metric_list *metrics;
 *     wikijs_metrics_get(client, NULL, &metrics, &err);
 *     puts(wikijs_metric_list_text(metrics, NULL));
 *     wikijs_metric_list_free(metrics);
 *
 * All functions of this header may be called from any thread, also while another one uses the client.
 */
#ifndef WIKIJS_METRICS_H
#define WIKIJS_METRICS_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a number means. */
typedef enum wikijs_metric_kind {
    WIKIJS_METRIC_COUNTER = 1, /* only grows while the client or one of its clones lives */
    WIKIJS_METRIC_GAUGE,       /* how it is now */
    WIKIJS_METRIC_HISTOGRAM    /* one of the numbers of a histogram: _bucket, _sum or _count */
} wikijs_metric_kind;

/** One number. Lives as long as its list. */
typedef struct wikijs_metric {
    const char *name;        /* "wikijs_requests_total", "wikijs_call_duration_seconds_bucket" */
    const char *labels;      /* "operation=\"pages.single\",status=\"200\""; "" when there are none */
    const char *family;      /* the name without what a histogram adds to it */
    const char *help;        /* one line */
    double value;            /* times in seconds */
    wikijs_metric_kind kind; /* what the value means */
} wikijs_metric;

/** The numbers at one moment. */
typedef struct wikijs_metric_list wikijs_metric_list;

/** How the numbers are to be shown. */
typedef struct wikijs_metrics_options {
    size_t struct_size;
    const char *labels; /* put before those of each number, such as "wiki=\"docs\",job=\"sync\""; NULL: none */
} wikijs_metrics_options;

#define WIKIJS_METRICS_OPTIONS_INIT                   \
    {                                                 \
        .struct_size = sizeof(wikijs_metrics_options) \
    }

/**
 * Read the numbers.
 *
 * @param client   client; the numbers are those of all its clones together
 * @param options  NULL for defaults
 * @param out      receives them; free with wikijs_metric_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG the labels are malformed; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_metrics_get(const wikijs_client *client, const wikijs_metrics_options *options,
                                                   wikijs_metric_list **out, wikijs_error *err);

/**
 * How many numbers there are.
 *
 * @param list  list, or NULL
 * @return the count
 * @since 0.1
 */
WIKIJS_API size_t wikijs_metric_list_count(const wikijs_metric_list *list);

/**
 * The i-th number. Those of a family stand together.
 *
 * @param list   list
 * @param index  from 0
 * @return the number, or NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_metric *wikijs_metric_list_at(const wikijs_metric_list *list, size_t index);

/**
 * The sum of all numbers of a name whose labels hold what is given.
 *
 * @param list    list
 * @param name    such as "wikijs_requests_total"
 * @param labels  such as "status=\"200\""; one or none (NULL)
 * @return the sum; 0 when there is no such number
 * @since 0.1
 */
WIKIJS_API double wikijs_metric_list_sum(const wikijs_metric_list *list, const char *name, const char *labels);

/**
 * The numbers as text, in version 0.0.4 of Prometheus' format.
 *
 * @param list    list
 * @param length  receives the length in bytes; may be NULL
 * @return the text; lives as long as the list; NULL for no list
 * @since 0.1
 */
WIKIJS_API const char *wikijs_metric_list_text(const wikijs_metric_list *list, size_t *length);

/**
 * Free a list and everything that came from it.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_metric_list_free(wikijs_metric_list *list);

/**
 * Write the numbers to a file, for node_exporter's textfile collector (then its name ends in ".prom"). It is written
 * beside and renamed, so that no reader sees half of it.
 *
 * @param client   client
 * @param path     file; its folder must be there
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG; WIKIJS_E_IO; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_metrics_write_file(const wikijs_client *client, const char *path,
                                         const wikijs_metrics_options *options, wikijs_error *err);

/**
 * Add the numbers to those of a file that an earlier run wrote: for programs that live for a moment only, and whose
 * counters are to grow from run to run. Gauges are replaced. Several processes may do so at once: "PATH.lock" keeps order.
 * Call it once, at the end.
 *
 * @param client   client
 * @param path     file; one that is not there is made; one that holds anything else is left alone
 * @param options  NULL for defaults; the labels must be those that the file has
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG; WIKIJS_E_IO, also when the file is not of this library's making; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_metrics_add_to_file(const wikijs_client *client, const char *path,
                                          const wikijs_metrics_options *options, wikijs_error *err);

/** A small HTTP server that answers GET /metrics. */
typedef struct wikijs_metrics_server wikijs_metrics_server;

/** Where it listens. */
typedef struct wikijs_metrics_server_options {
    size_t struct_size;
    const char *address; /* IPv4 or IPv6 address; NULL: "127.0.0.1", so that only this machine can ask */
    uint16_t port;       /* 0: any that is free */
    const char *labels;  /* as in wikijs_metrics_options */
} wikijs_metrics_server_options;

#define WIKIJS_METRICS_SERVER_OPTIONS_INIT                   \
    {                                                        \
        .struct_size = sizeof(wikijs_metrics_server_options) \
    }

/**
 * Serve the numbers over HTTP, from a thread of its own. The client may be freed before the server; it goes on showing
 * the numbers of the clones.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the server; end it with wikijs_metrics_server_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG; WIKIJS_E_CONFIG libmicrohttpd is missing, or the library was built without it; WIKIJS_E_IO the
 *         address cannot be listened at; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_metrics_server_new(const wikijs_client *client,
                                                          const wikijs_metrics_server_options *options,
                                                          wikijs_metrics_server **out, wikijs_error *err);

/**
 * The port that a server listens at.
 *
 * @param server  server
 * @return the port
 * @since 0.1
 */
WIKIJS_API uint16_t wikijs_metrics_server_port(const wikijs_metrics_server *server);

/**
 * End a server. Waits for answers that are under way.
 *
 * @param server  server, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_metrics_server_free(wikijs_metrics_server *server);

#ifdef __cplusplus
}
#endif
#endif
