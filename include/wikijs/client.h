/* SPDX-License-Identifier: MIT */
/**
 * @file client.h
 * A client: one wiki, one identity, one event loop.
 *
 *     wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
 *     options.base_url = "https://wiki.example.com";
 *     options.api_key_env = "WIKIJS_API_KEY";
 *     wikijs_client *client;
 *     if (wikijs_client_new(&options, &client, &err) < 0)
 *         return 1;                                                // err.message says why
 *     status = wikijs_pages_get(client, 12, NULL, &page, &err);    // and whatever else there is
 *     wikijs_client_free(client);
 *
 * A client and its calls belong to one thread at a time, and so do all
 * functions here of which nothing else is said. Another thread gets its own by
 * wikijs_client_clone(); clones share credentials, TLS sessions, DNS answers
 * and the order of writes through a wikijs_shared.
 *
 * There are three ways to wait. Synchronous calls wait by themselves. A program
 * without a loop calls wikijs_client_wait(). A program with a loop watches
 * wikijs_client_fd() for input and then calls wikijs_client_process(); no
 * timeout is needed, the descriptor carries the timers too.
 */
#ifndef WIKIJS_CLIENT_H
#define WIKIJS_CLIENT_H

#include <wikijs/breaker.h>
#include <wikijs/error.h>
#include <wikijs/sys/trace.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct wikijs_allocator;  /* wikijs/sys/alloc.h */
struct wikijs_hooks;      /* wikijs/sys/hooks.h */
struct wikijs_plugin_use; /* wikijs/sys/plugin.h */

typedef enum wikijs_log_level {
    WIKIJS_LOG_ERROR = 1,
    WIKIJS_LOG_WARN = 2,
    WIKIJS_LOG_INFO = 3,
    WIKIJS_LOG_DEBUG = 4
} wikijs_log_level;

/** Receives one log line without a newline; secrets are masked. Runs on the client's thread; must not call the client. */
typedef void (*wikijs_log_fn)(wikijs_log_level level, const char *line, void *payload);

/**
 * Asks for the code of a second factor during login.
 *
 * @param email    the account that logs in
 * @param code     receives the digits, NUL-terminated
 * @param size     size of `code` in bytes
 * @param payload  the pointer given with the callback
 * @return 0, or any other value to end the login with WIKIJS_E_TFA_REQUIRED
 */
typedef int (*wikijs_tfa_code_fn)(const char *email, char *code, size_t size, void *payload);

/** Receives the token after a login or a renewal, so that it can be kept. It must not call the client. */
typedef void (*wikijs_token_fn)(const char *token, void *payload);

/**
 * Is told, once for each call, that a rate limit keeps it. It must not call the client.
 *
 * @param operation  the call's, such as "pages.single"
 * @param wait_ms    how long it would wait
 * @param payload    the pointer given with the callback
 * @return 0 to wait; any other value to end the call with WIKIJS_E_RATE_LIMITED
 */
typedef int (*wikijs_rate_limited_fn)(const char *operation, int64_t wait_ms, void *payload);

/**
 * How to reach a wiki and as whom. Zero always means the default.
 *
 * At most one kind of credentials may be set: an API key (by value, variable,
 * file or command), a login (user name and password), or a login token.
 */
