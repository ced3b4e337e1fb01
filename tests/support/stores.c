/* SPDX-License-Identifier: MIT */
#include "support/stores.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <wikijs/error.h>

enum { LARGE = 1 << 20 };

wikijs_cache_store store, other_store;

/* --- small steps --- */

static void close_one(wikijs_cache_store *one)
{
    if (one->destroy)
        one->destroy(one->state);
    *one = (wikijs_cache_store){ 0 };
}

void stores_close(void)
{
    close_one(&store);
    close_one(&other_store);
}

void stores_make_folder(char path[64])
{
    snprintf(path, 64, "/tmp/wikijs-cache-XXXXXX");
    assert_non_null(mkdtemp(path));
}

void stores_remove_folder(const char *path)
{
    char command[128];
    snprintf(command, sizeof command, "chmod -R u+rwx %s && rm -rf %s", path, path);
    assert_int_equal(system(command), 0);
}

wikijs_cache_key store_key(uint64_t number)
{
    wikijs_cache_key key = { .tenant = "tenant" };
    uint64_t mixed[2] = { number * UINT64_C(0x9e3779b97f4a7c15), number };
    mixed[0] ^= mixed[0] >> 29;
    mixed[1] = (mixed[0] + number) * UINT64_C(0xbf58476d1ce4e5b9);
    memcpy(key.id, mixed, sizeof key.id);
    return key;
}

struct room {
    char *bytes;
    size_t size;
};

static void *reserve(size_t size, void *payload)
{
    struct room *room = payload;
    return size <= room->size ? room->bytes : NULL;
}

/* Bytes of an answer: all of them tell whether it is whole. */
static void fill(char *bytes, uint64_t number, size_t length)
{
    memset(bytes, (int)(number % 251), length);
    memcpy(bytes, &number, length < sizeof number ? length : sizeof number);
}

static int find(wikijs_cache_store *in, const wikijs_cache_key *key, int64_t now, struct room *room,
                wikijs_cache_found *found)
{
    *found = (wikijs_cache_found){ .struct_size = sizeof *found, .reserve = reserve, .payload = room };
    int status = in->get(in->state, key, now, found);
    assert_true(found->ticket != 0);
    return status;
}

bool store_has(wikijs_cache_store *in, uint64_t number, int64_t now, uint64_t *ticket)
{
    char bytes[4096], expected[sizeof bytes];
    struct room room = { bytes, sizeof bytes };
    wikijs_cache_found found;
    wikijs_cache_key key = store_key(number);
    int status = find(in, &key, now, &room, &found);
    if (ticket)
        *ticket = found.ticket;
    /* Another process may hold it for longer than a cache is worth waiting for. */
    if (status == WIKIJS_E_NOT_FOUND || status == WIKIJS_E_BUSY)
        return false;
    if (status != 0) {
        char why[256] = "";
        if (in->explain)
            in->explain(in->state, why, sizeof why);
        fail_msg("%s: %s", wikijs_status_name(status), why);
    }
    fill(expected, number, found.length);
    assert_memory_equal(bytes, expected, found.length);
    assert_int_equal(found.stored_at, 1000);
    assert_int_equal(found.fresh_until, 2000);
    return true;
}

static int put_as(wikijs_cache_store *in, const wikijs_cache_key *key, const char *bytes, size_t length,
                  uint64_t ticket, const char *const *tags, size_t tag_count)
{
    wikijs_cache_entry entry = { .struct_size = sizeof entry,
                                 .bytes = bytes,
                                 .length = length,
                                 .tags = tags,
                                 .tag_count = tag_count,
                                 .stored_at = 1000,
                                 .fresh_until = 2000,
                                 .keep_until = 3000,
                                 .ticket = ticket };
    return in->set(in->state, key, 1000, &entry);
}

int store_put(wikijs_cache_store *in, uint64_t number, size_t length, uint64_t ticket, const char *tag)
{
    char bytes[4096];
    wikijs_cache_key key = store_key(number);
    assert_true(length <= sizeof bytes);
    fill(bytes, number, length);
    return put_as(in, &key, bytes, length, ticket, &tag, tag != NULL);
}

wikijs_cache_stats store_stats(wikijs_cache_store *in)
{
    wikijs_cache_stats stats = { .struct_size = sizeof stats };
    assert_int_equal(in->stats(in->state, &stats), 0);
    return stats;
}

void store_drop(wikijs_cache_store *in, const char *tag)
{
    wikijs_cache_key key = store_key(0);
    assert_int_equal(in->drop(in->state, key.tenant, &tag, 1), 0);
}

/* --- what every store does --- */

void suite_gives_back_what_was_put_in(void **state)
{
    (void)state;
    static const size_t lengths[] = { 8, 100, 1000, 4000 };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        assert_false(store_has(&store, i, 1000, NULL));
        assert_int_equal(store_put(&store, i, lengths[i], 0, i % 2 ? "tag" : NULL), 0);
    }
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        assert_true(store_has(&store, i, 1000, NULL));
    assert_false(store_has(&store, 77, 1000, NULL));
}

