/* SPDX-License-Identifier: MIT */
/**
 * @file watch.h
 * A change feed: follows wikis and tells what happens in them, as events (wikijs/event.h).
 *
 *     wikijs_watch *watch;
 *     wikijs_watch_new(&options, &watch, &err);
 *     wikijs_watch_add(watch, "work", client, &err);
 *     const wikijs_event *event;
 *     while (wikijs_watch_next(watch, -1, &event, &err) > 0)
 *         printf("%s %s\n", event->type, wikijs_event_about(event)->path);
 *     wikijs_watch_free(watch);
 *
 * The server tells nobody of changes, so the feed looks: at the pages that were changed last, every few seconds, in one
 * request; and at everything now and then. What was seen is kept in a file, together with the events that were not taken
 * yet. A feed that is stopped and started again tells what happened meanwhile, once. docs/webhooks.md says what can be
 * seen in this way and what cannot.
 *
 * An event counts as taken when the next one is asked for. When the program is killed before, it is told once more, with the
 * same id.
 *
 * A feed belongs to one thread at a time. It has clients of its own, clones of those that it is given, so it never runs
 * callbacks of theirs; cache, limits and credentials are shared.
 */
#ifndef WIKIJS_WATCH_H
#define WIKIJS_WATCH_H

#include <wikijs/error.h>
#include <wikijs/event.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct wikijs_allocator; /* wikijs/sys/alloc.h */
struct wikijs_tenants;   /* wikijs/tenants.h */

typedef struct wikijs_watch wikijs_watch;

/** What to tell, and how often to look. Zero always means the default. */
typedef struct wikijs_watch_options {
    size_t struct_size; /* set by WIKIJS_WATCH_OPTIONS_INIT */
    const char *state;  /* file that remembers what was seen; NULL: memory, for this time only; copied */

    /* which events; copied */
    wikijs_strings events; /* types and patterns such as "page.*"; none: all but comments, as far as the key may read */
    const char *path;      /* pages, assets and comments at or below it; "de:docs" names a locale, too */
    const char *locale;    /* pages and comments in it */
    const char *tag;       /* pages that have it, or had it before */
    int64_t since;         /* of a wiki new to the state: from this time on, Unix ms; 0: from now on */

    /* how often, in milliseconds */
    int64_t interval_ms;      /* between two looks while something happens; 0: 5,000 */
    int64_t max_interval_ms;  /* while nothing happens the interval grows up to this; 0: six times interval_ms */
    int64_t full_interval_ms; /* between looks at everything; 0: 60,000; longer where that takes long */
    int32_t once;             /* non-zero: look at everything once, and end */

    const struct wikijs_allocator *allocator; /* NULL: malloc; copied */
} wikijs_watch_options;

#define WIKIJS_WATCH_OPTIONS_INIT                   \
    {                                               \
        .struct_size = sizeof(wikijs_watch_options) \
    }

/**
 * Receives an event on the program's loop. It must not call functions of the feed other than wikijs_watch_stop().
 *
 * @param watch    feed
 * @param event    event, valid until the callback returns
 * @param payload  the pointer given with the callback
 * @return 0: taken; any other value: not taken, it is told again after the next wikijs_watch_start()
 */
typedef int (*wikijs_watch_event_fn)(wikijs_watch *watch, const wikijs_event *event, void *payload);

/** Is told of each look that failed; the feed goes on, less often while it fails. */
typedef void (*wikijs_watch_error_fn)(wikijs_watch *watch, const char *name, const wikijs_error *err, void *payload);

/** Counters since the feed was made. */
typedef struct wikijs_watch_stats {
    size_t struct_size;
    uint64_t looks;          /* at the newest pages, or at everything */
    uint64_t full_looks;     /* at everything */
    uint64_t failures;       /* looks that failed */
    uint64_t events;         /* told */
    uint64_t requests;       /* HTTP requests sent */
    uint64_t bytes_received; /* bodies of answers, after decompression */
} wikijs_watch_stats;