typedef struct wikijs_client_options {
    size_t struct_size; /* set by WIKIJS_CLIENT_OPTIONS_INIT */

    const char *base_url; /* required, such as "https://wiki.example.com" or ".../wiki"; copied */

    /* credentials; all copied, wiped when freed, never printed */
    const char *api_key;         /* the key itself */
    const char *api_key_env;     /* name of an environment variable that holds it */
    const char *api_key_file;    /* a file that holds it, read once, surrounding white space ignored */
    const char *api_key_command; /* run by /bin/sh; its standard output is the key */
    const char *username;        /* email, or user name of another strategy */
    const char *password;
    const char *strategy;        /* key of an authentication strategy; NULL: "local" */
    const char *login_token;     /* a JWT of an earlier login; renewed while it is used */
    wikijs_tfa_code_fn tfa_code; /* NULL: a second factor ends the login with WIKIJS_E_TFA_REQUIRED */
    void *tfa_payload;
    wikijs_token_fn token_changed; /* may be NULL */
    void *token_payload;

    /* time, in milliseconds */
    int64_t read_timeout_ms;    /* whole call of a read; 0: 30,000 */
    int64_t write_timeout_ms;   /* whole call of a write; 0: 120,000 (a write takes seconds on a real server) */
    int64_t connect_timeout_ms; /* one connection, TLS included; 0: 10,000 */
    int64_t stall_timeout_ms;   /* a read during which no byte arrives; 0: 20,000 */
    int64_t idle_timeout_ms;    /* keep an unused connection; 0: 4,000 (the server closes after 5,000) */

    /* sizes */
    int64_t max_connections;    /* to one host; 0: 8 */
    int64_t max_response_bytes; /* after decompression; 0: 268,435,456 */

    /* network, with curl's meanings */
    const char *proxy;   /* NULL: http_proxy, https_proxy, all_proxy, no_proxy of the environment; "": none */
    const char *ca_file; /* PEM; NULL: the system's */
    const char *ca_path;
    const char *client_cert_file; /* PEM */
    const char *client_key_file;
    const char *user_agent; /* put before "libwikijs/VERSION" */
    int32_t tls_insecure;   /* non-zero: the certificate is not checked; a warning is logged at each start */

    /* what the site is like */
    const char *locale; /* locale used where an operation is given none; NULL: "en" */

    /* observation */
    wikijs_log_fn log;
    void *log_payload;
    wikijs_log_level log_level;       /* 0: WIKIJS_LOG_WARN */
    int32_t log_json;                 /* non-zero: each line is a JSON object */
    const struct wikijs_hooks *hooks; /* array; copied; see wikijs/sys/hooks.h */
    size_t hook_count;

    const struct wikijs_allocator *allocator; /* NULL: malloc; see wikijs/sys/alloc.h; copied */

    /* rate limit, one for this client and its clones; docs/rate_limiting.md */
    const char *rate_limit;     /* such as "10/s" or "10/s:burst=20, pages.create=30/min"; NULL: none */
    int64_t rate_limit_wait_ms; /* longest wait at a limit, then WIKIJS_E_RATE_LIMITED; 0: the time of the call */
    int32_t rate_limit_no_wait; /* non-zero: never wait */
    wikijs_rate_limited_fn rate_limited; /* may be NULL */
    void *rate_limited_payload;

    /* retry; docs/resilience.md */
    int64_t retry_max_attempts;     /* most requests for one call; 0: 3; 1: none is sent again */
    const char *retry_backoff;      /* "exponential", "linear", "constant"; NULL: exponential */
    int64_t retry_initial_delay_ms; /* longest wait before the second request; 0: 500 */
    int64_t retry_max_delay_ms;     /* longest wait before any other; 0: 20,000 */
    int32_t retry_no_jitter;        /* non-zero: wait exactly so long; 0: a random time up to it */
    int64_t retry_max_time_ms;      /* none is sent later than so long after the call; 0: as its time limit says */
    const char *retry_on;           /* NULL: "429, 500, 502, 503, 504, connect, reset, cut" */
    int32_t retry_writes;           /* non-zero: also a write that the server may have carried out */
    int64_t retry_budget;           /* most retries at once, of this client and its clones; 0: 100 */

    /* circuit breaker, one for this client and its clones; off without one of the first two; docs/resilience.md */
    int64_t breaker_failures;          /* so many failures in a row pause all requests; 0: none do */
    int64_t breaker_failure_percent;   /* so many of a hundred within the window do, too; 0: none do */
    int64_t breaker_min_requests;      /* of so many at least; 0: 20 */
    int64_t breaker_window_ms;         /* 0: 60,000 */
    int64_t breaker_recovery_ms;       /* how long the pause is; 0: 60,000 */
    int64_t breaker_successes;         /* so many have to go well then before all go again; 0: 2 */
    int64_t breaker_probes;            /* and so many of them are tried at once; 0: 1 */
    wikijs_breaker_fn breaker_on_open; /* may be NULL; see wikijs/breaker.h */
    wikijs_breaker_fn breaker_on_half_open;
    wikijs_breaker_fn breaker_on_close;
    void *breaker_payload;

    /* cache, one for this client and its clones; docs/caching.md */
    const char *cache;         /* "memory", "sqlite" in cache_dir, "redis" at cache_redis; NULL or "none": off */
    int64_t cache_ttl_ms;      /* how long an answer is fresh; 0: five minutes */
    const char *cache_ttls;    /* the same for some operations, such as "pages.list=30s, site=1h, search=0" */
    int64_t cache_max_entries; /* 0: 1000 */
    int64_t cache_max_bytes;   /* 0: 64 MiB */
    int64_t cache_stale_revalidate_ms; /* an old answer is given so long while a new one is fetched; 0: never */
    int64_t cache_stale_error_ms;      /* an old answer is given so long when the server fails; 0: never */
    const char *cache_namespace;       /* answers are shared with clients that name the same one only; NULL: none */
    const struct wikijs_cache_store *cache_store; /* the program's own store, instead of `cache`: it must outlive the
                                                     client, its clones and all who share it; see wikijs/sys/cache_store.h */

    /* requests */
    int32_t coalesce;  /* non-zero: reads that are started within one turn of a loop travel as one request */
    int32_t read_only; /* non-zero: a write fails with WIKIJS_E_READ_ONLY, and nothing is sent */

    /* plugins; docs/plugins.md */
    const struct wikijs_plugin_use *plugins; /* array, in order; copied; see wikijs/sys/plugin.h */
    size_t plugin_count;

    /* audit log; docs/monitoring.md */
    const char *audit_log;     /* file that gets one line for each write; NULL: none */
    int32_t audit_fsync;       /* non-zero: each line is on the disk before the call ends */
    int32_t audit_best_effort; /* non-zero: writes go on when the log cannot be written; 0: they are refused */
    const char *audit_user;    /* who acts; NULL: the user that the program runs as */
    const char *profile;       /* a name for this configuration, in the audit log; NULL: none */

    /* tracing; see wikijs/sys/trace.h */
    wikijs_traceparent_fn traceparent; /* asked for the trace of each call; NULL: that of the call settings */
    wikijs_span_fn span_started;       /* may be NULL */
    wikijs_span_fn span_ended;         /* may be NULL */
    void *trace_payload;

    /* caches that processes share; docs/caching.md */
    const char *cache_dir;    /* folder of the cache "sqlite", made when it is not there; needed with it */
    int64_t cache_timeout_ms; /* longest wait for a cache that other processes use, too; 0: 100 */
    const char *cache_redis;  /* where "redis" is: "redis://:password@host:6379/0", "unix:///run/redis.sock" */
    const char *redis_prefix; /* what all keys in Redis begin with; NULL: "wikijs:" */

    /* a rate limit that processes share; docs/rate_limiting.md */
    const char *rate_limit_redis;        /* address of a Redis, as cache_redis; NULL: rates are this process' own */
    int64_t rate_limit_redis_timeout_ms; /* longest time for a question to it, then each keeps to its share; 0: 250 */

    /* a circuit breaker that processes share; docs/resilience.md */
    const char *breaker_redis;        /* address of a Redis, as cache_redis; NULL: the breaker is this process' own */
    int64_t breaker_redis_timeout_ms; /* longest time for a question to it, then each goes by its own; 0: 250 */
} wikijs_client_options;

