/* SPDX-License-Identifier: MIT */
#include "client/cache.h"

#include "base/sized.h"
#include "base/status.h"
#include "cache/memory.h"
#include "cache/redis.h"
#include "cache/sqlite.h"
#include <string.h>

/* --- making --- */

/* Everything that a login consists of: who only knows the name is not given what its owner may see. */
static int write_identity(struct wj_buf *out, const wikijs_client_options *options, const char *key)
{
    const char *parts[] = { key                    ? "key"
                            : options->username    ? "login"
                            : options->login_token ? "token"
                                                   : "guest",
                            key                 ? key
                            : options->username ? options->username
                                                : options->login_token,
                            key ? NULL : options->password, key ? NULL : options->strategy };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        wj_buf_append(out, parts[i] ? parts[i] : "", parts[i] ? strlen(parts[i]) + 1 : 1);
    return out->failed;
}

/* The store that tenants have in common; NULL: none. */
static const wikijs_cache_store *common_store(const struct wikijs_shared *shared)
{
    return shared->beside ? shared->beside->parts[WJ_SHARED_CACHE].state : NULL;
}

/* The program's own: it outlives the client. */
static int take_store(struct wj_cache_settings *settings, const wikijs_cache_store *given, wikijs_error *err)
{
    wikijs_cache_store *store = &settings->store;
    int status = wj_sized_take(store, sizeof *store, given, err);
    if (status == 0 && (!store->get || !store->set || !store->drop || !store->clear || !store->stats))
        status = wj_error_set(err, WIKIJS_E_ARG, "cache_store lacks one of its functions");
    return status;
}

static int open_memory(struct wj_cache_settings *settings, const wikijs_client_options *options,
                       const struct wikijs_shared *shared, wikijs_error *err)
{
    if (common_store(shared)) {
        settings->store = *common_store(shared);
        return 0;
    }
    settings->owns_store = true;
    int status = wj_cache_memory_new(&settings->store, &shared->allocator, (size_t)options->cache_max_entries,
                                     (size_t)options->cache_max_bytes);
    return status < 0 ? wj_error_set(err, status, "out of memory") : 0;
}

static int open_sqlite(struct wj_cache_settings *settings, const wikijs_client_options *options,
                       const struct wikijs_shared *shared, wikijs_error *err)
{
    if (!options->cache_dir || !*options->cache_dir)
        return wj_error_set(err, WIKIJS_E_CONFIG, "option 'cache' is sqlite, which needs a folder: set 'cache_dir'");
    const struct wj_cache_sqlite_settings given = { .folder = options->cache_dir,
                                                    .max_entries = (size_t)options->cache_max_entries,
                                                    .max_bytes = (size_t)options->cache_max_bytes,
                                                    .timeout_ms = (int)options->cache_timeout_ms };
    settings->owns_store = true;
    int status = wj_cache_sqlite_new(&settings->store, &shared->allocator, &given);
    return status < 0 ? wj_error_set(err, status, "out of memory") : 0;
}

static int open_redis(struct wj_cache_settings *settings, const wikijs_client_options *options,
                      const struct wikijs_shared *shared, wikijs_error *err)
{
    if (!options->cache_redis || !*options->cache_redis)
        return wj_error_set(err, WIKIJS_E_CONFIG, "option 'cache' is redis, which needs an address: set 'cache_redis'");
    const struct wj_redis_settings given = { .option = "cache_redis",
                                             .url = options->cache_redis,
                                             .prefix = options->redis_prefix,
                                             .timeout_ms = (int)options->cache_timeout_ms };
    settings->owns_store = true;
    return wj_cache_redis_new(&settings->store, &shared->allocator, &given, err);
}

static int open_store(struct wj_cache_settings *settings, const wikijs_client_options *options,
                      const struct wikijs_shared *shared, wikijs_error *err)
{
    if (options->cache_store)
        return take_store(settings, options->cache_store, err);
    if (strcmp(options->cache, "memory") == 0)
        return open_memory(settings, options, shared, err);
    if (strcmp(options->cache, "sqlite") == 0)
        return open_sqlite(settings, options, shared, err);
    if (strcmp(options->cache, "redis") == 0)
        return open_redis(settings, options, shared, err);
    return wj_error_set(err, WIKIJS_E_CONFIG, "option 'cache' is memory, sqlite, redis or none, not '%s'",
                        options->cache);
}

int wj_client_cache(struct wikijs_shared *shared, const wikijs_client_options *options, const char *key,
                    wikijs_error *err)
{
    if (!options->cache_store && (!options->cache || strcmp(options->cache, "none") == 0))
        return 0;
    struct wj_cache_settings settings = { .wiki = options->base_url,
                                          .name_space = options->cache_namespace,
                                          .guessable = !key && options->password,
                                          .ttl_ms = options->cache_ttl_ms,
                                          .ttls = options->cache_ttls,
                                          .stale_revalidate_ms = options->cache_stale_revalidate_ms,
                                          .stale_error_ms = options->cache_stale_error_ms };
    struct wj_buf identity;
    wj_buf_init(&identity, &shared->allocator, 1 << 20);
    identity.secret = true;
    int status = write_identity(&identity, options, key);
    settings.identity = (wikijs_str){ identity.data, identity.len };
    if (status < 0)
        wj_error_set(err, status, "out of memory");
    else
        status = open_store(&settings, options, shared, err);
    if (status == 0)
        status = wj_cache_make(shared, &settings, err);
    wj_buf_free(&identity);
    return status;
}

/* --- of tenants --- */

struct common {
    wikijs_cache_store store; /* first: it is what common_store() finds */
    wikijs_allocator allocator;
};

static void free_common(void *state)
{
    struct common *common = state;
    wikijs_allocator allocator = common->allocator;
    common->store.destroy(common->store.state);
    wj_free(&allocator, common);
}

int wj_client_common_store(struct wikijs_shared *beside, size_t max_entries, size_t max_bytes)
{
    struct common *common = wj_calloc(&beside->allocator, 1, sizeof *common);
    if (!common)
        return WIKIJS_E_NOMEM;
    common->allocator = beside->allocator;
    int status = wj_cache_memory_new(&common->store, &beside->allocator, max_entries, max_bytes);
    if (status < 0)
        wj_free(&beside->allocator, common);
    else
        beside->parts[WJ_SHARED_CACHE] = (struct wj_shared_part){ common, free_common };
    return status;
}

/* --- once more --- */

struct wikijs_call *wj_renewal_new(struct wikijs_call *of)
{
    struct wikijs_client *client = of->client;
    struct wikijs_call *call = wj_call_new(&client->calls, client, client->allocator, of->op,
                                           (size_t)client->config->options.max_response_bytes);
    if (!call)
        return NULL;
    call->request.method = "POST";
    call->request.path = "/graphql";
    call->request.probe_at = of->request.probe_at;
    call->fields = of->fields;
    call->as_json = of->as_json;
    call->timeout_ms = of->timeout_ms;
    call->settings = of->settings;
    call->chain = &client->chain;
    if (wj_buf_append(&call->request.body, of->request.body.data, of->request.body.len) == 0 &&
        wj_call_copy_headers(call, of))
        return call;
    wikijs_call_unref(call);
    return NULL;
}
