/* SPDX-License-Identifier: MIT */
/**
 * @file sys/cache_store.h
 * A place that keeps answers of the server: memory, a file, another server. The library has three; a program can bring its
 * own and give it in wikijs_client_options.cache_store.
 *
 * A store knows nothing of wikis. It keeps bytes under a key, drops what carries a tag, and forgets what is too old. All
 * functions may be called from several threads at once. None may call the library, and none may wait for long: the
 * client's loop stands still meanwhile.
 */
#ifndef WIKIJS_SYS_CACHE_STORE_H
#define WIKIJS_SYS_CACHE_STORE_H

#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { WIKIJS_CACHE_ID_SIZE = 16 };

/** What an answer is kept under: hashes, from which nothing can be read. */
typedef struct wikijs_cache_key {
    uint8_t tenant[WIKIJS_CACHE_ID_SIZE]; /* of the wiki: what one of its users changes is dropped for all of them */
    uint8_t id[WIKIJS_CACHE_ID_SIZE];     /* of identity and request: what one may see is never given to another */
} wikijs_cache_key;

/** An answer. Times are Unix milliseconds. */
typedef struct wikijs_cache_entry {
    size_t struct_size;
    const char *bytes;       /* the answer; lent */
    size_t length;           /* of `bytes` */
    const char *const *tags; /* names of what the answer tells of, such as "page:12"; NUL-terminated */
    size_t tag_count;        /* of `tags` */
    int64_t stored_at;       /* when it came */
    int64_t fresh_until;     /* until when it is as good as a new one */
    int64_t keep_until;      /* later than fresh_until when stale answers may be used; then it is dropped */
    uint64_t ticket;         /* for set: of the get that missed; 0: none */
} wikijs_cache_entry;

/** Where get puts what it has found. */
typedef struct wikijs_cache_found {
    size_t struct_size;
    void *(*reserve)(size_t size, void *payload); /* room for the bytes, set by the caller; NULL: there is none */
    void *payload;                                /* handed to `reserve` */
    size_t length;                                /* out */
    int64_t stored_at;                            /* out */
    int64_t fresh_until;                          /* out */
    uint64_t ticket; /* out, found or not; not 0: changes whenever something of the tenant is dropped */
} wikijs_cache_found;

/** What a store has and did since it was opened. */
typedef struct wikijs_cache_stats {
    size_t struct_size;
    uint64_t entries;   /* now */
    uint64_t bytes;     /* now, keys and tags included */
    uint64_t hits;      /* look-ups that found an answer */
    uint64_t misses;    /* look-ups that found none */
    uint64_t stores;    /* answers that were put in */
    uint64_t evictions; /* dropped for want of room */
    uint64_t drops;     /* by tag, by clear, or expired */
    uint64_t errors;    /* the store itself failed */
} wikijs_cache_stats;

/** A store. Statuses are 0 or a negative wikijs_status; a failure never fails the caller's call. */
typedef struct wikijs_cache_store {
    size_t struct_size;
    const char *name; /* "memory" */
    void *state;      /* handed to all functions */
    /** Find an answer that is not past keep_until. 0; WIKIJS_E_NOT_FOUND; WIKIJS_E_NOMEM; WIKIJS_E_IO. */
    int (*get)(void *state, const wikijs_cache_key *key, int64_t now, wikijs_cache_found *found);
    /** Keep an answer in place of what has the key. When one of its tags, or everything, was dropped after the get that
     * gave the ticket, the answer may be older than the change: WIKIJS_E_CONFLICT, and nothing is kept. A store may also
     * say so when anything else of the tenant was dropped. WIKIJS_E_TOO_LARGE, WIKIJS_E_NOMEM, WIKIJS_E_BUSY: it has no
     * room, or no time, for this one, and works well otherwise. */
    int (*set)(void *state, const wikijs_cache_key *key, int64_t now, const wikijs_cache_entry *entry);
    /** Drop everything of a tenant that carries one of the tags. */
    int (*drop)(void *state, const uint8_t tenant[WIKIJS_CACHE_ID_SIZE], const char *const *tags, size_t tag_count);
    /** Drop everything of a tenant; of all tenants when it is NULL. */
    int (*clear)(void *state, const uint8_t *tenant);
    /** Fill in what it has and did. */
    int (*stats)(void *state, wikijs_cache_stats *stats);
    /** End a store. For whoever made it: the library does not call it for a program's own, and it may be NULL there. */
    void (*destroy)(void *state);
    /** Say in one line, for the log, what was wrong when a function failed last; may be NULL. */
    void (*explain)(void *state, char *line, size_t size);
} wikijs_cache_store;

#ifdef __cplusplus
}
#endif
#endif
