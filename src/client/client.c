/* SPDX-License-Identifier: MIT */
/* Making and ending clients, and the three ways to wait. */
#include "client/client.h"

#include "base/sized.h"
#include "base/status.h"
#include "client/audit.h"
#include "client/batch.h"
#include "client/cache.h"
#include "client/chains.h"
#include "client/log.h"
#include "client/login.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <wikijs/version.h>

enum { CLIENT_MAGIC = 0x57694b43 };

const char *wikijs_version(void)
{
    return WIKIJS_VERSION;
}

/* --- a forked child must not touch its parent's connections --- */

static atomic_uint generation;

static void count_generation(void)
{
    atomic_fetch_add(&generation, 1);
}

static void watch_forks(void)
{
    pthread_atfork(NULL, NULL, count_generation);
}

/* --- who is inside --- */

int wj_client_enter(struct wikijs_client *client, bool nested, wikijs_error *err)
{
    if (!client || client->magic != CLIENT_MAGIC)
        return wj_error_set(err, WIKIJS_E_ARG, "no client is given");
    if (client->generation != atomic_load(&generation))
        return wj_error_set(err, WIKIJS_E_STATE, "the client was made before fork(): make a new one in the child");
    uintptr_t self = (uintptr_t)pthread_self(), nobody = 0;
    if (!atomic_compare_exchange_strong(&client->owner, &nobody, self) && (nobody != self || !nested))
        return wj_error_set(err, WIKIJS_E_BUSY,
                            nobody == self
                                ? "a callback of this client may only start asynchronous calls"
                                : "another thread uses this client: give each its own by wikijs_client_clone()");
    client->depth++;
    wj_loop_refresh(client->loop); /* a callback may have taken its time */
    return 0;
}

static void destroy(struct wikijs_client *client);

void wj_client_leave(struct wikijs_client *client)
{
    if (client->depth == 1 && client->doomed)
        wj_calls_cancel_all(&client->calls);
    if (--client->depth)
        return;
    if (client->doomed) {
        destroy(client);
        return;
    }
    wj_loop_arm(client->loop, false);
    atomic_store(&client->owner, 0);
}

/* --- making --- */

/* Reads that are started within one turn of the loop travel together. */
static int start_coalescing(struct wikijs_client *client)
{
    if (!client->config->options.coalesce)
        return 0;
    struct wj_batch_options options = { .reads_only = true };
    client->coalescer = wj_batch_new(&client->batching, &options);
    return client->coalescer ? 0 : WIKIJS_E_NOMEM;
}

static void on_wakeup(void *context)
{
    wj_calls_unpark(&((struct wikijs_client *)context)->calls);
}

static int open_transport(struct wikijs_client *client)
{
    const wikijs_client_options *options = &client->config->options;
    char agent[256];
    snprintf(agent, sizeof agent, "%.200s%slibwikijs/%s", options->user_agent ? options->user_agent : "",
             options->user_agent ? " " : "", WIKIJS_VERSION);
    char *kept_agent = wj_arena_strdup(&client->memory, agent);
    if (!kept_agent)
        return WIKIJS_E_NOMEM;
    struct wj_transport_options transport = { .base_url = options->base_url,
                                              .user_agent = kept_agent,
                                              .proxy = options->proxy,
                                              .ca_file = options->ca_file,
                                              .ca_path = options->ca_path,
                                              .client_cert_file = options->client_cert_file,
                                              .client_key_file = options->client_key_file,
                                              .tls_insecure = options->tls_insecure != 0,
                                              .connect_timeout_ms = options->connect_timeout_ms,
                                              .stall_timeout_ms = options->stall_timeout_ms,
                                              .answer_timeout_ms = options->write_timeout_ms,
                                              .idle_timeout_ms = options->idle_timeout_ms,
                                              .max_connections = options->max_connections };
    return wj_transport_new(&client->transport, &transport, client->shared, client->loop, client->allocator);
}

static void observe(struct wikijs_client *client, const wikijs_client_options *options)
{
    client->log = (struct wj_log){ .write = options->log,
                                   .payload = options->log_payload,
                                   .level = options->log_level,
                                   .json = options->log_json != 0,
                                   .clock = client->clock };
    client->tracer = (struct wj_tracer){ .on = options->span_started || options->span_ended || options->traceparent,
                                         .started = options->span_started,
                                         .ended = options->span_ended,
                                         .current = options->traceparent,
                                         .payload = options->trace_payload,
                                         .clock = client->clock };
}

