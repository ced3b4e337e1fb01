/* SPDX-License-Identifier: MIT */
/*
 * What every cache store must do, as cases that run over any of them: a test program opens its store in a set-up function and
 * lists STORE_CASES(set_up, tear_down). Answers are numbers here: the bytes kept under the key of a number begin with it.
 */
#ifndef TEST_STORES_H
#define TEST_STORES_H

#include <stdbool.h>
#include <stdint.h>
#include <wikijs/sys/cache_store.h>

/* The store under test; `other` is the same one as another process would have it, or unset. */
extern wikijs_cache_store store, other_store;
/* Destroys both, unless that was done. */
void stores_close(void);
/* A fresh folder below the system's temporary one, and its end with all that is in it. */
void stores_make_folder(char path[64]);
void stores_remove_folder(const char *path);

/* Of the tenant "tenant". */
wikijs_cache_key store_key(uint64_t number);
/* Whether `in` has the answer, which must be whole then; *ticket may be NULL. */
bool store_has(wikijs_cache_store *in, uint64_t number, int64_t now, uint64_t *ticket);
/* Put it in at time 1000, fresh until 2000, kept until 3000; ticket 0 and tag NULL: without. */
int store_put(wikijs_cache_store *in, uint64_t number, size_t length, uint64_t ticket, const char *tag);
wikijs_cache_stats store_stats(wikijs_cache_store *in);
void store_drop(wikijs_cache_store *in, const char *tag);

/* Threads that get, put, drop and clear all at once must only ever see whole answers. */
void store_hammer(int threads, int rounds);

void suite_gives_back_what_was_put_in(void **state);
void suite_replaces_what_has_the_key(void **state);
void suite_takes_large_and_empty_answers(void **state);
void suite_forgets_what_is_too_old(void **state);
void suite_refuses_late_answers_by_tag(void **state);
void suite_drops_what_carries_a_tag_and_nothing_else(void **state);
void suite_keeps_tenants_apart(void **state);
void suite_clears(void **state);
void suite_counts(void **state);
void suite_says_when_there_is_no_room_for_the_bytes(void **state);
void suite_shares_with_another(void **state);

#define STORE_CASE(name, set_up, tear_down)  \
    {                                        \
#name, name, set_up, tear_down, NULL \
    }
#define STORE_CASES(set_up, tear_down)                                                                         \
    STORE_CASE(suite_gives_back_what_was_put_in, set_up, tear_down),                                           \
        STORE_CASE(suite_replaces_what_has_the_key, set_up, tear_down),                                        \
        STORE_CASE(suite_takes_large_and_empty_answers, set_up, tear_down),                                    \
        STORE_CASE(suite_forgets_what_is_too_old, set_up, tear_down),                                          \
        STORE_CASE(suite_refuses_late_answers_by_tag, set_up, tear_down),                                      \
        STORE_CASE(suite_drops_what_carries_a_tag_and_nothing_else, set_up, tear_down),                        \
        STORE_CASE(suite_keeps_tenants_apart, set_up, tear_down), STORE_CASE(suite_clears, set_up, tear_down), \
        STORE_CASE(suite_counts, set_up, tear_down),                                                           \
        STORE_CASE(suite_says_when_there_is_no_room_for_the_bytes, set_up, tear_down)

/* For stores with bounds of their own: opened with these. */
int bounds_open(size_t entries, size_t bytes); /* of the test program */
void bounds_hold_for_entries(void **state);
void bounds_hold_for_bytes(void **state);
void bounds_spare_what_was_asked_for_again(void **state);
void bounds_come_near_to_the_best_choice(void **state);

#define BOUNDS_CASES(tear_down)                                                                               \
    STORE_CASE(bounds_hold_for_entries, NULL, tear_down), STORE_CASE(bounds_hold_for_bytes, NULL, tear_down), \
        STORE_CASE(bounds_spare_what_was_asked_for_again, NULL, tear_down),                                   \
        STORE_CASE(bounds_come_near_to_the_best_choice, NULL, tear_down)

#endif
