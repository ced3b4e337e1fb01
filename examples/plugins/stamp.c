/* SPDX-License-Identifier: MIT */
/*
 * Says with each request for whom it is sent, so that a proxy before the wiki can account for it, and refuses to work for
 * a tenant that the wiki is not of.
 *
 *     plugins: stamp
 *     plugin.stamp: tenant=acme; host=wiki.acme.example
 *
 * Headers: X-Tenant, and X-Operation with the name of the operation.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/sys/plugin.h>

/* Read-only once it is made: threads need no lock. */
struct stamp {
    char tenant[64];
    char host[256]; /* "": any */
};

static int create(const char *settings, void *payload, void **state, wikijs_error *err)
{
    (void)payload;
    struct stamp *stamp = calloc(1, sizeof *stamp);
    if (!stamp)
        return WIKIJS_E_NOMEM;
    int status = wikijs_plugin_setting(settings, "tenant", stamp->tenant, sizeof stamp->tenant);
    if (status == 0 && wikijs_plugin_setting(settings, "host", stamp->host, sizeof stamp->host) != WIKIJS_E_TOO_LARGE) {
        *state = stamp;
        return 0;
    }
    free(stamp);
    snprintf(err->message, sizeof err->message, "needs a tenant of at most 63 letters, such as: tenant=acme");
    return WIKIJS_E_CONFIG;
}

/* "https://wiki.acme.example:8443/wiki" is of the host "wiki.acme.example". */
static int is_of_host(const char *url, const char *host)
{
    const char *begin = strstr(url, "://");
    begin = begin ? begin + 3 : url;
    size_t length = strcspn(begin, ":/");
    return length == strlen(host) && strncmp(begin, host, length) == 0;
}

static int before_call(wikijs_plugin_call *call, void *state)
{
    const struct stamp *stamp = state;
    if (*stamp->host && !is_of_host(wikijs_plugin_call_url(call, NULL), stamp->host))
        return wikijs_plugin_call_refuse(call, WIKIJS_E_USER, "this is not the wiki of the tenant");
    return 0;
}

/* Here and not in before_call: these headers are the same for all calls that share a document. */
static int before_request(wikijs_plugin_call *call, void *state)
{
    const struct stamp *stamp = state;
    int status = wikijs_plugin_call_set_header(call, "X-Tenant", stamp->tenant);
    return status ? status : wikijs_plugin_call_set_header(call, "X-Operation", wikijs_plugin_call_operation(call));
}

static const wikijs_plugin stamp_plugin = { WIKIJS_PLUGIN_HEAD("stamp", "1.0", "names the tenant in each request"),
                                            .create = create, .destroy = free, .before_call = before_call,
                                            .before_request = before_request };

WIKIJS_PLUGIN_EXPORT(stamp_plugin);
