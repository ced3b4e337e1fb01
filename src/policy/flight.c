/* SPDX-License-Identifier: MIT */
#include "policy/flight.h"

#include <string.h>

void wj_flights_init(struct wj_flights *flights, const wikijs_allocator *allocator)
{
    *flights = (struct wj_flights){ .allocator = allocator };
    pthread_mutex_init(&flights->lock, NULL);
    atomic_init(&flights->landings, 0);
}

void wj_flights_destroy(struct wj_flights *flights)
{
    pthread_mutex_destroy(&flights->lock);
}

static struct wj_flight **find(struct wj_flights *flights, const wikijs_cache_key *key)
{
    struct wj_flight **at = &flights->buckets[key->id[0] % WJ_FLIGHT_BUCKETS];
    while (*at && memcmp(&(*at)->key, key, sizeof *key) != 0)
        at = &(*at)->next;
    return at;
}

/* Nobody joins it any more. */
static void unlist(struct wj_flights *flights, struct wj_flight *flight)
{
    if (!flight->listed)
        return;
    struct wj_flight **at = &flights->buckets[flight->key.id[0] % WJ_FLIGHT_BUCKETS];
    while (*at != flight)
        at = &(*at)->next;
    *at = flight->next;
    flight->listed = false;
}

static void lead(struct wj_flight *flight, const struct wj_calls *calls)
{
    flight->led = true;
    flight->calls = calls;
    flight->thread = pthread_self();
}

/* The program's thread stands in a waiting function until this call ends. */
static bool holds_its_thread(const struct wikijs_call *call)
{
    if (call->calls->deliver_blocked)
        return true;
    while (call->parent)
        call = call->parent;
    return call->waited_for;
}

/* The leader's client belongs to the same thread, and so would not be driven: the flight would never land. */
static bool stands_still(const struct wj_flight *flight, const struct wikijs_call *call)
{
    return flight->calls != call->calls && pthread_equal(flight->thread, pthread_self()) && holds_its_thread(call);
}

static struct wj_flight *make(struct wj_flights *flights, const wikijs_cache_key *key, uint64_t ticket)
{
    struct wj_flight *flight = wj_calloc(flights->allocator, 1, sizeof *flight);
    if (!flight)
        return NULL;
    flight->key = *key;
    flight->ticket = ticket;
    struct wj_flight **bucket = &flights->buckets[key->id[0] % WJ_FLIGHT_BUCKETS];
    flight->next = *bucket;
    flight->listed = true;
    *bucket = flight;
    return flight;
}

static enum wj_flight_role join_locked(struct wj_flights *flights, const wikijs_cache_key *key, uint64_t ticket,
                                       const struct wikijs_call *call, struct wj_flight **out)
{
    struct wj_flight *flight = *find(flights, key);
    if (flight && flight->ticket != ticket) {
        unlist(flights, flight);
        flight = NULL;
    }
    if (flight && flight->led && stands_still(flight, call))
        return WJ_FLIGHT_NONE;
    if (!flight)
        flight = make(flights, key, ticket);
    if (!flight)
        return WJ_FLIGHT_NONE;
    *out = flight;
    flight->refs++;
    if (flight->led)
        return WJ_FLIGHT_FOLLOWS;
    lead(flight, call->calls);
    return WJ_FLIGHT_LEADS;
}

enum wj_flight_role wj_flight_join(struct wj_flights *flights, const wikijs_cache_key *key, uint64_t ticket,
                                   const struct wikijs_call *call, struct wj_flight **out)
{
    pthread_mutex_lock(&flights->lock);
    enum wj_flight_role role = join_locked(flights, key, ticket, call, out);
    pthread_mutex_unlock(&flights->lock);
    return role;
}

bool wj_flight_exists(struct wj_flights *flights, const wikijs_cache_key *key)
{
    pthread_mutex_lock(&flights->lock);
    bool exists = *find(flights, key) != NULL;
    pthread_mutex_unlock(&flights->lock);
    return exists;
}

enum wj_flight_role wj_flight_look(struct wj_flights *flights, struct wj_flight *flight, const struct wj_calls *calls)
{
    pthread_mutex_lock(&flights->lock);
    enum wj_flight_role role = flight->landed ? WJ_FLIGHT_LANDED : WJ_FLIGHT_FOLLOWS;
    if (!flight->landed && !flight->led) {
        lead(flight, calls);
        role = WJ_FLIGHT_LEADS;
    }
    pthread_mutex_unlock(&flights->lock);
    return role;
}

bool wj_flight_land(struct wj_flights *flights, struct wj_flight *flight, const wikijs_error *error, char *bytes,
                    size_t length)
{
    pthread_mutex_lock(&flights->lock);
    unlist(flights, flight);
    flight->landed = true;
    flight->error = *error;
    flight->bytes = bytes;
    flight->length = length;
    bool awaited = flight->refs > 1;
    pthread_mutex_unlock(&flights->lock);
    atomic_fetch_add(&flights->landings, 1);
    return awaited;
}

bool wj_flight_abandon(struct wj_flights *flights, struct wj_flight *flight)
{
    pthread_mutex_lock(&flights->lock);
    flight->led = false;
    bool awaited = flight->refs > 1;
    pthread_mutex_unlock(&flights->lock);
    return awaited;
}

void wj_flight_leave(struct wj_flights *flights, struct wj_flight *flight)
{
    pthread_mutex_lock(&flights->lock);
    bool last = --flight->refs == 0;
    if (last)
        unlist(flights, flight);
    pthread_mutex_unlock(&flights->lock);
    if (!last)
        return;
    wj_free(flights->allocator, flight->bytes);
    wj_free(flights->allocator, flight);
}
