/* SPDX-License-Identifier: MIT */
/* What a value of one setting can have wrong that its kind does not show. */
#include "config/check.h"

#include "command/value.h"
#include "config/keys.h"
#include "memory.h"
#include "text/comma_list.h"
#include "text/match.h"

#include <wikijs/client.h>
#include <wikijs/metrics.h>
#include <wikijs/operation.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* --- what only a client looks at --- */

/* These options, and what has to be set for that. Nothing is opened or sent. */
static const struct {
    const char *option, *with, *value;
} looked_at_by_client[] = {
    { "base_url", NULL, NULL },
    { "proxy", NULL, NULL },
    { "user_agent", NULL, NULL },
    { "rate_limit", NULL, NULL },
    { "rate_limit_redis", "rate_limit", "1/s" },
    { "retry_backoff", NULL, NULL },
    { "retry_on", NULL, NULL },
    { "breaker_redis", "breaker_failures", "5" },
    { "cache", NULL, NULL },
    { "cache_redis", "cache", "redis" },
    { "redis_prefix", "cache", "redis" },
    { "cache_ttls", "cache", "memory" },
};

static char *client_problem(const char *option, const char *value)
{
    size_t at = 0, count = sizeof looked_at_by_client / sizeof *looked_at_by_client;
    while (at < count && strcmp(looked_at_by_client[at].option, option) != 0)
        at++;
    if (at == count)
        return NULL;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    wikijs_client *client = NULL;
    wikijs_error error = { 0 };
    options.base_url = "http://localhost";
    options.cache_dir = "/"; /* one of these two, that the value may be told from what it needs beside it */
    options.cache_redis = "redis://localhost";
    if (looked_at_by_client[at].with)
        wikijs_client_options_set(&options, looked_at_by_client[at].with, looked_at_by_client[at].value, NULL);
    wikijs_client_options_set(&options, option, value, NULL);
    char *problem = wikijs_client_new(&options, &client, &error) < 0 ? xstrdup(error.message) : NULL;
    wikijs_client_free(client);
    return problem;
}

/* --- names of operations --- */

/* Of operations or of namespaces, of all or of those that read; ends with NULL. Free the array. */
static const char **operation_names(bool of_namespaces, bool reads_only)
{
    size_t count = 0, used = 0;
    while (wikijs_operation_at(count))
        count++;
    const char **names = xcalloc(count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        wikijs_operation_info info = wikijs_operation_describe(wikijs_operation_at(i));
        if (!reads_only || info.kind == WIKIJS_OPERATION_QUERY)
            names[used++] = of_namespaces ? info.namespace_ : info.name;
    }
    return names;
}

static bool is_among(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

/* "pages.list", or a namespace: "pages" or "pages.*". */
static char *operation_problem(const char *key, char *name)
{
    bool reads_only = strcmp(key, "cache_ttls") == 0;
    char *dot = strchr(name, '.');
    bool is_namespace = !dot || strcmp(dot, ".*") == 0;
    if (dot && is_namespace)
        *dot = '\0';
    const char **names = operation_names(is_namespace, reads_only);
    const char *nearest = text_nearest(name, names);
    const char *kind = is_namespace ? "namespace" : reads_only ? "operation that reads" : "operation";
    char *problem = NULL;
    if (!is_among(name, names) && nearest)
        problem = xasprintf("'%s': there is no %s '%s'; did you mean '%s'?", key, kind, name, nearest);
    else if (!is_among(name, names))
        problem = xasprintf("'%s': there is no %s '%s'", key, kind, name);
    free(names);
    return problem;
}

/*
 * The operations that "pages.list=30s, site=1h" or "10/s, pages.create=30/min" name: the library takes any, and heeds those
 * that there are. What has no dot in rate_limit is a kind of requests, which the library knows.
 */
static char *operations_problem(const char *key, const char *value)
{
    struct word_list rules = { 0 };
    char *problem = NULL;
    bool is_rate = strcmp(key, "rate_limit") == 0;
    if (!is_rate && strcmp(key, "cache_ttls") != 0)
        return NULL;
    word_list_add(&rules, value);
    for (size_t i = 0; i < rules.count && !problem; i++) {
        char *equals = strchr(rules.items[i], '=');
        if (!equals)
            continue;
        *equals = '\0';
        if (!is_rate || strchr(rules.items[i], '.'))
            problem = operation_problem(key, rules.items[i]);
    }
    word_list_free(&rules);
    return problem;
}

/* --- what the program itself uses --- */

static bool ends_in(const char *value, const char *end)
{
    size_t length = strlen(value), end_length = strlen(end);
    return length > end_length && strcmp(value + length - end_length, end) == 0;
}

static char *labels_problem(const char *value)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    wikijs_metrics_options how = WIKIJS_METRICS_OPTIONS_INIT;
    wikijs_client *client = NULL;
    wikijs_metric_list *list = NULL;
    wikijs_error error = { 0 };
    options.base_url = "http://localhost";
    how.labels = value;
    bool good = wikijs_client_new(&options, &client, &error) == 0 &&
                wikijs_metrics_get(client, &how, &list, &error) == 0;
    wikijs_metric_list_free(list);
    wikijs_client_free(client);
    return good ? NULL : xasprintf("'metrics_labels': %s", error.message);
}

static char *own_problem(const char *name, const char *value)
{
    if (strcmp(name, "locale") == 0 && !value_is_locale(value))
        return xasprintf("'locale' is a word such as en or pt-br, not '%s'", value);
    if (strcmp(name, "metrics_file") == 0 && !ends_in(value, ".prom"))
        return xasprintf("'metrics_file' has to end in .prom, or node_exporter does not read it: '%s'", value);
    return strcmp(name, "metrics_labels") == 0 ? labels_problem(value) : NULL;
}

char *config_setting_problem(const char *name, const char *value)
{
    const struct config_key *key = config_key_find(name);
    char *problem = config_value_problem(key, value);
    if (!problem && key->option)
        problem = client_problem(key->option, value);
    if (!problem)
        problem = operations_problem(name, value);
    return problem ? problem : own_problem(name, value);
}
