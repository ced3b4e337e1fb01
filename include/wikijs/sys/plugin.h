/* SPDX-License-Identifier: MIT */
/**
 * @file sys/plugin.h
 * Plugins: see and change what a client sends, answer instead of the server, refuse, watch.
 *
 *     static int before_request(wikijs_plugin_call *call, void *state)
 *     {
 *         return wikijs_plugin_call_set_header(call, "X-Tenant", state);
 *     }
 *     static const wikijs_plugin stamp = { WIKIJS_PLUGIN_HEAD("stamp", "1.0", "names the tenant to the proxy"),
 *                                          .before_request = before_request };
 *     wikijs_plugin_use uses[] = { { .plugin = &stamp } };
 *     options.plugins = uses;
 *     options.plugin_count = 1;
 *
 * In C a program gives plugins in wikijs_client_options.plugins. The wikijs program loads shared objects that the
 * configuration names; they export one with WIKIJS_PLUGIN_EXPORT. docs/plugins.md tells the whole story.
 *
 * Plugins are asked in the order of the list on the way down, and in reverse on the way back. A callback runs on the
 * thread of the client that it is about, must not wait for anything, and must not call the client. A client and its
 * clones share the state of their plugins: where clones work on several threads, callbacks of one plugin run at the same
 * time, unless it has WIKIJS_PLUGIN_SERIAL set.
 *
 * For hooks that only watch, wikijs/sys/hooks.h is simpler.
 */
#ifndef WIKIJS_SYS_PLUGIN_H
#define WIKIJS_SYS_PLUGIN_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Changes when plugins that were built before it would break. */
#define WIKIJS_PLUGIN_ABI 1

/** A call as a plugin sees it. Valid during the callback only. */
typedef struct wikijs_plugin_call wikijs_plugin_call;

/** What a callback returns when it has given an answer of its own. */
enum { WIKIJS_PLUGIN_ANSWERED = 1 };

/** Bits of wikijs_plugin.flags. */
enum {
    WIKIJS_PLUGIN_SERIAL = 1 /* never call this plugin on two threads at a time */
};

typedef enum wikijs_plugin_event_kind {
    WIKIJS_EVENT_CLIENT_OPEN = 1, /* a client, or a clone, is there */
    WIKIJS_EVENT_CLIENT_CLOSE = 2,
    WIKIJS_EVENT_RATE_LIMIT_WAIT = 3, /* a call waits for `wait_ms` at a limit */
    WIKIJS_EVENT_BREAKER_OPEN = 4,    /* requests to the host are paused for `wait_ms` */
    WIKIJS_EVENT_BREAKER_HALF_OPEN = 5,
    WIKIJS_EVENT_BREAKER_CLOSED = 6
} wikijs_plugin_event_kind;

/** A change of state. Valid during the callback only. */
typedef struct wikijs_plugin_event {
    size_t struct_size;
    int32_t kind;          /* wikijs_plugin_event_kind; later versions may add some */
    const char *base_url;  /* of the client's wiki */
    const char *operation; /* of the call that it happened to; NULL: to none */
    int64_t wait_ms;       /* 0: there is none */
} wikijs_plugin_event;

/**
 * A plugin. Copied when a client is made; its texts are not: they must live as long as the client and its clones.
 *
 * Begin with WIKIJS_PLUGIN_HEAD(). Every callback may be NULL. Those that return int return 0 to go on, a negative
 * wikijs_status to end the call with it (wikijs_plugin_call_refuse() adds a reason), or WIKIJS_PLUGIN_ANSWERED after
 * wikijs_plugin_call_answer().
 */
typedef struct wikijs_plugin {
    uint32_t abi;   /* WIKIJS_PLUGIN_ABI */
    uint32_t flags; /* WIKIJS_PLUGIN_SERIAL or 0 */
    size_t struct_size;
    const char *name;    /* a word of a-z, 0-9, '-' and '_' */
    const char *version; /* its own */
    const char *about;   /* one line */

    /** Make the state, once for a client and all of its clones. On failure say why in err->message. */
    int (*create)(const char *settings, void *payload, void **state, wikijs_error *err);
    /** The last of these clients is gone; on its thread. */
    void (*destroy)(void *state);

    /** A call begins: once, whatever comes of it; before the cache, batches and repetitions. */
    int (*before_call)(wikijs_plugin_call *call, void *state);
    /** A request goes out: for each try, for a document that carries many calls, and for logins. */
    int (*before_request)(wikijs_plugin_call *call, void *state);
    /** Its answer is there, or the way to the server failed; called for each before_request, also for a canceled one. */
    int (*after_response)(wikijs_plugin_call *call, void *state);
    /** The call has failed. An answer given here takes the place of the failure; a negative status replaces it. */
    int (*on_error)(wikijs_plugin_call *call, void *state);
    /** It is to be tried once more in `delay_ms`. Anything but 0: it is not. */
    int (*on_retry)(wikijs_plugin_call *call, int64_t delay_ms, void *state);
    /** The call is over, by whatever road; called for each before_call. */
    void (*after_call)(wikijs_plugin_call *call, void *state);

    /** Something changed that is not of one call alone. */
    void (*on_event)(const wikijs_plugin_event *event, void *state);
} wikijs_plugin;

