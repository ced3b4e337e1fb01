/* SPDX-License-Identifier: MIT */
/* A client: its configuration, its loop, the chain of policies, and who may use it now. */
#ifndef WJ_CLIENT_CLIENT_H
#define WJ_CLIENT_CLIENT_H

#include "client/config.h"
#include "engine/log.h"
#include "engine/shared.h"
#include "engine/trace.h"
#include "graphql/documents.h"
#include "policy/audit.h"
#include "policy/auth.h"
#include "policy/batch.h"
#include "policy/breaker.h"
#include "policy/cache.h"
#include "policy/envelope.h"
#include "policy/hooks.h"
#include "policy/limiter.h"
#include "policy/plugin.h"
#include "policy/retry.h"
#include "transport/curl.h"
#include <stdatomic.h>

struct wikijs_client {
    uint32_t magic;
    struct wj_config *config;
    const wikijs_allocator *allocator; /* the config's */
    const struct wj_clock *clock;
    struct wj_loop *loop;
    struct wj_calls calls;
    struct wikijs_shared *shared;
    struct wj_shared_member member;
    struct wj_transport *transport;
    struct wj_chain chain;         /* of calls that travel alone */
    struct wj_chain member_chain;  /* of calls in batches: with the batch policy */
    struct wj_chain carrier_chain; /* of the documents that carry them: what is below that policy */
    struct wj_arena memory;        /* small things that live as long as the client */

    struct wj_tracer tracer;
    struct wj_log log;

    /* state of the policies */
    struct wj_hooks hooks;
    struct wj_plugin_use plugins;
    struct wj_audit_use audit;
    struct wj_cache_use cache;
    struct wj_retry_use retry;
    struct wj_breaker_use breaker;
    struct wj_limiter_use limiter;
    struct wj_auth auth;
    struct wj_envelope envelope;
    struct wj_batching batching;

    struct wj_batch *coalescer;      /* of option `coalesce`, or NULL */
    struct wikijs_batch *batches;    /* all that the program has made and not freed */
    struct wikijs_batch *collecting; /* the one that calls join now, or NULL */

    struct wj_documents documents;
    wikijs_call_settings settings; /* of calls that are started from now on */

    /* who is inside */
    atomic_uintptr_t owner; /* thread, 0: nobody */
    unsigned depth;         /* owner only */
    bool opened;            /* its plugins know of it */
    bool doomed;            /* freed from inside one of its callbacks */
    unsigned generation;    /* of the process that made it: a forked child may not use it */
};

/*
 * Everything public begins with enter and ends with leave. Another thread inside, or a synchronous call from inside a
 * callback, is WIKIJS_E_BUSY; a callback may start asynchronous calls (`nested`).
 */
int wj_client_enter(struct wikijs_client *client, bool nested, wikijs_error *err);
void wj_client_leave(struct wikijs_client *client);

/* What it shares with its clones; NULL: it is no client. For any thread. */
struct wikijs_shared *wj_client_shared(const struct wikijs_client *client);

/* wikijs_client_new() for one of many: what `beside` has is used with all of them. NULL: for one alone. */
int wj_client_new_beside(const wikijs_client_options *options, struct wikijs_shared *beside, struct wikijs_client **out,
                         wikijs_error *err);

/* A client on a configuration and a shared state; takes references of its own. */
int wj_client_make(struct wj_config *config, struct wikijs_shared *shared, const struct wj_clock *clock,
                   struct wikijs_client **out, wikijs_error *err);

#endif
