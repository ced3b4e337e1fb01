/* SPDX-License-Identifier: MIT */
#include "advice.h"

#include "command/tree.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static char *advise_credentials(const struct cli *cli)
{
    switch (cli->settings.credentials) {
    case CREDENTIALS_NONE:
        return xstrdup("set WIKIJS_API_KEY to an API key of the wiki, or run: wikijs login");
    case CREDENTIALS_LOGIN:
        return xstrdup("wikijs login");
    case CREDENTIALS_KEY:
        break;
    }
    return xasprintf("look at the API key (%s) with: wikijs health check", cli->settings.credentials_source);
}

static char *advise_permission(const struct cli *cli)
{
    if (cli->settings.credentials == CREDENTIALS_NONE)
        return advise_credentials(cli);
    if (*cli->error.permission)
        return xasprintf("give the group of these credentials the permission (%s); wikijs health check shows all",
                         cli->error.permission);
    return xstrdup("wikijs health check says what these credentials may do");
}

static char *advise_waiting(const struct cli *cli)
{
    if (cli->error.retry_after_ms >= 0)
        return xasprintf("again in %lld seconds", (long long)(cli->error.retry_after_ms + 999) / 1000);
    return xstrdup("again in a minute");
}

static char *advise_tls(const struct cli *cli, const char *url)
{
    /* What OpenSSL says when the other side does not speak TLS. */
    if (strstr(cli->error.message, "wrong version number"))
        return xasprintf("http:// instead of https://: '%s' seems to speak no TLS", url);
    return xstrdup("give the certificate of your own authority with 'ca_file' in the configuration file");
}

/* Where a proxy is set that is used for the address; NULL: there is none. */
static const char *proxy_source(const struct cli *cli, const char *url)
{
    static const char *const of_tls[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", NULL };
    static const char *const of_plain[] = { "http_proxy", "all_proxy", "ALL_PROXY", NULL };
    if (cli->settings.options.proxy)
        return "the setting 'proxy'";
    const char *const *names = strncasecmp(url, "https", strlen("https")) == 0 ? of_tls : of_plain;
    for (; *names; names++) {
        const char *value = getenv(*names);
        if (value && *value)
            return *names;
    }
    return NULL;
}

/* The message names the host that did not answer: it may be the proxy's. */
static char *advise_connection(const struct cli *cli, const char *url)
{
    const char *proxy = proxy_source(cli, url);
    return xasprintf("check that '%s' is right and that the wiki runs%s%s", url, proxy ? ", and the proxy of " : "",
                     proxy ? proxy : "");
}

/* The address of a page, or of another program on the host, is given now and then instead of the wiki's. */
static char *advise_address(const char *url)
{
    const char *host = strstr(url, "://");
    const char *path = host ? strchr(host + 3, '/') : NULL;
    if (path && path[1])
        return xasprintf("%.*s, the address without its path, unless the wiki lies below that", (int)(path - url), url);
    return xasprintf("check that '%s' is the address of a Wiki.js 2 server, with its sub-path if it has one", url);
}

static char *advise_setting(const char *url)
{
    const char *colon = strrchr(url, ':');
    bool is_scheme = colon && !colon[1]; /* "http://" without its slashes */
    bool is_host = !is_scheme && !strstr(url, "://") && strpbrk(url, ".:") && !strpbrk(url, " @");
    return is_host ? xasprintf("https://%s", url) : xstrdup("wikijs help environment");
}

/* What the database says of a locale, or an editor, that is in no list of it. */
static char *advise_data(const struct cli *cli)
{
    if (strstr(cli->error.message, "localecode_foreign"))
        return xstrdup("a locale that is installed: wikijs locales list");
    bool is_editor = strstr(cli->error.message, "editorkey_foreign");
    return is_editor ? xstrdup("an editor that the wiki has: markdown, ckeditor, code, asciidoc, redirect or api")
                     : NULL;
}

static char *advise_outcome(const struct cli *cli)
{
    bool answered = cli->error.http_status > 0;
    if (cli->error.flags & WIKIJS_ERROR_UNCERTAIN)
        return xasprintf("look whether it was done before repeating it: %s",
                         answered ? "the server failed in the middle of it"
                                  : "the request was sent, the answer did not come");
    if (cli->error.flags & WIKIJS_ERROR_DONE)
        return xstrdup("do not repeat it; look at the storage targets and the search engine: wikijs storage status");
    return NULL;
}

static char *advise_read_only(const struct cli *cli)
{
    const struct config *config = &cli->settings.config;
    if (config_value(&config->overrides, "read_only"))
        return xstrdup("the same without --set read_only");
    return xasprintf("--set read_only=false, or another profile; it is set in %s", config->path);
}

/* "keys" of "wikijs auth keys revoke", "pages" of "wikijs pages tag add"; a command without a noun acts on pages. */
static const struct cmd *noun_of(const struct cli *cli)
{
    size_t depth = cli->parsed.depth;
    for (size_t i = depth; i > 2; i--)
        if (cli->parsed.path[i - 2]->if_missing)
            return cli->parsed.path[i - 2];
    return depth > 2 ? cli->parsed.path[1] : command_find(&root_command, "pages");
}

static char *copy_of(const char *text)
{
    return text ? xstrdup(text) : NULL;
}

char *advice_for(const struct cli *cli, int status)
{
    const char *url = cli->settings.url ? cli->settings.url : "";
    char *outcome = advise_outcome(cli);
    if (outcome)
        return outcome;
    switch (status) {
    case WIKIJS_E_UNAUTHENTICATED:
        return advise_credentials(cli);
    case WIKIJS_E_FORBIDDEN:
        return advise_permission(cli);
    case WIKIJS_E_MUST_CHANGE_PASSWORD:
    case WIKIJS_E_TFA_REQUIRED:
        return xstrdup("wikijs login, on a terminal");
    case WIKIJS_E_NOT_FOUND:
        return copy_of(noun_of(cli)->if_missing);
    case WIKIJS_E_EXISTS:
        return copy_of(noun_of(cli)->if_taken);
    case WIKIJS_E_CONFLICT:
        return xstrdup("read the page again, then repeat the change on its new state");
    case WIKIJS_E_INVALID:
        return advise_data(cli);
    case WIKIJS_E_RESOLVE:
        return xasprintf("check the host name in '%s' (--url, WIKIJS_URL or the configuration file)", url);
    case WIKIJS_E_CONNECT:
        return advise_connection(cli, url);
    case WIKIJS_E_TLS:
        return advise_tls(cli, url);
    case WIKIJS_E_TIMEOUT:
    case WIKIJS_E_DEADLINE:
        return xstrdup("more time with --timeout, such as --timeout 120");
    case WIKIJS_E_PROTOCOL:
    case WIKIJS_E_HTTP:
        return advise_address(url);
    case WIKIJS_E_RATE_LIMITED:
    case WIKIJS_E_UNAVAILABLE:
    case WIKIJS_E_CIRCUIT_OPEN:
        return advise_waiting(cli);
    case WIKIJS_E_READ_ONLY:
        return advise_read_only(cli);
    case WIKIJS_E_CONFIG:
        return advise_setting(url);
    default:
        return NULL;
    }
}
