/* SPDX-License-Identifier: MIT */
/* Basic: the groups, and what each may do. Usage: groups_list */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/groups_many.h>

static void print_group(const wikijs_group *group)
{
    printf("%s:", group->name);
    for (size_t i = 0; i < group->permissions.count; i++)
        printf(" %s", group->permissions.items[i]);
    printf("\n");
    for (size_t i = 0; i < group->page_rules.count; i++) {
        const wikijs_page_rule *rule = group->page_rules.items[i];
        printf("    %s %s '%s'\n", rule->deny ? "not where" : "where", rule->match, rule->path);
    }
}

/* The list tells names only: the groups themselves are read together. */
static int print_groups(wikijs_client *client, wikijs_error *err)
{
    int64_t ids[100];
    size_t count = 0;
    wikijs_group_item_list *list = NULL;
    int status = wikijs_groups_list(client, NULL, &list, err);
    for (; count < wikijs_group_item_list_count(list) && count < 100; count++)
        ids[count] = wikijs_group_item_list_at(list, count)->id;
    wikijs_group_item_list_free(list);
    if (status < 0)
        return status;
    wikijs_results *results = NULL;
    status = wikijs_groups_get_many(client, (wikijs_ints){ ids, count }, NULL, NULL, &results, err);
    for (size_t i = 0; i < wikijs_results_count(results); i++)
        if (wikijs_results_group(results, i))
            print_group(wikijs_results_group(results, i));
    wikijs_results_free(results);
    return status;
}

int main(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int status = print_groups(client, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return status < 0;
}
