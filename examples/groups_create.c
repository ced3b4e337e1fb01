/* SPDX-License-Identifier: MIT */
/*
 * Usual: a group that may write below one path and read everything, with its members.
 * Usage: groups_create NAME PATH [EMAIL...]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/groups.h>

static int create(wikijs_client *client, const char *name, const char *path, wikijs_group **group, wikijs_error *err)
{
    static const char *const rights[] = { "read:pages", "read:assets", "write:pages", "manage:pages" };
    const wikijs_page_rule_input rules[] = {
        { .match = WIKIJS_PAGE_RULE_MATCH_START, .path = "", .roles = { rights, 2 } },
        { .match = WIKIJS_PAGE_RULE_MATCH_START, .path = path, .roles = { rights, 4 } },
    };
    wikijs_groups_create_input input = WIKIJS_GROUPS_CREATE_INPUT_INIT;
    input.name = name;
    input.permissions = (wikijs_strings){ rights, 4 };
    input.page_rules = (wikijs_page_rule_inputs){ rules, 2 };
    return wikijs_groups_create(client, &input, group, err);
}

static int add_members(wikijs_client *client, int64_t group, wikijs_strings emails, wikijs_error *err)
{
    wikijs_group_members_input members = WIKIJS_GROUP_MEMBERS_INPUT_INIT;
    members.emails = emails;
    wikijs_group_change_list *changes = NULL; /* an outcome for each of them */
    int status = emails.count ? wikijs_groups_add_users(client, group, &members, &changes, err) : 0;
    wikijs_group_change_list_free(changes);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s NAME PATH [EMAIL...]\n", argv[0]);
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    wikijs_group *group = NULL;
    int status = create(client, argv[1], argv[2], &group, &err);
    if (status == 0)
        status = add_members(client, group->id, (wikijs_strings){ (const char *const *)(argv + 3), (size_t)argc - 3 },
                             &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    else
        printf("group %" PRId64 " has %zu page rules\n", group->id, group->page_rules.count);
    wikijs_group_free(group);
    wikijs_client_free(client);
    return status < 0;
}