void suite_replaces_what_has_the_key(void **state)
{
    (void)state;
    char bytes[64];
    struct room room = { bytes, sizeof bytes };
    wikijs_cache_found found;
    wikijs_cache_key key = store_key(1);
    const char *tag = "old";
    assert_int_equal(put_as(&store, &key, "first", 5, 0, &tag, 1), 0);
    tag = "new";
    assert_int_equal(put_as(&store, &key, "the second", 10, 0, &tag, 1), 0);
    store_drop(&store, "old"); /* the second one does not carry it */
    assert_int_equal(find(&store, &key, 1000, &room, &found), 0);
    assert_int_equal(found.length, 10);
    assert_memory_equal(bytes, "the second", 10);
}

void suite_takes_large_and_empty_answers(void **state)
{
    (void)state;
    char *bytes = malloc(LARGE), *back = malloc(LARGE), names[300][16];
    const char *tags[300];
    struct room room = { back, LARGE };
    wikijs_cache_found found;
    wikijs_cache_key large = store_key(1), empty = store_key(2);
    for (size_t i = 0; i < 300; i++) {
        snprintf(names[i], sizeof names[i], "page:%zu", i);
        tags[i] = names[i];
    }
    fill(bytes, 12345, LARGE);
    assert_int_equal(put_as(&store, &large, bytes, LARGE, 0, tags, 300), 0);
    assert_int_equal(put_as(&store, &empty, NULL, 0, 0, NULL, 0), 0);
    assert_int_equal(find(&store, &large, 1000, &room, &found), 0);
    assert_int_equal(found.length, LARGE);
    assert_memory_equal(bytes, back, LARGE);
    assert_int_equal(find(&store, &empty, 1000, &room, &found), 0);
    assert_int_equal(found.length, 0);
    store_drop(&store, "page:299");
    assert_int_equal(find(&store, &large, 1000, &room, &found), WIKIJS_E_NOT_FOUND);
    free(bytes);
    free(back);
}

void suite_forgets_what_is_too_old(void **state)
{
    (void)state;
    assert_int_equal(store_put(&store, 1, 50, 0, NULL), 0);
    assert_true(store_has(&store, 1, 2999, NULL));
    assert_false(store_has(&store, 1, 3000, NULL));
}

void suite_refuses_late_answers_by_tag(void **state)
{
    (void)state;
    uint64_t before, after;
    wikijs_cache_key key = store_key(0);
    store_has(&store, 1, 1000, &before);
    store_drop(&store, "page:1");
    assert_int_equal(store_put(&store, 1, 50, before, "page:1"), WIKIJS_E_CONFLICT);
    assert_false(store_has(&store, 1, 1000, NULL));
    assert_int_equal(store_put(&store, 2, 50, before, "page:2"), 0);
    store_has(&store, 1, 1000, &after);
    assert_true(after != before);
    assert_int_equal(store_put(&store, 1, 50, after, "page:1"), 0);
    assert_int_equal(store.clear(store.state, key.tenant), 0);
    assert_int_equal(store_put(&store, 2, 50, after, "page:2"), WIKIJS_E_CONFLICT);
    store_has(&store, 1, 1000, &after);
    assert_int_equal(store.clear(store.state, NULL), 0);
    assert_int_equal(store_put(&store, 2, 50, after, "page:2"), WIKIJS_E_CONFLICT);
    assert_int_equal(store_put(&store, 2, 50, 0, "page:2"), 0);
    assert_true(store_has(&store, 2, 1000, NULL));
}

void suite_drops_what_carries_a_tag_and_nothing_else(void **state)
{
    (void)state;
    static const char *const dropped[] = { "a", "c" };
    wikijs_cache_key key = store_key(0);
    assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0);
    assert_int_equal(store_put(&store, 2, 50, 0, "b"), 0);
    assert_int_equal(store_put(&store, 3, 50, 0, "c"), 0);
    assert_int_equal(store_put(&store, 4, 50, 0, NULL), 0);
    assert_int_equal(store.drop(store.state, key.tenant, dropped, 0), 0);
    assert_int_equal(store.drop(store.state, (const uint8_t *)"another tenant..", dropped, 2), 0);
    for (uint64_t i = 1; i <= 4; i++)
        assert_true(store_has(&store, i, 1000, NULL));
    assert_int_equal(store.drop(store.state, key.tenant, dropped, 2), 0);
    assert_false(store_has(&store, 1, 1000, NULL));
    assert_true(store_has(&store, 2, 1000, NULL));
    assert_false(store_has(&store, 3, 1000, NULL));
    assert_true(store_has(&store, 4, 1000, NULL));
    assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0); /* put in anew it is good again */
    assert_true(store_has(&store, 1, 1000, NULL));
}

