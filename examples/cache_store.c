/* SPDX-License-Identifier: MIT */
/*
 * Advanced: a store of the program's own, shared by two clients of one wiki. This one holds a single answer, and shows what
 * a store has to do: it forgets by tag, and refuses what was on its way while something was dropped.
 * Usage: cache_store ID
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>
#include <wikijs/sys/cache_store.h>

enum { MAX_BYTES = 65536 };

struct single {
    pthread_mutex_t lock; /* clients of several threads call at once */
    bool full;
    wikijs_cache_key key;
    int64_t stored_at, fresh_until, keep_until;
    uint64_t drops; /* the ticket is one more than these: never 0 */
    size_t length;
    char bytes[MAX_BYTES];
    wikijs_cache_stats stats;
};

static int get(void *state, const wikijs_cache_key *key, int64_t now, wikijs_cache_found *found)
{
    struct single *single = state;
    int status = WIKIJS_E_NOT_FOUND;
    pthread_mutex_lock(&single->lock);
    found->ticket = single->drops + 1;
    if (single->full && now < single->keep_until && memcmp(&single->key, key, sizeof *key) == 0) {
        void *room = found->reserve(single->length, found->payload);
        status = room ? 0 : WIKIJS_E_NOMEM;
        if (room)
            memcpy(room, single->bytes, single->length);
        found->length = single->length;
        found->stored_at = single->stored_at;
        found->fresh_until = single->fresh_until;
    }
    if (status == 0)
        single->stats.hits++;
    else
        single->stats.misses++;
    pthread_mutex_unlock(&single->lock);
    return status;
}

static int set(void *state, const wikijs_cache_key *key, int64_t now, const wikijs_cache_entry *entry)
{
    struct single *single = state;
    (void)now;
    if (entry->length > MAX_BYTES)
        return WIKIJS_E_TOO_LARGE;
    pthread_mutex_lock(&single->lock);
    bool late = entry->ticket && entry->ticket != single->drops + 1;
    if (!late) {
        single->full = true;
        single->key = *key;
        single->stored_at = entry->stored_at;
        single->fresh_until = entry->fresh_until;
        single->keep_until = entry->keep_until;
        single->length = entry->length;
        memcpy(single->bytes, entry->bytes, entry->length);
        single->stats.stores++;
    }
    pthread_mutex_unlock(&single->lock);
    return late ? WIKIJS_E_CONFLICT : 0;
}

/* It keeps no tags, so whatever is dropped may be its answer. A real store looks. */
static int drop(void *state, const uint8_t tenant[WIKIJS_CACHE_ID_SIZE], const char *const *tags, size_t tag_count)
{
    struct single *single = state;
    (void)tags;
    pthread_mutex_lock(&single->lock);
    single->drops++;
    if (tag_count && memcmp(single->key.tenant, tenant, sizeof single->key.tenant) == 0)
        single->full = false;
    pthread_mutex_unlock(&single->lock);
    return 0;
}

static int clear(void *state, const uint8_t *tenant)
{
    struct single *single = state;
    pthread_mutex_lock(&single->lock);
    single->drops++;
    if (!tenant || memcmp(single->key.tenant, tenant, sizeof single->key.tenant) == 0)
        single->full = false;
    pthread_mutex_unlock(&single->lock);
    return 0;
}

static int get_stats(void *state, wikijs_cache_stats *stats)
{
    struct single *single = state;
    pthread_mutex_lock(&single->lock);
    *stats = single->stats;
    stats->entries = single->full;
    pthread_mutex_unlock(&single->lock);
    return 0;
}

static wikijs_client *make_client(const wikijs_cache_store *store)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.cache_store = store; /* must outlive the client */
    wikijs_error err;
    wikijs_client *client = NULL;
    if (wikijs_client_new(&options, &client, &err) < 0)
        fprintf(stderr, "%s\n", err.message);
    return client;
}

static int read_page(wikijs_client *client, int64_t id)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    int status = client ? wikijs_pages_get(client, id, NULL, &page, &err) : WIKIJS_E_ARG;
    wikijs_page_free(page);
    return status;
}

int main(int argc, char **argv)
{
    static struct single single = { .lock = PTHREAD_MUTEX_INITIALIZER };
    const wikijs_cache_store store = { .struct_size = sizeof store,
                                       .name = "single",
                                       .state = &single,
                                       .get = get,
                                       .set = set,
                                       .drop = drop,
                                       .clear = clear,
                                       .stats = get_stats };
    int64_t id = argc > 1 ? strtoll(argv[1], NULL, 10) : 1;
    wikijs_client *first = make_client(&store), *second = make_client(&store);
    int failed = read_page(first, id) < 0 || read_page(second, id) < 0;
    wikijs_client_free(first);
    wikijs_client_free(second);
    printf("%s read, %s\n", failed ? "not" : "twice", single.stats.hits == 1 ? "asked for once" : "asked for twice");
    return failed;
}
