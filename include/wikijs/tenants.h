/* SPDX-License-Identifier: MIT */
/**
 * @file tenants.h
 * Many clients under names: one for each customer, each wiki, each account.
 *
 *     wikijs_tenants *tenants;
 *     wikijs_tenants_new(NULL, &tenants, &err);
 *     wikijs_tenants_add(tenants, "acme", &options_of_acme, &err);
 *     wikijs_client *client;
 *     wikijs_tenants_client(tenants, "acme", &client, &err);
 *     wikijs_pages_get(client, 12, NULL, &page, &err);
 *     wikijs_tenants_free(tenants);
 *
 * They have one descriptor and one way to wait, and share what costs: DNS answers, TLS sessions, and the memory of their
 * caches, where each finds only what its own identity was answered. Each has its own credentials, limits, plugins and
 * connections; nothing that one was told is told another.
 * A tenant costs memory only until its client is asked for, and again after wikijs_tenants_close_idle().
 *
 * The clients belong to one thread at a time, as any client does. Other threads take clones by wikijs_tenants_clone();
 * that, wikijs_tenants_add() and wikijs_tenants_has() may be called by any thread at any time.
 */
#ifndef WIKIJS_TENANTS_H
#define WIKIJS_TENANTS_H

#include <wikijs/client.h>
#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wikijs_tenants wikijs_tenants;

/** Options of a registry. Zero always means the default. */
typedef struct wikijs_tenants_options {
    size_t struct_size;                       /* set by WIKIJS_TENANTS_OPTIONS_INIT */
    const struct wikijs_allocator *allocator; /* of registry and shared parts, for all threads; NULL: malloc */
    int64_t cache_max_entries; /* most answers that tenants with cache "memory" share; 0: 10,000; up to 100,000,000 */
    int64_t cache_max_bytes;   /* and their bytes; 0: 256 MiB; up to 1 TiB */
} wikijs_tenants_options;

#define WIKIJS_TENANTS_OPTIONS_INIT                   \
    {                                                 \
        .struct_size = sizeof(wikijs_tenants_options) \
    }

/**
 * Make a registry without tenants.
 *
 * @param options  NULL for defaults
 * @param out      receives the registry; free with wikijs_tenants_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG options not initialised; WIKIJS_E_IO no descriptor is left; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_tenants_new(const wikijs_tenants_options *options, wikijs_tenants **out,
                                                   wikijs_error *err);

/**
 * End a registry and its clients: calls that run are completed with WIKIJS_E_CANCELED. Clones live on.
 *
 * Not from inside a callback of one of the clients.
 *
 * @param tenants  registry, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_tenants_free(wikijs_tenants *tenants);

/**
 * Add a tenant. Nothing is sent yet; a key file or command is read now.
 *
 * @param tenants  registry
 * @param name     its name: UTF-8, 1 to 255 bytes; copied
 * @param options  how to reach its wiki and as whom, as for wikijs_client_new()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_EXISTS there is one of this name; WIKIJS_E_ARG no name; what wikijs_client_new() says
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_tenants_add(wikijs_tenants *tenants, const char *name,
                                                   const wikijs_client_options *options, wikijs_error *err);

/**
 * Take a tenant away: its client is freed, calls that run are completed with WIKIJS_E_CANCELED. Clones live on.
 *
 * Inside a callback of that client it happens when the running wikijs_tenants_process() ends.
 *
 * @param tenants  registry
 * @param name     name
 * @return 0; WIKIJS_E_NOT_FOUND there is none of this name
 * @since 0.1
 */
WIKIJS_API int wikijs_tenants_remove(wikijs_tenants *tenants, const char *name);

/**
 * Whether there is a tenant of a name.
 *
 * @param tenants  registry
 * @param name     name
 * @return true when there is
 * @since 0.1
 */
WIKIJS_API bool wikijs_tenants_has(wikijs_tenants *tenants, const char *name);

/**
 * The number of tenants.
 *
 * @param tenants  registry
 * @return number, with those whose clients are closed
 * @since 0.1
 */
WIKIJS_API size_t wikijs_tenants_count(wikijs_tenants *tenants);

/**
 * The name of a tenant, in the order of their bytes. For the thread that adds and removes.
 *
 * @param tenants  registry
 * @param index    0 to wikijs_tenants_count() - 1
 * @return the name, valid until the tenant is removed; NULL beyond the last
 * @since 0.1
 */
WIKIJS_API const char *wikijs_tenants_name_at(wikijs_tenants *tenants, size_t index);

/**
 * The client of a tenant, opened when it is not open.
 *
 * @param tenants  registry
 * @param name     name
 * @param out      receives the client; it belongs to the registry: do not free it, and ask anew after
 *                 wikijs_tenants_close_idle()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND there is no tenant of this name; WIKIJS_E_IO no descriptor is left; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_tenants_client(wikijs_tenants *tenants, const char *name, wikijs_client **out,
                                                      wikijs_error *err);

/**
 * A client of a tenant for another thread, as wikijs_client_clone() makes it.
 *
 * @param tenants  registry
 * @param name     name
 * @param out      receives the client; free with wikijs_client_free()
 * @param err      receives details on failure; may be NULL
 * @return as wikijs_tenants_client()
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_tenants_clone(wikijs_tenants *tenants, const char *name, wikijs_client **out,
                                                     wikijs_error *err);

/**
 * Close the clients that have nothing to do and were not asked for lately: their connections and descriptors are given
 * back. The tenants stay, with their credentials, limits and plugins; the next wikijs_tenants_client() opens them again.
 *
 * @param tenants  registry
 * @param idle_ms  longest time since wikijs_tenants_client() that is left alone, in milliseconds; 0: close all that have
 *                 nothing to do
 * @return how many were closed
 * @since 0.1
 */
WIKIJS_API size_t wikijs_tenants_close_idle(wikijs_tenants *tenants, int64_t idle_ms);

/**
 * The descriptor to watch for input, one for all clients; when it is readable, call wikijs_tenants_process().
 *
 * @param tenants  registry
 * @return a descriptor owned by the registry: neither close nor read it; WIKIJS_E_ARG no registry
 * @since 0.1
 */
WIKIJS_API int wikijs_tenants_fd(wikijs_tenants *tenants);

/**
 * Do for all clients what wikijs_client_process() does for one.
 *
 * @param tenants  registry
 * @param err      receives details on failure; may be NULL
 * @return > 0 something was done; 0 nothing to do; WIKIJS_E_BUSY called from a callback of one of the clients, or another
 *         thread uses one
 * @since 0.1
 */
WIKIJS_API int wikijs_tenants_process(wikijs_tenants *tenants, wikijs_error *err);

/**
 * Wait until something happened to one of the clients, then do as wikijs_tenants_process().
 *
 * @param tenants     registry
 * @param timeout_ms  longest wait in milliseconds; -1: no limit
 * @param err         receives details on failure; may be NULL
 * @return as wikijs_tenants_process(); 0 also when the time is over or no call runs
 * @since 0.1
 */
WIKIJS_API int wikijs_tenants_wait(wikijs_tenants *tenants, int64_t timeout_ms, wikijs_error *err);

/**
 * The number of calls of all clients that were started and whose callback has not run.
 *
 * @param tenants  registry
 * @return number of calls
 * @since 0.1
 */
WIKIJS_API size_t wikijs_tenants_pending(wikijs_tenants *tenants);

#ifdef __cplusplus
}
#endif
#endif