/* What the policies of the chains work with. */
static void equip_policies(struct wikijs_client *client, const wikijs_client_options *options)
{
    client->cache = (struct wj_cache_use){ .shared = client->shared,
                                           .clock = client->clock,
                                           .envelope = &client->envelope,
                                           .log = &client->log,
                                           .new_renewal = wj_renewal_new };
    client->retry = (struct wj_retry_use){ .shared = client->shared, .clock = client->clock, .log = &client->log };
    client->breaker = (struct wj_breaker_use){
        .shared = client->shared,
        .log = &client->log,
        .on_change = { [WIKIJS_BREAKER_CLOSED] = options->breaker_on_close,
                       [WIKIJS_BREAKER_HALF_OPEN] = options->breaker_on_half_open,
                       [WIKIJS_BREAKER_OPEN] = options->breaker_on_open },
        .payload = options->breaker_payload
    };
    client->limiter = (struct wj_limiter_use){ .shared = client->shared,
                                               .clock = client->clock,
                                               .log = &client->log,
                                               .max_wait_ms = options->rate_limit_wait_ms,
                                               .no_wait = options->rate_limit_no_wait != 0,
                                               .limited = options->rate_limited,
                                               .payload = options->rate_limited_payload };
    client->auth = (struct wj_auth){ .shared = client->shared,
                                     .clock = client->clock,
                                     .new_login = wj_login_new,
                                     .new_probe = wj_probe_new,
                                     .token_changed = options->token_changed,
                                     .token_payload = options->token_payload };
}

static int fill(struct wikijs_client *client)
{
    const wikijs_client_options *options = &client->config->options;
    int status = wj_loop_new(&client->loop, client->allocator, client->clock);
    if (status < 0)
        return status;
    wj_calls_init(&client->calls, client->loop);
    client->calls.metrics = client->shared->metrics;
    observe(client, options);
    client->calls.tracer = &client->tracer;
    wj_loop_on_wakeup(client->loop, on_wakeup, client);
    client->member.loop = client->loop;
    wj_shared_join(client->shared, &client->member);
    status = open_transport(client);
    if (status < 0)
        return status;
    client->envelope = (struct wj_envelope){ .parser = wj_json_parser_new(client->allocator),
                                             .allocator = client->allocator,
                                             .clock = client->clock,
                                             .max_result = (size_t)options->max_response_bytes * 4 };
    if (!client->envelope.parser)
        return WIKIJS_E_NOMEM;
    client->hooks = (struct wj_hooks){ .base_url = options->base_url,
                                       .tag = (uint32_t)client->clock->random(client->clock->context) };
    status = wj_log_hooks(&client->memory, options, &client->log, &client->hooks);
    wj_plugin_use_init(&client->plugins, wj_plugins_of(client->shared), &client->envelope, options->base_url);
    client->calls.watch = client->plugins.plugins ? &client->plugins.watch : NULL;
    equip_policies(client, options);
    if (status == 0 && options->audit_log)
        status = wj_audit_set_up(client);
    wj_chains_build(client);
    client->batching = (struct wj_batching){ .calls = &client->calls,
                                             .client = client,
                                             .allocator = client->allocator,
                                             .envelope = &client->envelope,
                                             .carriers = &client->carrier_chain,
                                             .max_response = (size_t)options->max_response_bytes };
    return status < 0 ? status : start_coalescing(client);
}

int wj_client_make(struct wj_config *config, struct wikijs_shared *shared, const struct wj_clock *clock,
                   struct wikijs_client **out, wikijs_error *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, watch_forks);
    struct wikijs_client *client = wj_calloc(&config->allocator, 1, sizeof *client);
    if (!client)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    client->magic = CLIENT_MAGIC;
    client->config = wj_config_ref(config);
    client->allocator = &config->allocator;
    client->clock = clock;
    client->shared = wj_shared_ref(shared);
    client->generation = atomic_load(&generation);
    wj_arena_init(&client->memory, client->allocator, 0);
    wj_documents_init(&client->documents, client->allocator);
    int status = fill(client);
    if (status < 0) {
        destroy(client);
        return wj_error_set(err, status, "%s",
                            status == WIKIJS_E_NOMEM    ? "out of memory"
                            : status == WIKIJS_E_CONFIG ? "the host or port of base_url is malformed"
                                                        : "no descriptor for the event loop");
    }
    client->opened = true;
    wj_plugins_tell(&client->plugins, WIKIJS_EVENT_CLIENT_OPEN, NULL, 0);
    if (config->options.tls_insecure)
        wj_log_line(&client->log, WIKIJS_LOG_WARN, NULL, "TLS certificates are not checked");
    *out = client;
    return 0;
}

static enum wj_credentials_kind kind_of(const wikijs_client_options *options, const char *key)
{
    if (key)
        return WJ_CREDENTIALS_API_KEY;
    if (options->username)
        return WJ_CREDENTIALS_LOGIN;
    return options->login_token ? WJ_CREDENTIALS_TOKEN : WJ_CREDENTIALS_NONE;
}

