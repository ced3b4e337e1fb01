/* SPDX-License-Identifier: MIT */
#include "api/page_rules.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "api/input.h"
#include "api/pattern.h"
#include "api/permissions.h"
#include "api/tags.h"

/* --- checks --- */

static void check_names(struct wj_request *request, wikijs_strings names, bool in_rules, const char *what)
{
    wj_check_strings(request, names, what);
    for (size_t i = 0; !request->refused.code && i < names.count; i++) {
        wikijs_error err;
        if (wj_permission_check(names.items[i], in_rules, &err) < 0)
            wj_request_refuse(request, "%s", err.message);
    }
}

void wj_permissions_check(struct wj_request *request, wikijs_strings names)
{
    check_names(request, names, false, "permissions");
}

static void check_rule(struct wj_request *request, const wikijs_page_rule_input *rule, size_t index)
{
    wikijs_error err;
    if (rule->roles.count == 0)
        wj_request_refuse(request, "page rule %zu names no permission", index);
    check_names(request, rule->roles, true, "roles");
    wj_check_strings(request, rule->locales, "locales");
    if ((int)rule->match < WIKIJS_PAGE_RULE_MATCH_DEFAULT || rule->match > WIKIJS_PAGE_RULE_MATCH_TAG)
        wj_request_refuse(request, "page rule %zu compares in no known way", index);
    if (rule->id && !*rule->id)
        wj_request_refuse(request, "page rule %zu has an empty id", index);
    if (!request->refused.code && rule->match == WIKIJS_PAGE_RULE_MATCH_REGEX && rule->path &&
        wj_pattern_matches(rule->path, "", &err) < 0)
        wj_request_refuse(request, "page rule %zu: %s", index, err.message);
}

void wj_rules_check(struct wj_request *request, wikijs_page_rule_inputs rules, const char *what)
{
    if (!rules.items && rules.count > 0) {
        wj_request_refuse(request, "%s has a count but no items", what);
        return;
    }
    for (size_t i = 0; !request->refused.code && i < rules.count; i++)
        check_rule(request, &rules.items[i], i);
}

/* --- rules --- */

bool wj_rules_init(struct wj_rules *rules, struct wikijs_call *call, size_t max)
{
    rules->count = 0;
    rules->items = wj_call_alloc(call, (max + 1) * sizeof *rules->items);
    return rules->items != NULL;
}

wikijs_page_rule_inputs wj_rules_inputs(const struct wj_rules *rules)
{
    return (wikijs_page_rule_inputs){ .items = rules->items, .count = rules->count };
}

static wikijs_page_rule_match read_match(const char *name)
{
    static const char *const names[] = { "", "START", "EXACT", "END", "REGEX", "TAG" };
    for (int i = WIKIJS_PAGE_RULE_MATCH_START; i <= WIKIJS_PAGE_RULE_MATCH_TAG; i++)
        if (strcmp(names[i], wj_or_empty(name)) == 0)
            return (wikijs_page_rule_match)i;
    return WIKIJS_PAGE_RULE_MATCH_START;
}

void wj_rules_add_kept(struct wj_rules *rules, const wikijs_page_rules *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        const wikijs_page_rule *rule = kept->items[i];
        rules->items[rules->count++] = (wikijs_page_rule_input){
            .id = wj_or_empty(rule->id),
            .path = wj_or_empty(rule->path),
            .roles = rule->roles,
            .locales = rule->locales,
            .match = read_match(rule->match),
            .deny = rule->deny,
        };
    }
}

static wikijs_page_rule_input *find_rule(const struct wj_rules *rules, const char *id)
{
    for (size_t i = 0; i < rules->count; i++)
        if (strcmp(rules->items[i].id, id) == 0)
            return &rules->items[i];
    return NULL;
}

static const char *make_id(const struct wj_rules *rules, struct wikijs_call *call)
{
    char *id = wj_call_alloc(call, 32);
    for (size_t number = rules->count + 1; id; number++) {
        snprintf(id, 32, "rule-%zu", number);
        if (!find_rule(rules, id))
            break;
    }
    return id;
}

static const char *normal_path(const wikijs_page_rule_input *rule)
{
    const char *path = wj_or_empty(rule->path);
    bool whole = rule->match <= WIKIJS_PAGE_RULE_MATCH_EXACT; /* with START and DEFAULT */
    return whole ? path + strspn(path, "/") : path;
}

bool wj_rules_add(struct wj_rules *rules, struct wikijs_call *call, wikijs_page_rule_inputs given)
{
    for (size_t i = 0; i < given.count; i++) {
        wikijs_page_rule_input rule = given.items[i];
        rule.path = normal_path(&rule);
        rule.match = rule.match ? rule.match : WIKIJS_PAGE_RULE_MATCH_START;
        rule.id = rule.id ? rule.id : make_id(rules, call);
        if (!rule.id)
            return false;
        wikijs_page_rule_input *same = find_rule(rules, rule.id);
        *(same ? same : &rules->items[rules->count++]) = rule;
    }
    return true;
}

bool wj_rules_remove(struct wj_rules *rules, const char *id)
{
    wikijs_page_rule_input *found = find_rule(rules, id);
    if (!found)
        return false;
    size_t behind = (size_t)(rules->items + rules->count - (found + 1));
    memmove(found, found + 1, behind * sizeof *found);
    rules->count--;
    return true;
}

/* --- names --- */

wikijs_strings wj_names_merge(struct wikijs_call *call, wikijs_strings base, wikijs_strings add, wikijs_strings remove)
{
    const char **items = wj_call_alloc(call, (base.count + add.count + 1) * sizeof *items);
    wikijs_strings merged = { .items = items, .count = 0 };
    for (size_t i = 0; items && i < base.count + add.count; i++) {
        const char *name = i < base.count ? base.items[i] : add.items[i - base.count];
        if (name && !wj_strings_hold(remove, name) && !wj_strings_hold(merged, name))
            items[merged.count++] = name;
    }
    return merged;
}

wikijs_strings wj_names_for_rules(struct wikijs_call *call, wikijs_strings permissions)
{
    const char **items = wj_call_alloc(call, (permissions.count + 1) * sizeof *items);
    wikijs_strings kept = { .items = items, .count = 0 };
    for (size_t i = 0; items && i < permissions.count; i++)
        if (wj_permission_check(permissions.items[i], true, NULL) == 0)
            items[kept.count++] = permissions.items[i];
    return kept;
}
