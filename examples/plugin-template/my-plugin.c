/* SPDX-License-Identifier: MIT */
/* What the plugin is for, in a sentence. */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/sys/plugin.h>

struct state {
    char greeting[64];
};

/* Once for a client and its clones. What is said here is shown to the user, behind the plugin's name. */
static int create(const char *settings, void *payload, void **state, wikijs_error *err)
{
    (void)payload;
    struct state *own = calloc(1, sizeof *own);
    if (!own)
        return WIKIJS_E_NOMEM;
    int status = wikijs_plugin_setting(settings, "greeting", own->greeting, sizeof own->greeting);
    if (status == WIKIJS_E_TOO_LARGE) {
        snprintf(err->message, sizeof err->message, "greeting is longer than %zu letters", sizeof own->greeting - 1);
        free(own);
        return WIKIJS_E_CONFIG;
    }
    *state = own;
    return 0;
}

/* Take out what you do not need: a callback that is NULL costs nothing. */
static int before_request(wikijs_plugin_call *call, void *state)
{
    const struct state *own = state;
    return wikijs_plugin_call_set_header(call, "X-Greeting", *own->greeting ? own->greeting : "hello");
}

static const wikijs_plugin my_plugin = { WIKIJS_PLUGIN_HEAD("my-plugin", "0.1", "greets the server"), .create = create,
                                         .destroy = free, .before_request = before_request };

WIKIJS_PLUGIN_EXPORT(my_plugin);