static int make_shared(struct wikijs_shared **out, const struct wj_config *config, struct wikijs_shared *beside)
{
    int status = wj_shared_new(out, &config->allocator);
    if (status == 0 && beside)
        (*out)->beside = wj_shared_ref(beside);
    return status;
}

static int make_limiter(struct wikijs_shared *shared, const wikijs_client_options *options, wikijs_error *err)
{
    const struct wj_fleet_settings fleet = { .redis = { .option = "rate_limit_redis",
                                                        .url = options->rate_limit_redis,
                                                        .prefix = options->redis_prefix,
                                                        .timeout_ms = (int)options->rate_limit_redis_timeout_ms },
                                             .wiki = options->base_url };
    return wj_limiter_make(shared, options->rate_limit, fleet.redis.url ? &fleet : NULL, err);
}

int wikijs_client_new(const wikijs_client_options *options, wikijs_client **out, wikijs_error *err)
{
    return wj_client_new_beside(options, NULL, out, err);
}

int wj_client_new_beside(const wikijs_client_options *options, struct wikijs_shared *beside, struct wikijs_client **out,
                         wikijs_error *err)
{
    wj_error_clear(err);
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the client is given");
    struct wj_config *config = NULL;
    struct wikijs_shared *shared = NULL;
    char *key = NULL;
    int status = wj_config_new(&config, options, err);
    if (status < 0)
        return status;
    status = wj_config_api_key(options, &config->allocator, &key, err);
    if (status == 0 &&
        (make_shared(&shared, config, beside) < 0 ||
         wj_credentials_set(shared, kind_of(&config->options, key), key ? key : config->options.login_token) < 0))
        status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (status == 0 && config->options.rate_limit)
        status = make_limiter(shared, &config->options, err);
    if (status == 0)
        status = wj_retry_make(shared, &config->options, &wj_system_clock, err);
    if (status == 0)
        status = wj_breaker_make(shared, &config->options, &wj_system_clock, err);
    if (status == 0)
        status = wj_client_cache(shared, &config->options, key, err);
    if (status == 0 && config->options.plugin_count)
        status = wj_plugins_make(shared, config->options.plugins, config->options.plugin_count, err);
    config->options.plugins = NULL; /* the program's: it need not be there any longer */
    if (status == 0 && config->options.audit_log &&
        wj_audit_make(shared, config->options.audit_log, config->options.audit_fsync != 0, &wj_system_clock) < 0)
        status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (status == 0)
        status = wj_client_make(config, shared, &wj_system_clock, out, err);
    wj_free_secret(&config->allocator, key);
    wj_shared_unref(shared);
    wj_config_unref(config);
    return status;
}

int wikijs_client_clone(const wikijs_client *client, wikijs_client **out, wikijs_error *err)
{
    wj_error_clear(err);
    if (!client || client->magic != CLIENT_MAGIC || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "no client is given");
    if (client->generation != atomic_load(&generation)) /* its locks and its queue of writes are the parent's */
        return wj_error_set(err, WIKIJS_E_STATE, "the client was made before fork(): make a new one in the child");
    return wj_client_make(client->config, client->shared, client->clock, out, err);
}

struct wikijs_shared *wj_client_shared(const struct wikijs_client *client)
{
    return client && client->magic == CLIENT_MAGIC ? client->shared : NULL;
}

/* --- ending --- */

static void destroy(struct wikijs_client *client)
{
    struct wj_config *config = client->config;
    client->magic = 0;
    if (client->opened)
        wj_plugins_tell(&client->plugins, WIKIJS_EVENT_CLIENT_CLOSE, NULL, 0);
    wj_batches_leave(client);
    if (client->coalescer)
        wj_group_unref(wj_batch_group(client->coalescer));
    wj_transport_free(client->transport);
    wj_json_parser_free(client->envelope.parser);
    if (client->member.loop)
        wj_shared_leave(client->shared, &client->member);
    wj_loop_free(client->loop);
    wj_shared_unref(client->shared);
    wj_documents_free(&client->documents);
    wj_arena_clear(&client->memory);
    wj_free(&config->allocator, client);
    wj_config_unref(config);
}

void wikijs_client_free(wikijs_client *client)
{
    if (!client || client->magic != CLIENT_MAGIC)
        return;
    if (client->generation != atomic_load(&generation))
        return; /* the parent's: its connections are not ours to close */
    client->doomed = true;
    if (wj_client_enter(client, false, NULL) < 0)
        return; /* inside a callback: when it leaves */
    wj_client_leave(client);
}