#define WIKIJS_CLIENT_OPTIONS_INIT                   \
    {                                                \
        .struct_size = sizeof(wikijs_client_options) \
    }

/**
 * Fill options with defaults, for bindings that cannot use the INIT macro.
 *
 * @param options      struct to fill
 * @param struct_size  sizeof(wikijs_client_options) as the caller knows it
 * @since 0.1
 */
WIKIJS_API void wikijs_client_options_init(wikijs_client_options *options, size_t struct_size);

/**
 * Set one option by its name, such as "read_timeout_ms" from "5000".
 *
 * Names are those of docs/options.md. String values are not copied: they must live until wikijs_client_new().
 *
 * @param options  struct to change
 * @param name     member name
 * @param value    text; numbers in decimal, flags as true or false
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_CONFIG for an unknown name or a value out of range
 * @since 0.1
 */
WIKIJS_API int wikijs_client_options_set(wikijs_client_options *options, const char *name, const char *value,
                                         wikijs_error *err);

/** How calls are to be run. Zero always means the client's own way. */
typedef struct wikijs_call_settings {
    size_t struct_size;    /* set by WIKIJS_CALL_SETTINGS_INIT */
    int64_t timeout_ms;    /* of a call whose function was given none: the whole call, waits and repetitions included */
    int32_t no_cache;      /* non-zero: the cache is neither asked nor filled */
    int32_t cache_refresh; /* non-zero: the server is asked, and its answer is put into the cache */
    int64_t cache_ttl_ms;  /* how long the answers are fresh, a year at most; 0: as the client's options say */
    const char *traceparent;    /* the calls' trace, "00-<trace id>-<span id>-<flags>"; copied; NULL: none */
    const char *tracestate;     /* its vendors' part, passed on as it is; copied; NULL: none */
    int64_t retry_max_attempts; /* most requests for one call; 0: as the client's options say; 1: none is sent again */
    wikijs_tristate retry_writes; /* whether a write that the server may have carried out is sent again */
} wikijs_call_settings;

