/* SPDX-License-Identifier: MIT */
/**
 * @file webhook_relay.h
 * Sends the events of wikis to addresses on the web, and remembers what was not received yet.
 *
 *     wikijs_webhook_relay *relay;
 *     wikijs_webhook_relay_new("/var/lib/wikijs/relay.db", &feed_options, &relay, &err);
 *     wikijs_webhook_relay_add_target(relay, &target, &err);
 *     wikijs_webhook_relay_add(relay, "work", client, &err);
 *     wikijs_webhook_relay_run(relay, -1, &err);
 *     wikijs_webhook_relay_free(relay);
 *
 * Each event that a target wants is sent to it by POST until it answers 2xx: at least once, and in order for each page
 * (asset, user, group). What is to be sent is written down in the transaction that notes the change itself, so a relay
 * that was killed at any moment loses nothing; what it had sent and not noted goes out again, with the same id.
 * docs/webhooks.md describes body, headers and signature.
 *
 * A relay belongs to one thread at a time.
 */
#ifndef WIKIJS_WEBHOOK_RELAY_H
#define WIKIJS_WEBHOOK_RELAY_H

#include <wikijs/error.h>
#include <wikijs/types.h>
#include <wikijs/watch.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wikijs_webhook_relay wikijs_webhook_relay;

/** Where to send what. Zero always means the default. */
typedef struct wikijs_webhook_target {
    size_t struct_size;     /* set by WIKIJS_WEBHOOK_TARGET_INIT */
    const char *name;       /* its own in the relay: deliveries that wait are known by it; required */
    const char *url;        /* https://... or http://...; required; copied */
    wikijs_strings secrets; /* each signs: "whsec_" and base64, or any text; the newest first; none: not signed */
    int32_t github;         /* non-zero: also X-Hub-Signature-256, with the first secret */
    wikijs_strings events;  /* types and patterns; none: all but comments */
    const char *path, *locale, *tag; /* as in wikijs_watch_options */
    wikijs_strings headers;          /* further header lines, "Name: value" */

    const char *rate;         /* most requests in a time, such as "10/s"; NULL: no limit */
    int64_t max_in_flight;    /* requests at a time; 0: 4 */
    int64_t timeout_ms;       /* for one request; 0: 10,000 */
    int64_t first_retry_ms;   /* before the first repetition; three times as long before each further one, up to six
                                  hours; 0: 5,000 */
    int64_t retry_for_ms;     /* from the event on; then the delivery is dead; 0: three days */
    int64_t breaker_failures; /* so many in a row, and the target is left alone for a while; 0: 5 */
    int64_t breaker_pause_ms; /* for so long, doubled each time up to ten minutes; 0: 30,000 */
} wikijs_webhook_target;

#define WIKIJS_WEBHOOK_TARGET_INIT                   \
    {                                                \
        .struct_size = sizeof(wikijs_webhook_target) \
    }

/** What became of a delivery. */
typedef enum wikijs_delivery_state {
    WIKIJS_DELIVERY_WAITING = 0, /* to be sent, perhaps again */
    WIKIJS_DELIVERY_DONE = 1,    /* answered with 2xx */
    WIKIJS_DELIVERY_DEAD = 2     /* given up */
} wikijs_delivery_state;

/** Fields of wikijs_delivery, in the order of its table. */
enum {
    WIKIJS_DELIVERY_ID,
    WIKIJS_DELIVERY_TARGET,
    WIKIJS_DELIVERY_STATE,
    WIKIJS_DELIVERY_TYPE,
    WIKIJS_DELIVERY_EVENT_ID,
    WIKIJS_DELIVERY_SUBJECT,
    WIKIJS_DELIVERY_ATTEMPTS,
    WIKIJS_DELIVERY_CREATED_AT,
    WIKIJS_DELIVERY_NEXT_AT,
    WIKIJS_DELIVERY_FINISHED_AT,
    WIKIJS_DELIVERY_HTTP_STATUS,
    WIKIJS_DELIVERY_MESSAGE,
    WIKIJS_DELIVERY_BODY,
    WIKIJS_DELIVERY_FIELDS
};

/** An event on its way to a target. */
typedef struct wikijs_delivery {
    uint64_t present;
    int64_t id;           /* counts deliveries; the order in which they are sent */
    const char *target;   /* name */
    const char *state;    /* "waiting", "done", "dead" */
    const char *type;     /* of the event, such as "page.updated" */
    const char *event_id; /* sent as webhook-id: the event's, or a new one of wikijs_deliveries_redeliver() */
    const char *subject;  /* what it is about: "work/page/42" */
    int64_t attempts;     /* requests that were sent */
    int64_t created_at;   /* Unix ms */
    int64_t next_at;      /* of what waits: not before then; Unix ms */
    int64_t finished_at;  /* of what does not; Unix ms */
    int64_t http_status;  /* of the newest answer; 0: none */
    const char *message;  /* why the newest attempt failed */
    wikijs_str body;      /* JSON that is sent */
} wikijs_delivery;

