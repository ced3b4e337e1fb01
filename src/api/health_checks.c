/* SPDX-License-Identifier: MIT */
#include "api/health_checks.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"

enum { RANK_OK, RANK_UNKNOWN, RANK_WARNING, RANK_ERROR };

static const char *const rank_names[] = { "ok", "unknown", "warning", "error" };

enum { DAY_MS = 24 * 60 * 60 * 1000, EXPIRY_WARNING_DAYS = 14 };

/* --- the result --- */

bool wj_checks_init(struct wj_checks *checks, struct wj_arena *arena, const char *url)
{
    *checks = (struct wj_checks){ .arena = arena, .problem.retry_after_ms = -1 };
    checks->health = wj_result_new(arena, sizeof *checks->health);
    const char *copy = checks->health ? wj_arena_strdup(arena, url) : NULL;
    if (!copy)
        return false;
    checks->health->url = copy;
    checks->health->present = WIKIJS_BIT(WIKIJS_HEALTH_URL);
    return true;
}

static const char *keep(struct wj_checks *checks, const char *text)
{
    const char *copy = wj_arena_strdup(checks->arena, text);
    checks->failed |= !copy;
    return copy;
}

static void add(struct wj_checks *checks, const char *name, int rank, const char *advice, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* advice NULL: there is nothing to do. */
static void add(struct wj_checks *checks, const char *name, int rank, const char *advice, const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    wikijs_health_item *item = wj_arena_zalloc(checks->arena, sizeof *item);
    if (!item || checks->count == WJ_MAX_CHECKS) {
        checks->failed = true;
        return;
    }
    item->name = name;
    item->status = rank_names[rank];
    item->message = keep(checks, text);
    item->present = WIKIJS_BIT(WIKIJS_HEALTH_ITEM_NAME) | WIKIJS_BIT(WIKIJS_HEALTH_ITEM_STATUS) |
                    WIKIJS_BIT(WIKIJS_HEALTH_ITEM_MESSAGE);
    if (advice) {
        item->advice = keep(checks, advice);
        item->present |= WIKIJS_BIT(WIKIJS_HEALTH_ITEM_ADVICE);
    }
    checks->items[checks->count++] = item;
    checks->worst = rank > checks->worst ? rank : checks->worst;
}

static void fail_with(struct wj_checks *checks, const wikijs_error *error)
{
    if (checks->problem.code == 0)
        checks->problem = *error;
}

wikijs_health *wj_checks_finish(struct wj_checks *checks)
{
    const wikijs_health_item **items = wj_arena_alloc(checks->arena, (checks->count + 1) * sizeof *items);
    if (!items || checks->failed)
        return NULL;
    memcpy(items, checks->items, checks->count * sizeof *items);
    wikijs_health *health = checks->health;
    health->checks = (wikijs_health_items){ .items = items, .count = checks->count };
    health->status = rank_names[checks->worst];
    health->present |= WIKIJS_BIT(WIKIJS_HEALTH_CHECKS) | WIKIJS_BIT(WIKIJS_HEALTH_STATUS);
    return health;
}

/* --- the server --- */

static const char *network_advice(int status)
{
    switch (status) {
    case WIKIJS_E_RESOLVE:
        return "check the host name in the address, and the name server";
    case WIKIJS_E_TLS:
        return "check the certificate; name your own authority with ca_file";
    case WIKIJS_E_CONNECT:
        return "check the address and the port, and that the wiki runs";
    default:
        return "check the network and the load of the server";
    }
}

void wj_check_unreachable(struct wj_checks *checks, const wikijs_error *error)
{
    add(checks, "server", RANK_ERROR, network_advice(error->code), "%s", error->message);
    fail_with(checks, error);
}

void wj_check_ping(struct wj_checks *checks, int status, const wikijs_error *error, wikijs_str body)
{
    if (status < 0) {
        add(checks, "server", RANK_WARNING, "a proxy may keep '/healthz' to itself; the API is what counts",
            "the health page does not answer: %s", error->message);
    } else if (!body.ptr || !memmem(body.ptr, body.len, "\"ok\":true", 9)) {
        add(checks, "server", RANK_ERROR, "finish the setup in a browser, or check the address",
            "the server is not a Wiki.js, or has not been set up yet");
        wikijs_error problem;
        wj_error_set(&problem, WIKIJS_E_PROTOCOL, "the server is not a Wiki.js, or has not been set up yet");
        fail_with(checks, &problem);
    } else {
        add(checks, "server", RANK_OK, NULL, "%s answers", checks->health->url);
    }
}

void wj_check_latency(struct wj_checks *checks, int64_t latency_us)
{
    checks->health->latency_us = latency_us;
    checks->health->present |= WIKIJS_BIT(WIKIJS_HEALTH_LATENCY_US);
    bool slow = latency_us > 1000000;
    add(checks, "latency", slow ? RANK_WARNING : RANK_OK, slow ? "check the load of the server and the network" : NULL,
        "a small request takes %.1f ms", (double)latency_us / 1000);
}

void wj_check_api(struct wj_checks *checks, const wikijs_error *error)
{
    add(checks, "api", RANK_ERROR,
        "check that the address is that of the wiki, and that proxies let '/graphql' through",
        "GraphQL does not answer: %s", error->message);
    fail_with(checks, error);
}

void wj_check_unreadable(struct wj_checks *checks, int status)
{
    wikijs_error problem;
    wj_error_no_room(&problem, status, "the answer to the health check cannot be read");
    add(checks, "api", RANK_ERROR, "check that the server is a Wiki.js 2.5", "%s", problem.message);
    fail_with(checks, &problem);
}

/* --- who --- */

static const char *const kind_names[] = {
    [WJ_CREDENTIALS_NONE] = "guest",
    [WJ_CREDENTIALS_API_KEY] = "api key",
    [WJ_CREDENTIALS_TOKEN] = "user",
    [WJ_CREDENTIALS_LOGIN] = "user",
};

void wj_check_refused(struct wj_checks *checks, const struct wj_health_identity *identity, const wikijs_error *error)
{
    if (strstr(error->message, "API is disabled")) {
        add(checks, "api", RANK_ERROR, "switch the API on in Administration > API Access, or log in with a password",
            "the API is switched off for keys");
    } else if (error->code == WIKIJS_E_UNAUTHENTICATED) {
        const char *advice = identity->kind == WJ_CREDENTIALS_API_KEY ? "make a new key in Administration > API Access"
                                                                      : "check user name and password, or log in again";
        add(checks, "identity", RANK_ERROR, advice, "%s", error->message);
    } else {
        add(checks, "identity", RANK_ERROR, NULL, "the server did not say who this client is: %s", error->message);
    }
    fail_with(checks, error);
}

static void check_identity(struct wj_checks *checks, const struct wj_health_identity *identity,
                           const struct wj_probe_findings *findings, const struct wj_probe_group *group)
{
    wikijs_health *health = checks->health;
    health->identity = kind_names[identity->kind];
    health->present |= WIKIJS_BIT(WIKIJS_HEALTH_IDENTITY);
    if (findings->user_id > 0) {
        health->user_id = findings->user_id;
        health->user_name = findings->user_name;
        health->user_email = findings->user_email;
        health->present |= WIKIJS_BIT(WIKIJS_HEALTH_USER_ID);
        health->present |= findings->user_name ? WIKIJS_BIT(WIKIJS_HEALTH_USER_NAME) : 0;
        health->present |= findings->user_email ? WIKIJS_BIT(WIKIJS_HEALTH_USER_EMAIL) : 0;
    }
    const char *name = findings->user_name ? findings->user_name : "?";
    if (identity->kind == WJ_CREDENTIALS_NONE) {
        add(checks, "identity", RANK_WARNING, "give an API key or a login", "no credentials: the server sees a guest");
    } else if (identity->kind == WJ_CREDENTIALS_API_KEY && identity->has_token) {
        const char *in = group && group->name ? ", named " : "";
        add(checks, "identity", RANK_OK, NULL,
            "API key %" PRId64 " with the rights of group %" PRId64 "%s%s; what it writes is signed '%s'",
            identity->token.api_key_id, identity->token.group_id, in, in[0] ? group->name : "", name);
    } else if (findings->user_id > 0) {
        add(checks, "identity", RANK_OK, NULL, "logged in as %s (%s)", name,
            findings->user_email ? findings->user_email : "?");
    } else {
        add(checks, "identity", RANK_UNKNOWN, NULL, "the server did not say who this client is");
    }
}

static void check_token(struct wj_checks *checks, const struct wj_health_identity *identity)
{
    if (identity->kind == WJ_CREDENTIALS_NONE)
        return;
    if (!identity->has_token || identity->token.expires_at <= 0) {
        add(checks, "token", RANK_UNKNOWN, NULL, "the token does not say when it expires");
        return;
    }
    int64_t expires_at = identity->token.expires_at, left_ms = expires_at - identity->now_ms;
    checks->health->expires_at = expires_at;
    checks->health->present |= WIKIJS_BIT(WIKIJS_HEALTH_EXPIRES_AT);
    char when[25];
    wj_time_format(expires_at, when);
    if (identity->kind != WJ_CREDENTIALS_API_KEY)
        add(checks, "token", RANK_OK, NULL, "good until %s, and renewed while it is used", when);
    else if (left_ms < (int64_t)EXPIRY_WARNING_DAYS * DAY_MS)
        add(checks, "token", RANK_WARNING, "make a new key in Administration > API Access in time",
            "the API key expires at %s", when);
    else
        add(checks, "token", RANK_OK, NULL, "good until %s, %" PRId64 " days from now", when, left_ms / DAY_MS);
}

/* --- what --- */

/* "a b c" of a login token as a list. */
static wikijs_strings split_words(struct wj_checks *checks, const char *words)
{
    size_t max = 1;
    for (const char *at = words; *at; at++)
        max += *at == ' ';
    const char **items = wj_arena_alloc(checks->arena, max * sizeof *items);
    wikijs_strings list = { .items = items, .count = 0 };
    checks->failed |= !items;
    while (items && *words) {
        size_t length = strcspn(words, " ");
        const char *word = wj_arena_strndup(checks->arena, words, length);
        checks->failed |= !word;
        if (length > 0 && word)
            items[list.count++] = word;
        words += length + (words[length] == ' ');
    }
    return list;
}

/* What the probes showed, when nobody gave a list. */
static wikijs_strings found_permissions(struct wj_checks *checks, const struct wj_probe_findings *findings)
{
    const char **items = wj_arena_alloc(checks->arena, WJ_PROBES * sizeof *items);
    wikijs_strings list = { .items = items, .count = 0 };
    checks->failed |= !items;
    for (int i = 0; items && i < WJ_PROBES; i++)
        if (findings->allowed[i] == WJ_ALLOWED_YES)
            items[list.count++] = wj_probe_rows[i].permission;
    return list;
}

static void check_failure(struct wj_checks *checks, const struct wj_probe_findings *findings, int probe)
{
    wikijs_error problem;
    wj_error_set(&problem, WIKIJS_E_SERVER, "the server failed when this was tried: %s", findings->failure[probe]);
    bool unusable = probe == WJ_PROBE_READ_PAGES;
    add(checks, wj_probe_rows[probe].permission, unusable ? RANK_ERROR : RANK_WARNING, "look into the server's log",
        "%s", problem.message);
    if (unusable)
        fail_with(checks, &problem);
}

static void check_permission(struct wj_checks *checks, const struct wj_probe_findings *findings, int probe)
{
    const struct wj_probe_row *row = &wj_probe_rows[probe];
    if (findings->failure[probe]) {
        check_failure(checks, findings, probe);
    } else if (findings->allowed[probe] == WJ_ALLOWED_YES) {
        add(checks, row->permission, RANK_OK, NULL, "allowed");
    } else if (findings->allowed[probe] == WJ_ALLOWED_UNKNOWN) {
        add(checks, row->permission, RANK_UNKNOWN, NULL, "could not be found out");
    } else if (probe == WJ_PROBE_READ_PAGES) {
        add(checks, row->permission, RANK_ERROR, "give the group this permission and a page rule for it",
            "missing: nothing can be read (%s)", row->breaks);
        wikijs_error problem;
        wj_error_set(&problem, WIKIJS_E_FORBIDDEN, "the credentials may not read pages");
        snprintf(problem.permission, sizeof problem.permission, "%s", row->permission);
        fail_with(checks, &problem);
    } else {
        add(checks, row->permission, RANK_WARNING,
            "if that is needed, give the group this permission and, for pages, a page rule for it", "missing: %s",
            row->breaks);
    }
}

static void check_permissions(struct wj_checks *checks, const struct wj_health_identity *identity,
                              struct wj_probe_findings *findings, const struct wj_probe_group *group)
{
    wikijs_strings list = { 0 };
    if (group) {
        list = group->permissions;
        wj_probe_judge(findings, list);
    } else if (identity->has_token && !identity->token.is_api_key && identity->token.permissions[0]) {
        list = split_words(checks, identity->token.permissions);
        wj_probe_judge(findings, list);
    } else {
        list = found_permissions(checks, findings);
    }
    checks->health->permissions = list;
    checks->health->present |= WIKIJS_BIT(WIKIJS_HEALTH_PERMISSIONS);
    for (int i = 0; i < WJ_PROBES; i++)
        check_permission(checks, findings, i);
}

static void check_version(struct wj_checks *checks, const char *version)
{
    if (!version) {
        add(checks, "version", RANK_UNKNOWN, NULL, "these credentials may not see it");
        return;
    }
    checks->health->version = version;
    checks->health->present |= WIKIJS_BIT(WIKIJS_HEALTH_VERSION);
    bool known = strncmp(version, "2.5.", 4) == 0;
    add(checks, "version", known ? RANK_OK : RANK_WARNING, known ? NULL : "expect differences", "Wiki.js %s%s", version,
        known ? "" : ", while this library was made for 2.5");
}

static void check_search(struct wj_checks *checks, const char *engine)
{
    if (!engine) {
        add(checks, "search", RANK_UNKNOWN, NULL, "these credentials may not see the search engine");
        return;
    }
    if (!engine[0]) {
        add(checks, "search", RANK_WARNING, "choose one in Administration > Search Engine",
            "no search engine is switched on");
        return;
    }
    checks->health->search_engine = engine;
    checks->health->present |= WIKIJS_BIT(WIKIJS_HEALTH_SEARCH_ENGINE);
    if (strcmp(engine, "db") == 0)
        add(checks, "search", RANK_WARNING,
            "for full text choose another one in Administration > Search Engine, and rebuild its index",
            "engine 'db' looks at titles, descriptions and paths, not at the text of pages");
    else
        add(checks, "search", RANK_OK, NULL, "engine '%s'", engine);
}

static void take_total(wikijs_health *health, int field, int64_t *member, int64_t total)
{
    if (total >= 0) {
        *member = total;
        health->present |= WIKIJS_BIT(field);
    }
}

void wj_check_findings(struct wj_checks *checks, const struct wj_health_identity *identity,
                       struct wj_probe_findings *findings, const struct wj_probe_group *group)
{
    wikijs_health *health = checks->health;
    add(checks, "api", RANK_OK, NULL, "GraphQL answers");
    check_version(checks, findings->version);
    check_identity(checks, identity, findings, group);
    check_token(checks, identity);
    check_permissions(checks, identity, findings, group);
    check_search(checks, findings->search_engine);
    take_total(health, WIKIJS_HEALTH_PAGES_TOTAL, &health->pages_total, findings->pages_total);
    take_total(health, WIKIJS_HEALTH_TAGS_TOTAL, &health->tags_total, findings->tags_total);
    take_total(health, WIKIJS_HEALTH_USERS_TOTAL, &health->users_total, findings->users_total);
    take_total(health, WIKIJS_HEALTH_GROUPS_TOTAL, &health->groups_total, findings->groups_total);
}
