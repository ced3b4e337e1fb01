/* SPDX-License-Identifier: MIT */
/*
 * A registry of clients. A tenant is a configuration and a shared state, from which its client is made when somebody asks for
 * it, and clones are made for other threads. The descriptors of the open clients are in one epoll.
 *
 * `lock` guards the list of tenants and their counts; the clients themselves are the owning thread's.
 */
#include <wikijs/tenants.h>

#include "base/sized.h"
#include "base/status.h"
#include "client/cache.h"
#include "client/client.h"
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

/* Those of the options of the same names. */
#define LARGEST_CACHE_ENTRIES INT64_C(100000000)
#define LARGEST_CACHE_BYTES (INT64_C(1) << 40)

enum { LONGEST_NAME = 255, EVENTS = 64, CACHE_ENTRIES = 10000, CACHE_BYTES = 256 << 20 };

struct tenant {
    char *name;
    struct wj_config *config;
    struct wikijs_shared *shared;
    const struct wj_clock *clock;
    struct wikijs_client *client; /* NULL: closed */
    int64_t asked_us;             /* when its client was asked for */
    struct tenant *next_gone;
};

struct wikijs_tenants {
    wikijs_allocator allocator;
    int epoll_fd;
    struct wikijs_shared *beside; /* what all have in common: what curl shares, and the store of their caches */
    bool processing;
    struct tenant *gone; /* removed while their events may be at hand */
    pthread_mutex_t lock;
    struct tenant **list; /* by name */
    size_t count, room;
};

/* --- the list, under the lock --- */

/* Where a name is, or would be. */
static size_t place_of(const wikijs_tenants *tenants, const char *name, bool *found)
{
    size_t low = 0, high = tenants->count;
    *found = false;
    while (low < high && !*found) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(tenants->list[middle]->name, name);
        *found = order == 0;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return high;
}

static struct tenant *find(const wikijs_tenants *tenants, const char *name)
{
    bool found;
    size_t place = name ? place_of(tenants, name, &found) : 0;
    return name && found ? tenants->list[place] : NULL;
}

static bool insert(wikijs_tenants *tenants, struct tenant *tenant, size_t place)
{
    if (tenants->count == tenants->room) {
        size_t room = tenants->room ? tenants->room * 2 : 16, size = sizeof *tenants->list;
        struct tenant **list = wj_realloc(&tenants->allocator, tenants->list, tenants->room * size, room * size);
        if (!list)
            return false;
        tenants->list = list;
        tenants->room = room;
    }
    memmove(&tenants->list[place + 1], &tenants->list[place], (tenants->count - place) * sizeof *tenants->list);
    tenants->list[place] = tenant;
    tenants->count++;
    return true;
}

/* --- life --- */

static void free_tenant(wikijs_tenants *tenants, struct tenant *tenant)
{
    if (!tenant)
        return;
    wikijs_client_free(tenant->client);
    wj_shared_unref(tenant->shared);
    wj_config_unref(tenant->config);
    wj_free(&tenants->allocator, tenant->name);
    wj_free(&tenants->allocator, tenant);
}

/* Free what has been removed. Callbacks that run meanwhile may remove more. */
static void bury(wikijs_tenants *tenants)
{
    tenants->processing = true;
    while (tenants->gone) {
        struct tenant *tenant = tenants->gone;
        tenants->gone = tenant->next_gone;
        free_tenant(tenants, tenant);
    }
    tenants->processing = false;
}

static int make_common(wikijs_tenants *tenants, const wikijs_tenants_options *options)
{
    int status = wj_shared_new(&tenants->beside, &tenants->allocator);
    size_t entries = options->cache_max_entries ? (size_t)options->cache_max_entries : CACHE_ENTRIES;
    size_t bytes = options->cache_max_bytes ? (size_t)options->cache_max_bytes : CACHE_BYTES;
    return status < 0 ? status : wj_client_common_store(tenants->beside, entries, bytes);
}