/** The first members of a wikijs_plugin: its name, its version, and what it does in one line. */
#define WIKIJS_PLUGIN_HEAD(name_, version_, about_)                                                         \
    .abi = WIKIJS_PLUGIN_ABI, .struct_size = sizeof(wikijs_plugin), .name = (name_), .version = (version_), \
    .about = (about_)

/** How a client uses a plugin. */
typedef struct wikijs_plugin_use {
    const wikijs_plugin *plugin; /* copied */
    const char *settings;        /* for `create`, such as "tenant=acme; region=eu"; may be NULL */
    void *payload;               /* for `create`; without one it is the state itself */
} wikijs_plugin_use;

/** In a shared object: the plugin that it holds. The file has the plugin's name, such as stamp.so. */
#define WIKIJS_PLUGIN_EXPORT(plugin_)                                    \
    extern const wikijs_plugin *const wikijs_plugin_exported WIKIJS_API; \
    const wikijs_plugin *const wikijs_plugin_exported = &(plugin_)

/**
 * The operation of a call, such as "pages.single".
 *
 * @param call  call
 * @return a text that lives as long as the call; "batch" for a document that carries many
 * @since 0.1
 */
WIKIJS_API const char *wikijs_plugin_call_operation(const wikijs_plugin_call *call);

/**
 * Whether a call changes something at the server. A login does not count.
 *
 * @param call  call
 * @return true for mutations and uploads
 * @since 0.1
 */
WIKIJS_API bool wikijs_plugin_call_is_write(const wikijs_plugin_call *call);

/**
 * The number of the try.
 *
 * @param call  call
 * @return from 1 in before_request and after_response; 0 while none has been sent
 * @since 0.1
 */
WIKIJS_API int wikijs_plugin_call_attempt(const wikijs_plugin_call *call);

/**
 * Where a call goes, without credentials.
 *
 * @param call  call
 * @param path  receives the part behind the base URL, such as "/graphql"; may be NULL
 * @return the base URL of the client
 * @since 0.1
 */
WIKIJS_API const char *wikijs_plugin_call_url(const wikijs_plugin_call *call, const char **path);

/**
 * How long a call has run.
 *
 * @param call  call
 * @return milliseconds: of the request in before_request and after_response, else of the whole call
 * @since 0.1
 */
WIKIJS_API int64_t wikijs_plugin_call_duration_ms(const wikijs_plugin_call *call);

/**
 * The arguments of a call as a JSON object, by their names in GraphQL.
 *
 * @param call  call
 * @return JSON, valid during the callback; NULL ptr when there are none, or when one of them is a secret
 * @since 0.1
 */
WIKIJS_API wikijs_str wikijs_plugin_call_arguments(wikijs_plugin_call *call);

/**
 * Change an argument, or give one that was left out. In before_call only.
 *
 * What it means is up to the server: `null` for a title clears the title.
 *
 * @param call   call
 * @param name   its name in GraphQL, such as "locale"
 * @param value  JSON, such as "\"de\""
 * @return 0; WIKIJS_E_STATE not in before_call, or the call has secrets or is no GraphQL; WIKIJS_E_ARG the operation has
 *         no such argument, or the value is not JSON; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_plugin_call_set_argument(wikijs_plugin_call *call, const char *name, wikijs_str value);

/**
 * What is sent.
 *
 * @param call  call
 * @return the body, valid during the callback; NULL ptr for file routes and where it holds secrets
 * @since 0.1
 */
WIKIJS_API wikijs_str wikijs_plugin_call_body(const wikijs_plugin_call *call);

/**
 * A request header that a plugin has set.
 *
 * @param call  call
 * @param name  its name, in any case
 * @return the value, valid during the callback; NULL: none
 * @since 0.1
 */
WIKIJS_API const char *wikijs_plugin_call_header(const wikijs_plugin_call *call, const char *name);