#define WIKIJS_CALL_SETTINGS_INIT                   \
    {                                               \
        .struct_size = sizeof(wikijs_call_settings) \
    }

/**
 * Make a client. Nothing is sent yet; a key file or command is read now.
 *
 * @param options  how to reach the wiki; not NULL
 * @param out      receives the client; free with wikijs_client_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG options not initialised; WIKIJS_E_CONFIG a value is wrong; WIKIJS_E_IO the key cannot be
 *         read; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_client_new(const wikijs_client_options *options, wikijs_client **out,
                                                  wikijs_error *err);

/**
 * Make a client for another thread, with the same options and the same shared state.
 *
 * This is the only function, beside wikijs_client_wakeup(), that may be called on a client while another thread
 * uses it.
 *
 * @param client  client to copy
 * @param out     receives the new client; free with wikijs_client_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG a handle is missing; WIKIJS_E_STATE in a forked child; WIKIJS_E_IO no descriptor is left;
 *         WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_client_clone(const wikijs_client *client, wikijs_client **out,
                                                    wikijs_error *err);

/**
 * End a client: every call that still runs is completed with WIKIJS_E_CANCELED, then everything is released.
 *
 * Inside a callback of the client the release happens when the running wikijs_client_process() ends. Results stay
 * valid; they are freed by their own functions.
 *
 * @param client  client, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_client_free(wikijs_client *client);

/**
 * The descriptor to watch for input; when it is readable, call wikijs_client_process().
 *
 * @param client  client
 * @return a descriptor owned by the client: neither close nor read it; WIKIJS_E_ARG no client
 * @since 0.1
 */
WIKIJS_API int wikijs_client_fd(wikijs_client *client);

/**
 * Do what can be done without waiting: move transfers, run timers, complete calls.
 *
 * @param client  client
 * @param err     receives details on failure; may be NULL
 * @return > 0 something was done; 0 nothing to do; WIKIJS_E_BUSY called from a callback of this client or while
 *         another thread uses it; WIKIJS_E_STATE in a forked child
 * @since 0.1
 */
WIKIJS_API int wikijs_client_process(wikijs_client *client, wikijs_error *err);

