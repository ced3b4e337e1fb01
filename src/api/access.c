/* SPDX-License-Identifier: MIT */
/*
 * Who may do what, as the server decides it: one permission of the user's groups must be among those that are wanted,
 * and of the page rules that fit the page the most specific one grants or refuses.
 */
#include <wikijs/access.h>

#include <string.h>

#include "api/input.h"
#include "api/pattern.h"
#include "base/status.h"
#include "base/text.h"

/* From weak to strong: among rules of the same length the stronger kind decides. */
enum kind { KIND_START, KIND_END, KIND_REGEX, KIND_TAG, KIND_EXACT, KINDS };

static const char *const kind_names[KINDS] = { "START", "END", "REGEX", "TAG", "EXACT" };

struct candidate {
    const wikijs_group *group;
    const wikijs_page_rule *rule;
    size_t length; /* of its path */
    enum kind kind;
};

static bool holds(wikijs_strings list, const char *text)
{
    for (size_t i = 0; text && i < list.count; i++)
        if (list.items[i] && strcmp(list.items[i], text) == 0)
            return true;
    return false;
}

static bool share_one(wikijs_strings a, wikijs_strings b)
{
    for (size_t i = 0; i < a.count; i++)
        if (holds(b, a.items[i]))
            return true;
    return false;
}

/* The server compares lengths in UTF-16 units. */
static size_t utf16_length(const char *text)
{
    size_t length = 0, bytes = strlen(text), size;
    for (size_t i = 0; i < bytes; i += size)
        length += wj_utf8_next(text + i, bytes - i, &size) >= 0x10000 ? 2 : 1;
    return length;
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), end_length = strlen(end);
    return end_length <= length && strcmp(text + length - end_length, end) == 0;
}

/* 1 it fits, 0 it does not, or a status. */
static int fits(const struct candidate *c, const wikijs_access_query *query, wikijs_error *err)
{
    const char *path = wj_or_empty(c->rule->path);
    switch (c->kind) {
    case KIND_START:
        return starts_with(query->path, path);
    case KIND_END:
        return ends_with(query->path, path);
    case KIND_EXACT:
        return strcmp(query->path, path) == 0;
    case KIND_TAG:
        return holds(query->tags, path);
    default:
        break;
    }
    int found = wj_pattern_matches(path, query->path, err);
    if (found < 0)
        wj_error_context(err, "group '%s', rule '%s'", wj_or_empty(c->group->name), wj_or_empty(c->rule->id));
    return found;
}

/* Whether a rule that fits decides in place of the one before it; first come, first served where nothing else is said. */
static bool outranks(const struct candidate *c, const struct candidate *before)
{
    if (!before->rule || c->length != before->length)
        return !before->rule || c->length > before->length;
    if (c->kind != before->kind)
        return c->kind > before->kind;
    return !before->rule->deny || c->rule->deny;
}

static bool read_kind(const wikijs_page_rule *rule, enum kind *kind)
{
    for (int i = 0; rule->match && i < KINDS; i++) {
        if (strcmp(rule->match, kind_names[i]) == 0) {
            *kind = (enum kind)i;
            return true;
        }
    }
    return false; /* the server passes over it, too */
}

static int weigh_rules(const wikijs_group *group, const wikijs_access_query *query, struct candidate *best,
                       wikijs_error *err)
{
    for (size_t i = 0; i < group->page_rules.count; i++) {
        const wikijs_page_rule *rule = group->page_rules.items[i];
        struct candidate c = { .group = group, .rule = rule };
        bool locale_fits = rule->locales.count == 0 || holds(rule->locales, query->locale);
        if (!locale_fits || !share_one(rule->roles, query->permissions) || !read_kind(rule, &c.kind))
            continue;
        c.length = utf16_length(wj_or_empty(rule->path));
        int fit = fits(&c, query, err);
        if (fit < 0)
            return fit;
        if (fit && outranks(&c, best))
            *best = c;
    }
    return 0;
}

static const wikijs_group *find_holder(const wikijs_groups *groups, wikijs_strings permissions)
{
    for (size_t i = 0; i < groups->count; i++)
        if (share_one(groups->items[i]->permissions, permissions))
            return groups->items[i];
    return NULL;
}

static int decide(const wikijs_groups *groups, const wikijs_access_query *query, wikijs_access_decision *decision,
                  wikijs_error *err)
{
    static const char *const all[] = { "manage:system" };
    decision->group = find_holder(groups, (wikijs_strings){ all, 1 });
    if (decision->group) {
        decision->allowed = true;
        decision->reason = WIKIJS_ACCESS_SYSTEM;
        return 0;
    }
    decision->group = find_holder(groups, query->permissions);
    if (!decision->group || !query->path) {
        decision->allowed = decision->group != NULL;
        decision->reason = decision->group ? WIKIJS_ACCESS_GLOBAL : WIKIJS_ACCESS_NO_PERMISSION;
        return 0;
    }
    struct candidate best = { 0 };
    for (size_t i = 0; i < groups->count; i++) {
        int status = weigh_rules(groups->items[i], query, &best, err);
        if (status < 0)
            return status;
    }
    decision->group = best.group;
    decision->rule = best.rule;
    decision->allowed = best.rule && !best.rule->deny;
    decision->reason = !best.rule ? WIKIJS_ACCESS_NO_RULE : best.rule->deny ? WIKIJS_ACCESS_DENIED : WIKIJS_ACCESS_RULE;
    return 0;
}

int wikijs_access_decide(const wikijs_groups *groups, const wikijs_access_query *given,
                         wikijs_access_decision *decision, wikijs_error *err)
{
    wikijs_access_query query = { 0 };
    struct wj_request request = { 0 };
    wj_error_clear(err);
    if (!groups || !given || !decision || decision->struct_size < sizeof *decision)
        return wj_error_set(err, WIKIJS_E_ARG, "groups, query or decision are missing or not initialised");
    wj_read_struct(&request, given, &query, sizeof query);
    wj_check_strings(&request, query.permissions, "permissions");
    wj_check_strings(&request, query.tags, "tags");
    if (!request.refused.code && query.permissions.count == 0)
        wj_request_refuse(&request, "no permission was named");
    if (request.refused.code)
        return wj_error_set(err, WIKIJS_E_ARG, "%s", request.refused.message);
    *decision = (wikijs_access_decision){ .struct_size = decision->struct_size };
    return decide(groups, &query, decision, err);
}