/** A list of deliveries. Opaque; read it with _count and _at. */
typedef struct wikijs_delivery_list wikijs_delivery_list;

/** Which deliveries to list. */
typedef struct wikijs_deliveries_options {
    size_t struct_size;
    const char *target;          /* of this target; NULL: all */
    int32_t with_state;          /* non-zero: only those with `state` */
    wikijs_delivery_state state; /* see with_state */
    int64_t limit;               /* the newest so many; 0: 100 */
    int64_t id;                  /* only this one; 0: all */
} wikijs_deliveries_options;

#define WIKIJS_DELIVERIES_OPTIONS_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_deliveries_options) \
    }

/** How to send deliveries again. */
typedef struct wikijs_redeliver_options {
    size_t struct_size; /* set by WIKIJS_REDELIVER_OPTIONS_INIT */
    int32_t new_id;     /* non-zero: as something new, for receivers that pass over an id which they know */
} wikijs_redeliver_options;

#define WIKIJS_REDELIVER_OPTIONS_INIT                   \
    {                                                   \
        .struct_size = sizeof(wikijs_redeliver_options) \
    }

/** Counters since the relay was made. */
typedef struct wikijs_webhook_relay_stats {
    size_t struct_size;
    uint64_t delivered; /* answered with 2xx */
    uint64_t failed;    /* attempts that were not */
    uint64_t dead;      /* deliveries that were given up */
    uint64_t waiting;   /* deliveries that wait now */
} wikijs_webhook_relay_stats;

/** Is told of what goes wrong: a look at a wiki (`name` its name), a delivery (`name` the target's). */
typedef void (*wikijs_webhook_relay_error_fn)(const char *name, const wikijs_error *err, void *payload);

/**
 * Make a relay that follows nothing and sends nowhere yet.
 *
 * @param state   file that remembers what was seen and what is to be sent; not NULL; copied
 * @param feed    how often to look, and since when; its state and filters are ignored; NULL: defaults
 * @param out     receives the relay; free with wikijs_webhook_relay_free()
 * @param err     receives details on failure; may be NULL
 * @return as wikijs_watch_new()
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_relay_new(const char *state, const wikijs_watch_options *feed,
                                                         wikijs_webhook_relay **out, wikijs_error *err);

/**
 * Check a target as wikijs_webhook_relay_add_target() does, without a relay and its file.
 *
 * Nothing is sent: whether something answers at the address is not asked.
 *
 * @param target  target
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_CONFIG a secret, address or rate is wrong; WIKIJS_E_ARG a name, event or number is wrong;
 *         WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_target_check(const wikijs_webhook_target *target, wikijs_error *err);

/**
 * Send to an address. Targets are added before the wikis.
 *
 * @param relay   relay
 * @param target  target; its strings are copied, secrets are wiped with the relay
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_CONFIG a secret, address or rate is wrong; WIKIJS_E_ARG a name or event is wrong; WIKIJS_E_EXISTS
 *         there is a target of this name; WIKIJS_E_STATE a wiki was added before; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_relay_add_target(wikijs_webhook_relay *relay,
                                                                const wikijs_webhook_target *target, wikijs_error *err);

/**
 * Follow a wiki; see wikijs_watch_add(). The first one's client carries the deliveries, with its proxy and certificates.
 *
 * @param relay   relay
 * @param name    what events call it
 * @param client  client of the wiki; a clone of it is made
 * @param err     receives details on failure; may be NULL
 * @return as wikijs_watch_add(); the wiki is followed, and all targets are ready, or nothing has changed
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_relay_add(wikijs_webhook_relay *relay, const char *name,
                                                         const wikijs_client *client, wikijs_error *err);

/**
 * Be told of failures. The relay goes on by itself.
 *
 * @param relay     relay
 * @param on_error  callback, which must not call the relay; NULL: none
 * @param payload   handed to it
 * @since 0.1
 */
WIKIJS_API void wikijs_webhook_relay_on_error(wikijs_webhook_relay *relay, wikijs_webhook_relay_error_fn on_error,
                                              void *payload);