/* --- waiting --- */

int wikijs_client_fd(wikijs_client *client)
{
    return client && client->magic == CLIENT_MAGIC ? wj_loop_fd(client->loop) : WIKIJS_E_ARG;
}

int wikijs_client_process(wikijs_client *client, wikijs_error *err)
{
    wj_error_clear(err);
    int status = wj_client_enter(client, false, err);
    if (status < 0)
        return status;
    int done = wj_loop_turn(client->loop, 0);
    wj_client_leave(client);
    return done;
}

int wikijs_client_wait(wikijs_client *client, int64_t timeout_ms, wikijs_error *err)
{
    wj_error_clear(err);
    int status = wj_client_enter(client, false, err);
    if (status < 0)
        return status;
    bool endless = timeout_ms < 0 || timeout_ms >= WJ_ENDLESS_MS;
    int64_t until_us = endless ? INT64_MAX : wj_loop_now(client->loop) + timeout_ms * 1000;
    int done = 0;
    do {
        bool idle = !client->calls.count && !client->calls.ended;
        int64_t left_us = endless ? -1 : until_us - wj_loop_now(client->loop);
        done = wj_loop_turn(client->loop, idle ? 0 : left_us);
        if (idle)
            break;
    } while (!done && !client->doomed && wj_loop_now(client->loop) < until_us);
    wj_client_leave(client);
    return done;
}

int wikijs_client_wakeup(wikijs_client *client)
{
    if (client)
        wj_loop_wakeup(client->loop);
    return 0;
}

size_t wikijs_client_pending(const wikijs_client *client)
{
    return client ? client->calls.count : 0;
}

#define LONGEST_TTL_MS INT64_C(31536000000) /* a year, as of the option */

static int check_settings(const wikijs_call_settings *settings, wikijs_error *err)
{
    if (settings->timeout_ms < 0)
        return wj_error_set(err, WIKIJS_E_ARG, "a time limit cannot be negative");
    if (settings->retry_max_attempts < 0)
        return wj_error_set(err, WIKIJS_E_ARG, "a number of attempts cannot be negative");
    if (settings->cache_ttl_ms < 0 || settings->cache_ttl_ms > LONGEST_TTL_MS)
        return wj_error_set(err, WIKIJS_E_ARG, "answers are fresh for a year at most");
    if ((int)settings->retry_writes < WIKIJS_UNSET || settings->retry_writes > WIKIJS_NO)
        return wj_error_set(err, WIKIJS_E_ARG, "retry_writes is neither yes nor no");
    return 0;
}

int wikijs_client_set_call_settings(wikijs_client *client, const wikijs_call_settings *settings, wikijs_error *err)
{
    wj_error_clear(err);
    int status = wj_client_enter(client, true, err);
    if (status < 0)
        return status;
    wikijs_call_settings taken = WIKIJS_CALL_SETTINGS_INIT;
    status = wj_sized_take(&taken, sizeof taken, settings, err);
    status = status < 0 ? status : check_settings(&taken, err);
    if (status == 0)
        status = wj_tracer_set_remote(&client->tracer, taken.traceparent, taken.tracestate, err);
    if (status == 0) {
        taken.traceparent = taken.tracestate = NULL;
        client->settings = taken;
    }
    wj_client_leave(client);
    return status;
}

void wikijs_client_get_stats(const wikijs_client *client, wikijs_client_stats *stats)
{
    if (!client || client->magic != CLIENT_MAGIC || !stats)
        return;
    const struct wj_transport_stats *transport = wj_transport_get_stats(client->transport);
    wikijs_client_stats now = { .struct_size = stats->struct_size,
                                .calls = client->calls.started,
                                .failures = client->calls.failed,
                                .requests = transport->requests,
                                .connections = transport->connections,
                                .bytes_sent = transport->bytes_sent,
                                .bytes_received = transport->bytes_received,
                                .last_request_ms = transport->last_request_ms,
                                .retries = client->retry.sent };
    memcpy(stats, &now, stats->struct_size < sizeof now ? stats->struct_size : sizeof now);
}

int wikijs_client_get_breaker_stats(const wikijs_client *client, wikijs_breaker_stats *stats)
{
    wikijs_breaker_stats now;
    struct wikijs_shared *shared = wj_client_shared(client);
    if (!shared || !stats || stats->struct_size < sizeof stats->struct_size)
        return WIKIJS_E_ARG;
    if (!wj_breaker_read(shared, &now))
        return WIKIJS_E_STATE;
    now.struct_size = stats->struct_size;
    memcpy(stats, &now, stats->struct_size < sizeof now ? stats->struct_size : sizeof now);
    return 0;
}