/* Room for the most entries is taken at once. */
static int check_limits(const wikijs_tenants_options *options, wikijs_error *err)
{
    bool good = options->cache_max_entries >= 0 && options->cache_max_entries <= LARGEST_CACHE_ENTRIES &&
                options->cache_max_bytes >= 0 && options->cache_max_bytes <= LARGEST_CACHE_BYTES;
    return good ? 0 : wj_error_set(err, WIKIJS_E_ARG, "the cache has at most 100,000,000 answers and 1 TiB");
}

int wikijs_tenants_new(const wikijs_tenants_options *options, wikijs_tenants **out, wikijs_error *err)
{
    wj_error_clear(err);
    wikijs_tenants_options taken = { 0 };
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the registry is given");
    int status = wj_sized_take(&taken, sizeof taken, options, err);
    status = status < 0 ? status : check_limits(&taken, err);
    if (status < 0)
        return status;
    const wikijs_allocator *allocator = taken.allocator ? taken.allocator : &wj_libc_allocator;
    wikijs_tenants *tenants = wj_calloc(allocator, 1, sizeof *tenants);
    if (!tenants)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    tenants->allocator = *allocator;
    pthread_mutex_init(&tenants->lock, NULL);
    tenants->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (tenants->epoll_fd < 0)
        status = wj_error_set(err, WIKIJS_E_IO, "no descriptor for the event loop");
    else if (make_common(tenants, &taken) < 0)
        status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (status < 0)
        wikijs_tenants_free(tenants);
    else
        *out = tenants;
    return status;
}

void wikijs_tenants_free(wikijs_tenants *tenants)
{
    if (!tenants)
        return;
    while (tenants->count)
        wikijs_tenants_remove(tenants, tenants->list[0]->name);
    wj_shared_unref(tenants->beside);
    if (tenants->epoll_fd >= 0)
        close(tenants->epoll_fd);
    pthread_mutex_destroy(&tenants->lock);
    wikijs_allocator allocator = tenants->allocator;
    wj_free(&allocator, tenants->list);
    wj_free(&allocator, tenants);
}

