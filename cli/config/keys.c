/* SPDX-License-Identifier: MIT */
#include "config/keys.h"

#include "config/duration.h"
#include "memory.h"
#include "text/match.h"

#include <wikijs/client.h>

#include <string.h>

const struct config_key config_keys[] = {
    { "url", "base_url", "address of the wiki" },
    { "api_key", "api_key", "the API key itself; better one of the next three" },
    { "api_key_file", "api_key_file", "a file that holds the API key", CONFIG_FILE_SECRET },
    { "api_key_command", "api_key_command", "a command that prints the API key" },
    { "api_key_env", "api_key_env", "an environment variable that holds the API key" },
    { "locale", "locale", "locale of pages that are named without one; \"en\" when not set" },
    { "timeout", NULL, "longest time for one call, such as 30, 30s, 500ms or 2m" },
    { "read_timeout_ms", "read_timeout_ms", "longest time for one read" },
    { "write_timeout_ms", "write_timeout_ms", "longest time for one write" },
    { "connect_timeout_ms", "connect_timeout_ms", "longest time for making a connection" },
    { "stall_timeout_ms", "stall_timeout_ms", "longest time in which no byte arrives" },
    { "max_response_bytes", "max_response_bytes", "largest answer that is accepted" },
    { "proxy", "proxy", "proxy, as curl takes it; \"\" for none" },
    { "ca_file", "ca_file", "certificates of authorities to trust, PEM", CONFIG_FILE_READ },
    { "ca_path", "ca_path", "folder of such certificates", CONFIG_FILE_READ },
    { "client_cert_file", "client_cert_file", "certificate to show to the server, PEM", CONFIG_FILE_READ },
    { "client_key_file", "client_key_file", "its private key, PEM", CONFIG_FILE_SECRET },
    { "user_agent", "user_agent", "put before the program's own name" },
    { "tls_insecure", "tls_insecure", "true: do not check the server's certificate; for tests only" },
    { "rate_limit", "rate_limit", "most requests in a time: 10/s, or 10/s:burst=20, upload=1/s, pages.create=30/min" },
    { "rate_limit_wait_ms", "rate_limit_wait_ms", "longest wait at such a limit" },
    { "rate_limit_no_wait", "rate_limit_no_wait", "true: fail at such a limit instead of waiting" },
    { "retry_max_attempts", "retry_max_attempts", "most requests for one call; 3 when not set, 1: none is sent again" },
    { "retry_backoff", "retry_backoff", "how the wait grows: exponential, linear or constant" },
    { "retry_initial_delay_ms", "retry_initial_delay_ms", "longest wait before the second request; 500 when not set" },
    { "retry_max_delay_ms", "retry_max_delay_ms", "longest wait before any other; 20000 when not set" },
    { "retry_no_jitter", "retry_no_jitter", "true: wait exactly so long, not at random up to it" },
    { "retry_max_time_ms", "retry_max_time_ms", "no request is sent again later than so long after the first" },
    { "retry_on", "retry_on", "failures after which to try again: 429, 500, 502, 503, 504, connect, reset, cut" },
    { "retry_writes", "retry_writes", "true: also a change that the server may have made" },
    { "retry_budget", "retry_budget", "most requests sent again at once; 100 when not set" },
    { "breaker_failures", "breaker_failures", "so many failures in a row pause all requests" },
    { "breaker_failure_percent", "breaker_failure_percent", "so many of a hundred requests that fail do, too" },
    { "breaker_min_requests", "breaker_min_requests", "of so many requests at least; 20 when not set" },
    { "breaker_window_ms", "breaker_window_ms", "time in which they are counted; 60000 when not set" },
    { "breaker_recovery_ms", "breaker_recovery_ms", "how long the pause is; 60000 when not set" },
    { "breaker_successes", "breaker_successes", "so many have to go well then; 2 when not set" },
    { "breaker_probes", "breaker_probes", "so many of them are tried at once; 1 when not set" },
    { "breaker_redis", "breaker_redis", "address of a Redis where all who name it share the breaker" },
    { "breaker_redis_timeout_ms", "breaker_redis_timeout_ms", "longest time for a question to it; 250 when not set" },
    { "rate_limit_redis", "rate_limit_redis", "address of a Redis where all who name it share these rates" },
    { "rate_limit_redis_timeout_ms", "rate_limit_redis_timeout_ms",
      "longest time for a question to it; 250 when not set" },
    { "cache", "cache", "where answers are kept: memory, sqlite, redis, or none" },
    { "cache_dir", "cache_dir", "folder of the cache sqlite; ~/.cache/wikijs when not set", CONFIG_FOLDER },
    { "cache_redis", "cache_redis",
      "address of the cache redis: redis://:password@host:6379/0 or unix:///run/redis.sock" },
    { "redis_prefix", "redis_prefix", "what all keys in Redis begin with; wikijs: when not set" },
    { "cache_timeout_ms", "cache_timeout_ms",
      "longest wait for a cache that other processes use, too; 100 when not set" },
    { "cache_ttl_ms", "cache_ttl_ms", "how long an answer is fresh; 300000 when not set" },
    { "cache_ttls", "cache_ttls", "the same for some operations: pages.list=30s, site=1h, search=0" },
    { "cache_max_entries", "cache_max_entries", "most answers that are kept; 1000 when not set" },
    { "cache_max_bytes", "cache_max_bytes", "most bytes that are kept; 67108864 when not set" },
    { "cache_stale_error_ms", "cache_stale_error_ms", "how long an old answer is given when the server fails" },
    { "cache_stale_revalidate_ms", "cache_stale_revalidate_ms",
      "how long an old answer is given while a new one comes" },
    { "cache_namespace", "cache_namespace", "answers are shared with those that name the same one only" },
    { "read_only", "read_only", "true: refuse whatever would change something" },
    { "plugins", NULL, "plugins to load, in order: audit-stamp, maintenance" },
    { "plugin.NAME", NULL, "settings of the plugin NAME, such as tenant=acme; region=eu" },
    { "audit_log", "audit_log", "file that gets one line for each change at the wiki; 'wikijs audit' reads it",
      CONFIG_FILE_WRITTEN },
    { "audit_fsync", "audit_fsync", "true: each of these lines is on the disk before the command goes on" },
    { "audit_best_effort", "audit_best_effort",
      "true: go on when that file cannot be written; else changes are refused" },
    { "audit_user", "audit_user", "who acts, for that file; the user of the machine when not set" },
    { "metrics_file", NULL, "file to add what was counted to, for Prometheus' node_exporter; ends in .prom",
      CONFIG_FILE_WRITTEN },
    { "metrics_labels", NULL, "labels of its numbers, such as wiki=\"docs\"" },
    { "editor", NULL, "command for 'pages edit'" },
    { 0 },
};