/**
 * Make a feed that follows nothing yet.
 *
 * @param options  NULL for defaults
 * @param out      receives the feed; free with wikijs_watch_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_BUSY another process follows wikis with this state file;
 *         WIKIJS_E_IO the state file cannot be used; WIKIJS_E_CONFIG it is of another kind; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_watch_new(const wikijs_watch_options *options, wikijs_watch **out,
                                                 wikijs_error *err);

/**
 * Follow a wiki. Nothing is sent yet.
 *
 * @param watch   feed
 * @param name    what events call it: UTF-8, 1 to 255 bytes, its own in the feed; copied
 * @param client  client of the wiki; a clone of it is made, so it may be used and freed as the program likes
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_EXISTS the feed follows one of this name; WIKIJS_E_ARG; WIKIJS_E_IO; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_watch_add(wikijs_watch *watch, const char *name, const wikijs_client *client,
                                                 wikijs_error *err);

/**
 * Follow the wikis of all tenants, under their names.
 *
 * @param watch    feed
 * @param tenants  registry
 * @param err      receives details on failure; may be NULL
 * @return 0; the first failure of wikijs_watch_add()
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_watch_add_tenants(wikijs_watch *watch, struct wikijs_tenants *tenants,
                                                         wikijs_error *err);

/**
 * The next event. The one before counts as taken.
 *
 * A look that failed is reported once; the feed goes on when it is asked again, and repeats the look after a while. Flag
 * WIKIJS_ERROR_RETRYABLE tells of failures that may pass.
 *
 * @param watch       feed that was not started
 * @param timeout_ms  longest wait; -1: no limit
 * @param event       receives the event, valid until the next call; NULL when there is none
 * @param err         receives details on failure; may be NULL
 * @return 1 an event; 0 none in time, or at the end of a feed that looks once; negative: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_watch_next(wikijs_watch *watch, int64_t timeout_ms, const wikijs_event **event,
                                 wikijs_error *err);

/**
 * Count the event that wikijs_watch_next() gave as taken now, without asking for another one.
 *
 * @param watch  feed
 * @param err    receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG; WIKIJS_E_IO
 * @since 0.1
 */
WIKIJS_API int wikijs_watch_ack(wikijs_watch *watch, wikijs_error *err);

/**
 * Hand events to a callback from now on: the program watches wikijs_watch_fd() and calls wikijs_watch_process().
 *
 * @param watch     feed
 * @param on_event  runs for each event, inside wikijs_watch_process() only
 * @param on_error  runs for each look that failed; may be NULL
 * @param payload   handed to both
 * @return 0; WIKIJS_E_ARG no feed or no callback; WIKIJS_E_STATE it was started before
 * @since 0.1
 */
WIKIJS_API int wikijs_watch_start(wikijs_watch *watch, wikijs_watch_event_fn on_event, wikijs_watch_error_fn on_error,
                                  void *payload);

/**
 * Hand out no further events; the feed can be started again, or be asked for the next event.
 *
 * @param watch  feed
 * @since 0.1
 */
WIKIJS_API void wikijs_watch_stop(wikijs_watch *watch);

/**
 * The descriptor to watch for input; when it is readable, call wikijs_watch_process().
 *
 * @param watch  feed
 * @return a descriptor owned by the feed: neither close nor read it
 * @since 0.1
 */
WIKIJS_API int wikijs_watch_fd(wikijs_watch *watch);

/**
 * Do what can be done without waiting, and hand out events.
 *
 * @param watch  feed
 * @param err    receives details on failure; may be NULL
 * @return > 0 something was done; 0 nothing to do; WIKIJS_E_BUSY called from a callback; WIKIJS_E_IO the state cannot be
 *         written
 * @since 0.1
 */
WIKIJS_API int wikijs_watch_process(wikijs_watch *watch, wikijs_error *err);

/**
 * End a wait in wikijs_watch_next(). May be called from any thread and from signal handlers.
 *
 * @param watch  feed
 * @since 0.1
 */
WIKIJS_API void wikijs_watch_wakeup(wikijs_watch *watch);

/**
 * Read the counters of a feed.
 *
 * @param watch  feed
 * @param stats  receives them; set stats->struct_size first
 * @since 0.1
 */
WIKIJS_API void wikijs_watch_get_stats(const wikijs_watch *watch, wikijs_watch_stats *stats);

/**
 * End a feed. What it remembers stays in its state file; an event that was given and not followed by another is told again.
 *
 * @param watch  feed, or NULL; not from inside one of its callbacks
 * @since 0.1
 */
WIKIJS_API void wikijs_watch_free(wikijs_watch *watch);

#ifdef __cplusplus
}
#endif
#endif