/**
 * Wait until something happened, then do as wikijs_client_process().
 *
 * @param client      client
 * @param timeout_ms  longest wait in milliseconds; -1: no limit
 * @param err         receives details on failure; may be NULL
 * @return as wikijs_client_process(); 0 also when the time is over or no call runs
 * @since 0.1
 */
WIKIJS_API int wikijs_client_wait(wikijs_client *client, int64_t timeout_ms, wikijs_error *err);

/**
 * Make wikijs_client_fd() readable and end a running wikijs_client_wait(). May be called from any thread and from
 * signal handlers.
 *
 * @param client  client
 * @return 0
 * @since 0.1
 */
WIKIJS_API int wikijs_client_wakeup(wikijs_client *client);

/**
 * The number of calls that were started and whose callback has not run.
 *
 * @param client  client
 * @return number of calls
 * @since 0.1
 */
WIKIJS_API size_t wikijs_client_pending(const wikijs_client *client);

/**
 * Say how the calls that are started from now on are to be run, until it is said anew. Calls under way are left alone;
 * clones begin with the defaults.
 *
 * @param client    client
 * @param settings  settings, copied; NULL: the defaults again
 * @param err       receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG settings not initialised, or a value out of range; WIKIJS_E_BUSY another thread uses the client
 * @since 0.1
 */
WIKIJS_API int wikijs_client_set_call_settings(wikijs_client *client, const wikijs_call_settings *settings,
                                               wikijs_error *err);

/** Counters since the client was made. */
typedef struct wikijs_client_stats {
    size_t struct_size;
    uint64_t calls;          /* calls started */
    uint64_t failures;       /* calls that ended with an error */
    uint64_t requests;       /* HTTP requests sent, logins included */
    uint64_t connections;    /* connections opened */
    uint64_t bytes_sent;     /* bodies */
    uint64_t bytes_received; /* bodies, after decompression */
    int64_t last_request_ms; /* duration of the newest request; -1: none yet */
    uint64_t retries;        /* of the requests: those that were sent because one before had failed */
} wikijs_client_stats;

/**
 * Read the counters of a client.
 *
 * @param client  client
 * @param stats   receives them; set stats->struct_size first
 * @since 0.1
 */
WIKIJS_API void wikijs_client_get_stats(const wikijs_client *client, wikijs_client_stats *stats);

/**
 * Whether a call has ended.
 *
 * @param call  call started by an `_async` function
 * @return true once its outcome can be fetched
 * @since 0.1
 */
WIKIJS_API bool wikijs_call_is_done(const wikijs_call *call);

/**
 * The status of a call that has ended: 0 or a negative wikijs_status; WIKIJS_E_STATE while it runs.
 *
 * @param call  call started by an `_async` function
 * @return status
 * @since 0.1
 */
WIKIJS_API int wikijs_call_status(const wikijs_call *call);

/**
 * Ask a call to end. It completes with WIKIJS_E_CANCELED, and `done` runs, at the next wikijs_client_process().
 *
 * A write that was already sent may still be carried out by the server.
 *
 * @param call  call, or NULL; one that has ended is left alone
 * @since 0.1
 */
WIKIJS_API void wikijs_call_cancel(wikijs_call *call);

/**
 * Keep a call beyond the return of its `done` callback, also beyond wikijs_client_free().
 *
 * @param call  call, or NULL
 * @return the same call
 * @since 0.1
 */
WIKIJS_API wikijs_call *wikijs_call_ref(wikijs_call *call);

/**
 * Give back what wikijs_call_ref() took.
 *
 * @param call  call, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_call_unref(wikijs_call *call);

/**
 * The name of a call's operation, such as "pages.single".
 *
 * @param call  call
 * @return a static string; NULL when that is no call
 * @since 0.1
 */
WIKIJS_API const char *wikijs_call_operation(const wikijs_call *call);

/**
 * The version of the library that runs, such as "0.1.0".
 *
 * @return a static string
 * @since 0.1
 */
WIKIJS_API const char *wikijs_version(void);

#ifdef __cplusplus
}
#endif
#endif