/**
 * Set a request header, for this and the further tries of the call. In before_call and before_request.
 *
 * A call that got headers in before_call travels by itself and not in a document with others; set those that are the same
 * for all in before_request. Headers that the library or the connection needs (Authorization, Cookie, Host, Content-Type,
 * ...) are refused.
 *
 * @param call   call
 * @param name   its name
 * @param value  its value, copied, wiped with the call; NULL: take it away again
 * @return 0; WIKIJS_E_STATE in another callback; WIKIJS_E_ARG not a header that may be set; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_plugin_call_set_header(wikijs_plugin_call *call, const char *name, const char *value);

/**
 * The HTTP status of the newest answer.
 *
 * @param call  call
 * @return status; 0: there is none
 * @since 0.1
 */
WIKIJS_API int wikijs_plugin_call_http_status(const wikijs_plugin_call *call);

/**
 * A header of the answer. In after_response.
 *
 * @param call  call
 * @param name  its name, in any case
 * @return the value, valid during the callback; NULL: it has none
 * @since 0.1
 */
WIKIJS_API const char *wikijs_plugin_call_response_header(const wikijs_plugin_call *call, const char *name);

/**
 * A header of the answer by its number. In after_response.
 *
 * Set-Cookie and the renewed token are among them: do not write them down.
 *
 * @param call   call
 * @param index  from 0
 * @param value  receives its value, valid during the callback; NULL behind the last one; may be NULL
 * @return its name as the server wrote it, valid during the callback; NULL: there are no more
 * @since 0.1
 */
WIKIJS_API const char *wikijs_plugin_call_response_header_at(const wikijs_plugin_call *call, size_t index,
                                                             const char **value);

/**
 * What the server answered. In after_response.
 *
 * @param call  call
 * @return the body, valid during the callback; NULL ptr for downloads and where it may hold secrets
 * @since 0.1
 */
WIKIJS_API wikijs_str wikijs_plugin_call_response_body(const wikijs_plugin_call *call);

/**
 * How a call stands.
 *
 * @param call  call
 * @return in after_response the failure of the way to the server, in on_error, on_retry and after_call that of the call;
 *         NULL: none. Valid during the callback.
 * @since 0.1
 */
WIKIJS_API const wikijs_error *wikijs_plugin_call_error(const wikijs_plugin_call *call);

/**
 * Memory of this plugin for this call: the same each time it is asked for.
 *
 * @param call  call
 * @param size  bytes; the first time counts
 * @return zeroed memory that is freed with the call; NULL: out of memory
 * @since 0.1
 */
WIKIJS_API void *wikijs_plugin_call_memory(wikijs_plugin_call *call, size_t size);

/**
 * Answer instead of the server: `return wikijs_plugin_call_answer(...)`.
 *
 * In before_call and before_request nothing is sent; in after_response and on_error the answer takes the place of what
 * came. In before_call and on_error no other plugin, cache or repetition below this one has a part in it.
 *
 * @param call   call
 * @param value  JSON that stands for the operation's field: for pages.single an object such as {"id":1,"path":"home"}, for
 *               a mutation {"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok"}} and what belongs to it. Of a
 *               document by wikijs_graphql(), and in before_request and after_response of one that carries many: all of
 *               it, {"data":...}
 * @return WIKIJS_PLUGIN_ANSWERED; WIKIJS_E_STATE in another callback, or for a file route; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_plugin_call_answer(wikijs_plugin_call *call, wikijs_str value);

/**
 * End a call: `return wikijs_plugin_call_refuse(...)`.
 *
 * The library takes the status for what the server would mean by it: after WIKIJS_E_FORBIDDEN it may try another way to
 * the same page. WIKIJS_E_USER and WIKIJS_E_LOCKED mean nothing but themselves.
 *
 * @param call    call
 * @param status  a negative wikijs_status; any other number becomes WIKIJS_E_USER
 * @param reason  one line without a full stop; the plugin's name is put before it
 * @return the status
 * @since 0.1
 */
WIKIJS_API int wikijs_plugin_call_refuse(wikijs_plugin_call *call, int status, const char *reason);

/**
 * Look up one of several settings in a text such as "tenant=acme; region=eu".
 *
 * @param settings  text, or NULL
 * @param name      name
 * @param value     receives the value, NUL-terminated, without surrounding blanks; "" when it is not there
 * @param size      size of `value` in bytes
 * @return 0; WIKIJS_E_NOT_FOUND; WIKIJS_E_TOO_LARGE it does not fit
 * @since 0.1
 */
WIKIJS_API int wikijs_plugin_setting(const char *settings, const char *name, char *value, size_t size);

#ifdef __cplusplus
}
#endif
#endif