void suite_keeps_tenants_apart(void **state)
{
    (void)state;
    char bytes[64];
    struct room room = { bytes, sizeof bytes };
    wikijs_cache_found found;
    wikijs_cache_key ours = store_key(1), theirs = ours;
    const char *tag = "a";
    theirs.tenant[0]++;
    assert_int_equal(put_as(&store, &ours, "ours", 4, 0, &tag, 1), 0);
    assert_int_equal(find(&store, &theirs, 1000, &room, &found), WIKIJS_E_NOT_FOUND);
    assert_int_equal(put_as(&store, &theirs, "theirs", 6, 0, &tag, 1), 0);
    store_drop(&store, "a");
    assert_int_equal(find(&store, &ours, 1000, &room, &found), WIKIJS_E_NOT_FOUND);
    assert_int_equal(find(&store, &theirs, 1000, &room, &found), 0);
    assert_memory_equal(bytes, "theirs", 6);
    assert_int_equal(store.clear(store.state, ours.tenant), 0);
    assert_int_equal(find(&store, &theirs, 1000, &room, &found), 0);
}

void suite_clears(void **state)
{
    (void)state;
    char bytes[64];
    struct room room = { bytes, sizeof bytes };
    wikijs_cache_found found;
    wikijs_cache_key theirs = store_key(1);
    theirs.tenant[0]++;
    for (int all = 0; all < 2; all++) {
        assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0);
        assert_int_equal(store_put(&store, 2, 50, 0, NULL), 0);
        assert_int_equal(put_as(&store, &theirs, "theirs", 6, 0, NULL, 0), 0);
        assert_int_equal(store.clear(store.state, all ? NULL : store_key(0).tenant), 0);
        assert_false(store_has(&store, 1, 1000, NULL));
        assert_false(store_has(&store, 2, 1000, NULL));
        assert_int_equal(find(&store, &theirs, 1000, &room, &found), all ? WIKIJS_E_NOT_FOUND : 0);
    }
}

void suite_counts(void **state)
{
    (void)state;
    assert_false(store_has(&store, 1, 1000, NULL));
    assert_int_equal(store_put(&store, 1, 50, 0, NULL), 0);
    assert_true(store_has(&store, 1, 1000, NULL));
    assert_true(store_has(&store, 1, 1000, NULL));
    wikijs_cache_stats stats = store_stats(&store);
    assert_int_equal(stats.misses, 1);
    assert_int_equal(stats.hits, 2);
    assert_int_equal(stats.stores, 1);
    assert_int_equal(stats.errors, 0);
}

void suite_says_when_there_is_no_room_for_the_bytes(void **state)
{
    (void)state;
    wikijs_cache_found found;
    wikijs_cache_key key = store_key(1);
    assert_int_equal(store_put(&store, 1, 50, 0, NULL), 0);
    assert_int_equal(find(&store, &key, 1000, &(struct room){ NULL, 0 }, &found), WIKIJS_E_NOMEM);
    assert_true(store_has(&store, 1, 1000, NULL));
}

void suite_shares_with_another(void **state)
{
    (void)state;
    uint64_t ours, theirs;
    assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0);
    assert_true(store_has(&other_store, 1, 1000, NULL));
    store_has(&store, 2, 1000, &ours);
    store_drop(&other_store, "a");
    assert_false(store_has(&store, 1, 1000, NULL));
    assert_int_equal(store_put(&store, 1, 50, ours, "a"), WIKIJS_E_CONFLICT); /* asked for before their drop */
    store_has(&other_store, 1, 1000, &theirs);
    assert_int_equal(store_put(&other_store, 1, 50, theirs, "a"), 0);
    assert_true(store_has(&store, 1, 1000, NULL));
    assert_int_equal(other_store.clear(other_store.state, store_key(0).tenant), 0);
    assert_false(store_has(&store, 1, 1000, NULL));
    assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0);
    assert_int_equal(other_store.clear(other_store.state, NULL), 0);
    assert_false(store_has(&store, 1, 1000, NULL));
    assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0);
    assert_true(store_has(&other_store, 1, 1000, NULL));
}

/* --- threads --- */

static int hammer_rounds;

static void *hammer(void *argument)
{
    unsigned seed = (unsigned)(uintptr_t)argument;
    static const char *const tags[] = { "a", "b" };
    wikijs_cache_store *in = seed % 2 && other_store.get ? &other_store : &store;
    wikijs_cache_key key = store_key(0);
    for (int i = 0; i < hammer_rounds; i++) {
        uint64_t number = (uint64_t)rand_r(&seed) % 300, ticket;
        if (!store_has(in, number, 1000, &ticket))
            store_put(in, number, 50 + number, ticket, tags[number % 2]);
        if (i % 500 == 0)
            store_drop(in, tags[i / 500 % 2]);
        if (i % 5000 == 4999)
            in->clear(in->state, i % 2 ? NULL : key.tenant);
    }
    return NULL;
}

void store_hammer(int threads, int rounds)
{
    pthread_t running[16];
    assert_in_range(threads, 1, 16);
    hammer_rounds = rounds;
    for (int i = 0; i < threads; i++)
        assert_int_equal(pthread_create(&running[i], NULL, hammer, (void *)(uintptr_t)(i + 1)), 0);
    for (int i = 0; i < threads; i++)
        pthread_join(running[i], NULL);
    uint64_t looked = store_stats(&store).hits + store_stats(&store).misses;
    if (other_store.get)
        looked += store_stats(&other_store).hits + store_stats(&other_store).misses;
    assert_int_equal(looked, (uint64_t)threads * (uint64_t)rounds);
}
