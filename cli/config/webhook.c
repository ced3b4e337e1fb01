/* SPDX-License-Identifier: MIT */
#include "config/webhook.h"

#include "config/duration.h"
#include "config/own_file.h"
#include "config/paths.h"
#include "memory.h"
#include "text/buffer.h"
#include "text/match.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- secrets --- */

/* Whether there is one in it. */
static bool add_secret(struct word_list *secrets, const char *text, size_t length)
{
    while (length && strchr(" \t\r\n", text[length - 1]))
        length--;
    if (length)
        word_list_take(secrets, xstrndup(text, length));
    return length > 0;
}

static char *add_secret_of_file(struct word_list *secrets, const char *file)
{
    struct buffer text = { 0 };
    char *path = path_expand(file), *problem = NULL;
    if (access(path, R_OK) != 0 || !own_file_read(path, &text))
        problem = xasprintf("names '%s', which cannot be read: %s", path, strerror(errno));
    else if (!add_secret(secrets, buffer_text(&text), text.length))
        problem = xasprintf("names '%s', which holds no secret", path);
    buffer_free_secret(&text);
    free(path);
    return problem;
}

static char *add_secret_of_variable(struct word_list *secrets, const char *name)
{
    const char *value = getenv(name);
    if (value && add_secret(secrets, value, strlen(value)))
        return NULL;
    return xasprintf("names the variable %s, which is not set", name);
}

static char *add_secrets(struct word_list *secrets, const char *names,
                         char *(*add)(struct word_list *secrets, const char *name))
{
    struct word_list all = { 0 };
    char *problem = NULL;
    word_list_add(&all, names);
    for (size_t i = 0; !problem && i < all.count; i++)
        problem = add(secrets, all.items[i]);
    word_list_free(&all);
    return problem;
}

char *webhook_secrets_of_files(struct word_list *secrets, const char *files)
{
    return add_secrets(secrets, files, add_secret_of_file);
}

char *webhook_secrets_of_variables(struct word_list *secrets, const char *variables)
{
    return add_secrets(secrets, variables, add_secret_of_variable);
}

/* --- the kinds of values --- */

static void *member_of(struct webhook *webhook, const struct webhook_key *key)
{
    return (char *)&webhook->target + key->offset;
}

static char *take_text(struct webhook *webhook, const struct webhook_key *key, const char *value)
{
    memcpy(member_of(webhook, key), &value, sizeof value);
    return NULL;
}

static char *take_time(struct webhook *webhook, const struct webhook_key *key, const char *value)
{
    int64_t ms = duration_parse(value);
    if (ms < 0)
        return xasprintf("takes a time such as 10s, 5m or 72h, not '%s'", value);
    memcpy(member_of(webhook, key), &ms, sizeof ms);
    return NULL;
}

static char *take_number(struct webhook *webhook, const struct webhook_key *key, const char *value)
{
    char *end;
    int64_t number = strtoll(value, &end, 10);
    if (*end || end == value || number <= 0)
        return xasprintf("takes a number, not '%s'", value);
    memcpy(member_of(webhook, key), &number, sizeof number);
    return NULL;
}

static char *take_flag(struct webhook *webhook, const struct webhook_key *key, const char *value)
{
    int32_t is_true = strcmp(value, "true") == 0;
    if (!is_true && strcmp(value, "false") != 0)
        return xasprintf("takes true or false, not '%s'", value);
    memcpy(member_of(webhook, key), &is_true, sizeof is_true);
    return NULL;
}

static char *take_events(struct webhook *webhook, const struct webhook_key *key, const char *value)
{
    (void)key;
    word_list_add(&webhook->events, value);
    webhook->target.events = word_list_view(&webhook->events);
    return NULL;
}

static char *take_secret_files(struct webhook *webhook, const struct webhook_key *key, const char *value)
{
    (void)key;
    char *problem = webhook_secrets_of_files(&webhook->secrets, value);
    webhook->target.secrets = word_list_view(&webhook->secrets);
    return problem;
}

static char *take_secret_variables(struct webhook *webhook, const struct webhook_key *key, const char *value)
{
    (void)key;
    char *problem = webhook_secrets_of_variables(&webhook->secrets, value);
    webhook->target.secrets = word_list_view(&webhook->secrets);
    return problem;
}

/* --- the keys --- */

#define MEMBER(name) offsetof(wikijs_webhook_target, name)

const struct webhook_key webhook_keys[] = {
    { "url", "where to send to: https://...", take_text, MEMBER(url) },
    { "secret_file", "file that holds the secret; several with commas: all sign, for changing the secret",
      take_secret_files, 0 },
    { "secret_env", "or an environment variable that holds it; several with commas", take_secret_variables, 0 },
    { "github", "true: sign as GitHub does, too", take_flag, MEMBER(github) },
    { "events", "which events: page.*, asset.deleted; all but comments when not set", take_events, 0 },
    { "path", "only of pages, assets and comments at or below it", take_text, MEMBER(path) },
    { "in_locale", "only of pages in this locale", take_text, MEMBER(locale) },
    { "tag", "only of pages that have this tag, or had it", take_text, MEMBER(tag) },
    { "rate", "most requests in a time: 10/s, 100/min", take_text, MEMBER(rate) },
    { "timeout", "longest time for one request; 10s when not set", take_time, MEMBER(timeout_ms) },
    { "retry_for", "how long it is tried again; 72h when not set", take_time, MEMBER(retry_for_ms) },
    { "max_in_flight", "requests at a time; 4 when not set", take_number, MEMBER(max_in_flight) },
    { 0 },
};

enum { KEYS = sizeof webhook_keys / sizeof *webhook_keys };

const struct webhook_key *webhook_key_find(const char *name)
{
    for (const struct webhook_key *key = webhook_keys; key->name; key++)
        if (strcmp(key->name, name) == 0)
            return key;
    return NULL;
}

const char *webhook_key_nearest(const char *name)
{
    const char *names[KEYS];
    for (size_t i = 0; i < KEYS; i++)
        names[i] = webhook_keys[i].name;
    return text_nearest(name, names);
}

void webhook_start(struct webhook *webhook, const char *name)
{
    *webhook = (struct webhook){ .target = WIKIJS_WEBHOOK_TARGET_INIT };
    webhook->target.name = name;
}

char *webhook_set(struct webhook *webhook, const struct webhook_key *key, const char *value)
{
    return key->take(webhook, key, value);
}

void webhook_free(struct webhook *webhook)
{
    word_list_free(&webhook->events);
    word_list_free(&webhook->secrets);
}

char *webhook_value_problem(const char *name, const char *key_name, const char *value)
{
    const struct webhook_key *key = webhook_key_find(key_name);
    if (!key || key->take == take_secret_variables)
        return NULL;
    struct webhook webhook;
    wikijs_error error = { 0 };
    webhook_start(&webhook, name);
    webhook.target.url = "https://localhost";
    char *words = webhook_set(&webhook, key, value), *problem = NULL;
    if (words)
        problem = xasprintf("webhook '%s': '%s' %s", name, key_name, words);
    else if (wikijs_webhook_target_check(&webhook.target, &error) < 0)
        problem = xstrdup(error.message);
    free(words);
    webhook_free(&webhook);
    return problem;
}