/* Keys of which one section may hold one. */
static const char *const credential_keys[] = { "api_key", "api_key_file", "api_key_command", "api_key_env" };

/* One key for all plugins. */
static bool is_plugin_key(const char *key, const char *name)
{
    static const char start[] = "plugin.";
    size_t length = sizeof start - 1;
    return strcmp(key, "plugin.NAME") == 0 && strncmp(name, start, length) == 0 && name[length];
}

const struct config_key *config_key_find(const char *name)
{
    for (const struct config_key *key = config_keys; key->name; key++)
        if (strcmp(key->name, name) == 0 || is_plugin_key(key->name, name))
            return key;
    return NULL;
}

enum { KEYS = sizeof config_keys / sizeof *config_keys };

const char *config_key_nearest(const char *name)
{
    const char *names[KEYS + 4] = { "profiles", "profile", "aliases", "webhooks" };
    for (size_t i = 0; i < KEYS; i++)
        names[i + 4] = config_keys[i].name;
    return text_nearest(name, names);
}

/* The library knows what values its options take. */
char *config_value_problem(const struct config_key *key, const char *value)
{
    wikijs_client_options scratch = WIKIJS_CLIENT_OPTIONS_INIT;
    wikijs_error error = { 0 };
    if (strcmp(key->name, "timeout") == 0 && duration_parse(value) < 0)
        return xasprintf("'timeout' is a time such as 30, 30s, 500ms or 2m, not '%s'", value);
    if (!key->option || wikijs_client_options_set(&scratch, key->option, value, &error) == 0)
        return NULL;
    return xstrdup(error.message);
}

bool config_key_is_credential(const char *name)
{
    for (size_t i = 0; i < sizeof credential_keys / sizeof *credential_keys; i++)
        if (strcmp(credential_keys[i], name) == 0)
            return true;
    return false;
}
