/* SPDX-License-Identifier: MIT */
/* Page rules and permissions on their way to the server: checked, brought into its form, merged with those that are there. */
#ifndef WJ_API_PAGE_RULES_H
#define WJ_API_PAGE_RULES_H

#include <wikijs/groups.h>

#include "client/request.h"

/* Refuse the request for names that are no permissions, and for rules that the server would not understand. */
void wj_permissions_check(struct wj_request *request, wikijs_strings names);
void wj_rules_check(struct wj_request *request, wikijs_page_rule_inputs rules, const char *what);

/* Rules and names that are put together, in the memory of a call. */
struct wj_rules {
    wikijs_page_rule_input *items;
    size_t count;
};

/* All return false when out of memory. `max` is the number that will be added in all. */
bool wj_rules_init(struct wj_rules *rules, struct wikijs_call *call, size_t max);
void wj_rules_add_kept(struct wj_rules *rules, const wikijs_page_rules *kept);
/* Those of the caller: without leading slash, START when no match was named, an id of their own when they have none. */
bool wj_rules_add(struct wj_rules *rules, struct wikijs_call *call, wikijs_page_rule_inputs given);
/* Whether there was one with this id. */
bool wj_rules_remove(struct wj_rules *rules, const char *id);
wikijs_page_rule_inputs wj_rules_inputs(const struct wj_rules *rules);

/* `base` with `add` and without `remove`, each once. NULL items: out of memory. */
wikijs_strings wj_names_merge(struct wikijs_call *call, wikijs_strings base, wikijs_strings add, wikijs_strings remove);
/* Those of the names that page rules know. NULL items: out of memory. */
wikijs_strings wj_names_for_rules(struct wikijs_call *call, wikijs_strings permissions);

#endif