/* A first client reads the key, makes limits and plugins, and shows whether the options are right; it is not kept. */
static int make_tenant(wikijs_tenants *tenants, const char *name, const wikijs_client_options *options,
                       struct tenant **out, wikijs_error *err)
{
    struct wikijs_client *client = NULL;
    int status = wj_client_new_beside(options, tenants->beside, &client, err);
    if (status < 0)
        return status;
    struct tenant *tenant = wj_calloc(&tenants->allocator, 1, sizeof *tenant);
    char *copy = tenant ? wj_strdup(&tenants->allocator, name) : NULL;
    if (copy) {
        *tenant = (struct tenant){ .name = copy,
                                   .config = wj_config_ref(client->config),
                                   .shared = wj_shared_ref(client->shared),
                                   .clock = client->clock };
        *out = tenant;
    } else {
        wj_free(&tenants->allocator, tenant);
        status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    wikijs_client_free(client);
    return status;
}

int wikijs_tenants_add(wikijs_tenants *tenants, const char *name, const wikijs_client_options *options,
                       wikijs_error *err)
{
    wj_error_clear(err);
    if (!tenants || !name || !*name || strlen(name) > LONGEST_NAME)
        return wj_error_set(err, WIKIJS_E_ARG, "a tenant needs a name of 1 to %d bytes", LONGEST_NAME);
    struct tenant *tenant = NULL;
    int status = make_tenant(tenants, name, options, &tenant, err);
    if (status < 0)
        return status;
    bool found;
    pthread_mutex_lock(&tenants->lock);
    size_t place = place_of(tenants, name, &found);
    bool added = !found && insert(tenants, tenant, place);
    pthread_mutex_unlock(&tenants->lock);
    if (added)
        return 0;
    free_tenant(tenants, tenant);
    return found ? wj_error_set(err, WIKIJS_E_EXISTS, "there is a tenant '%s' already", name)
                 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

int wikijs_tenants_remove(wikijs_tenants *tenants, const char *name)
{
    bool found;
    if (!tenants || !name)
        return WIKIJS_E_NOT_FOUND;
    pthread_mutex_lock(&tenants->lock);
    size_t place = place_of(tenants, name, &found);
    struct tenant *tenant = found ? tenants->list[place] : NULL;
    if (found)
        memmove(&tenants->list[place], &tenants->list[place + 1], (--tenants->count - place) * sizeof *tenants->list);
    pthread_mutex_unlock(&tenants->lock);
    if (!tenant)
        return WIKIJS_E_NOT_FOUND;
    tenant->next_gone = tenants->gone;
    tenants->gone = tenant;
    if (!tenants->processing)
        bury(tenants);
    return 0;
}

/* --- looking --- */

bool wikijs_tenants_has(wikijs_tenants *tenants, const char *name)
{
    if (!tenants || !name)
        return false;
    pthread_mutex_lock(&tenants->lock);
    bool has = find(tenants, name) != NULL;
    pthread_mutex_unlock(&tenants->lock);
    return has;
}

size_t wikijs_tenants_count(wikijs_tenants *tenants)
{
    if (!tenants)
        return 0;
    pthread_mutex_lock(&tenants->lock);
    size_t count = tenants->count;
    pthread_mutex_unlock(&tenants->lock);
    return count;
}

const char *wikijs_tenants_name_at(wikijs_tenants *tenants, size_t index)
{
    if (!tenants)
        return NULL;
    pthread_mutex_lock(&tenants->lock);
    const char *name = index < tenants->count ? tenants->list[index]->name : NULL;
    pthread_mutex_unlock(&tenants->lock);
    return name;
}

/* --- clients --- */

static int refuse_name(const char *name, wikijs_error *err)
{
    return wj_error_set(err, WIKIJS_E_NOT_FOUND, "there is no tenant '%.200s'", name ? name : "");
}

static int open_client(wikijs_tenants *tenants, struct tenant *tenant, wikijs_error *err)
{
    int status = wj_client_make(tenant->config, tenant->shared, tenant->clock, &tenant->client, err);
    if (status < 0)
        return status;
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = tenant };
    if (epoll_ctl(tenants->epoll_fd, EPOLL_CTL_ADD, wikijs_client_fd(tenant->client), &event) == 0)
        return 0;
    wikijs_client_free(tenant->client);
    tenant->client = NULL;
    return wj_error_set(err, WIKIJS_E_IO, "the client cannot be watched: %s", strerror(errno));
}

int wikijs_tenants_client(wikijs_tenants *tenants, const char *name, wikijs_client **out, wikijs_error *err)
{
    wj_error_clear(err);
    if (!tenants || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the client is given");
    pthread_mutex_lock(&tenants->lock);
    struct tenant *tenant = find(tenants, name);
    pthread_mutex_unlock(&tenants->lock);
    if (!tenant)
        return refuse_name(name, err);
    int status = tenant->client ? 0 : open_client(tenants, tenant, err);
    if (status < 0)
        return status;
    tenant->asked_us = tenant->clock->monotonic_us(tenant->clock->context);
    *out = tenant->client;
    return 0;
}

int wikijs_tenants_clone(wikijs_tenants *tenants, const char *name, wikijs_client **out, wikijs_error *err)
{
    wj_error_clear(err);
    if (!tenants || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the client is given");
    pthread_mutex_lock(&tenants->lock);
    const struct tenant *tenant = find(tenants, name);
    struct wj_config *config = tenant ? wj_config_ref(tenant->config) : NULL;
    struct wikijs_shared *shared = tenant ? wj_shared_ref(tenant->shared) : NULL;
    const struct wj_clock *clock = tenant ? tenant->clock : NULL;
    pthread_mutex_unlock(&tenants->lock);
    if (!shared)
        return refuse_name(name, err);
    int status = wj_client_make(config, shared, clock, out, err);
    wj_shared_unref(shared);
    wj_config_unref(config);
    return status;
}

size_t wikijs_tenants_close_idle(wikijs_tenants *tenants, int64_t idle_ms)
{
    size_t closed = 0;
    if (!tenants)
        return 0;
    pthread_mutex_lock(&tenants->lock); /* nothing of a client that has nothing to do comes back to here */
    for (size_t i = 0; i < tenants->count; i++) {
        struct tenant *tenant = tenants->list[i];
        int64_t now_us = tenant->clock->monotonic_us(tenant->clock->context);
        bool busy = !tenant->client || wikijs_client_pending(tenant->client) || tenants->processing;
        if (busy || (idle_ms && (now_us - tenant->asked_us) / 1000 <= idle_ms))
            continue;
        wikijs_client_free(tenant->client);
        tenant->client = NULL;
        closed++;
    }
    pthread_mutex_unlock(&tenants->lock);
    return closed;
}

/* --- waiting --- */

int wikijs_tenants_fd(wikijs_tenants *tenants)
{
    return tenants ? tenants->epoll_fd : WIKIJS_E_ARG;
}

static bool is_gone(const wikijs_tenants *tenants, const struct tenant *tenant)
{
    const struct tenant *gone = tenants->gone;
    while (gone && gone != tenant)
        gone = gone->next_gone;
    return gone != NULL;
}

static int turn(wikijs_tenants *tenants, int timeout_ms, wikijs_error *err)
{
    struct epoll_event events[EVENTS];
    wj_error_clear(err);
    if (!tenants)
        return wj_error_set(err, WIKIJS_E_ARG, "no registry of tenants is given");
    if (tenants->processing)
        return wj_error_set(err, WIKIJS_E_BUSY, "a callback of a client may only start asynchronous calls");
    int ready = epoll_wait(tenants->epoll_fd, events, EVENTS, timeout_ms), done = 0, failed = 0;
    tenants->processing = true;
    for (int i = 0; i < ready; i++) {
        struct tenant *tenant = events[i].data.ptr;
        if (is_gone(tenants, tenant))
            continue;
        int status = wikijs_client_process(tenant->client, failed ? NULL : err);
        done += status > 0;
        failed = status < 0 && !failed ? status : failed;
    }
    bury(tenants);
    return failed ? failed : done;
}

int wikijs_tenants_process(wikijs_tenants *tenants, wikijs_error *err)
{
    return turn(tenants, 0, err);
}

int wikijs_tenants_wait(wikijs_tenants *tenants, int64_t timeout_ms, wikijs_error *err)
{
    bool endless = timeout_ms < 0 || timeout_ms >= WJ_ENDLESS_MS;
    int64_t until_us = wj_system_clock.monotonic_us(NULL) + (endless ? 0 : timeout_ms * 1000);
    int done;
    do {
        int64_t left_ms = (until_us - wj_system_clock.monotonic_us(NULL) + 999) / 1000;
        bool idle = wikijs_tenants_pending(tenants) == 0;
        if (!endless && left_ms < 0)
            left_ms = 0;
        done = turn(tenants, idle ? 0 : endless || left_ms > 3600000 ? 3600000 : (int)left_ms, err);
        if (idle || (!endless && !left_ms))
            break;
    } while (!done);
    return done;
}

size_t wikijs_tenants_pending(wikijs_tenants *tenants)
{
    size_t pending = 0;
    if (!tenants)
        return 0;
    pthread_mutex_lock(&tenants->lock);
    for (size_t i = 0; i < tenants->count; i++)
        pending += wikijs_client_pending(tenants->list[i]->client);
    pthread_mutex_unlock(&tenants->lock);
    return pending;
}