/**
 * Look and send until the time is over or wikijs_webhook_relay_stop() is called. With `once` in the options of the feed:
 * until everything was looked at once and nothing is left that can be sent now.
 *
 * @param relay       relay
 * @param timeout_ms  longest time; -1: no limit
 * @param err         receives details on failure; may be NULL
 * @return 0; WIKIJS_E_STATE it has no target or no wiki; WIKIJS_E_IO the state file cannot be written
 * @since 0.1
 */
WIKIJS_API int wikijs_webhook_relay_run(wikijs_webhook_relay *relay, int64_t timeout_ms, wikijs_error *err);

/**
 * End wikijs_webhook_relay_run() once the requests that are under way have been answered. May be called from any thread
 * and from signal handlers.
 *
 * @param relay  relay
 * @since 0.1
 */
WIKIJS_API void wikijs_webhook_relay_stop(wikijs_webhook_relay *relay);

/**
 * The descriptor to watch for input, for a loop of the program's own; when it is readable, call
 * wikijs_webhook_relay_process().
 *
 * @param relay  relay
 * @return a descriptor owned by the relay: neither close nor read it
 * @since 0.1
 */
WIKIJS_API int wikijs_webhook_relay_fd(wikijs_webhook_relay *relay);

/**
 * Do what can be done without waiting: look, send, note answers.
 *
 * @param relay  relay
 * @param err    receives details on failure; may be NULL
 * @return > 0 something was done; 0 nothing to do; negative: as wikijs_webhook_relay_run()
 * @since 0.1
 */
WIKIJS_API int wikijs_webhook_relay_process(wikijs_webhook_relay *relay, wikijs_error *err);

/**
 * Read the counters of a relay.
 *
 * @param relay  relay
 * @param stats  receives them; set stats->struct_size first
 * @since 0.1
 */
WIKIJS_API void wikijs_webhook_relay_get_stats(wikijs_webhook_relay *relay, wikijs_webhook_relay_stats *stats);

/**
 * End a relay; requests under way are broken off, and sent again the next time.
 *
 * @param relay  relay, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_webhook_relay_free(wikijs_webhook_relay *relay);

/**
 * List deliveries of a state file, the newest first. A relay may use the file meanwhile.
 *
 * @param state    file
 * @param options  NULL for defaults
 * @param out      receives the list; free with wikijs_delivery_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND there is no such file; WIKIJS_E_IO; WIKIJS_E_CONFIG it is no state file; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_deliveries_list(const char *state, const wikijs_deliveries_options *options,
                                                       wikijs_delivery_list **out, wikijs_error *err);

/**
 * Have deliveries sent again: dead ones and done ones, and those that wait for their time at once.
 *
 * The webhook-id stays, as Standard Webhooks has it, so a receiver that has taken it answers and does nothing. With new_id
 * it is another one; the event in the body keeps its id.
 *
 * @param state    file
 * @param ids      which; empty: all dead ones
 * @param options  NULL for defaults
 * @param count    receives how many; may be NULL
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND there is no such file, or no such delivery; WIKIJS_E_IO; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_deliveries_redeliver(const char *state, wikijs_ints ids, const wikijs_redeliver_options *options,
                                           int64_t *count, wikijs_error *err);

/**
 * The number of deliveries of a list.
 *
 * @param list  list, or NULL
 * @return number
 * @since 0.1
 */
WIKIJS_API size_t wikijs_delivery_list_count(const wikijs_delivery_list *list);

/**
 * One delivery of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the delivery, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_delivery *wikijs_delivery_list_at(const wikijs_delivery_list *list, size_t index);

/**
 * Free a list with all of its deliveries.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_delivery_list_free(wikijs_delivery_list *list);

/**
 * Send one delivery to a target, without a relay: to try whether it is there and knows the secret. Sends one request and
 * waits for the answer; nothing is remembered, and nothing sent again.
 *
 * @param client  client whose proxy and certificate settings are used; its wiki is not asked
 * @param target  where to send; its filter, rate and pauses do not matter
 * @param id      for header webhook-id: 1 to 255 printable ASCII characters other than a dot
 * @param type    for header webhook-event
 * @param body    what is sent, usually the JSON of an event
 * @param err     receives details on failure, http_status among them; may be NULL
 * @return 0 it was answered with 2xx; WIKIJS_E_HTTP it was answered with something else; WIKIJS_E_ARG; WIKIJS_E_CONFIG;
 *         WIKIJS_E_BUSY called from inside a callback of this client; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_webhook_send(wikijs_client *client, const wikijs_webhook_target *target,
                                                    const char *id, const char *type, wikijs_str body,
                                                    wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
