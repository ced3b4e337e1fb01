/* SPDX-License-Identifier: MIT */
/*
 * Advanced: who may change a page, and by which rule; then a watch word: guests must not. Usage: groups_audit PATH
 */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/groups.h>

static int print_writers(wikijs_client *client, const char *path, wikijs_error *err)
{
    static const char *const wanted[] = { "write:pages", "delete:pages" };
    wikijs_access_list *list = NULL;
    wikijs_groups_audit_options options = WIKIJS_GROUPS_AUDIT_OPTIONS_INIT;
    options.permissions = (wikijs_strings){ wanted, 2 };
    options.with_users = true;

    int status = wikijs_groups_audit(client, path, &options, &list, err);
    for (size_t i = 0; i < wikijs_access_list_count(list); i++) {
        const wikijs_access *access = wikijs_access_list_at(list, i);
        if (access->allowed && access->present & WIKIJS_BIT(WIKIJS_ACCESS_USER))
            printf("%s: %s, by group %s (%s)\n", access->permission, access->user, access->group, access->reason);
    }
    wikijs_access_list_free(list);
    return status;
}

/* 1 when guests may write there. */
static int guests_may_write(wikijs_client *client, const char *path, wikijs_error *err)
{
    static const char *const write = "write:pages";
    wikijs_access *access = NULL;
    wikijs_groups_can_input input = WIKIJS_GROUPS_CAN_INPUT_INIT;
    input.group_id = 2; /* guests */
    input.permissions = (wikijs_strings){ &write, 1 };
    input.path = path;
    int status = wikijs_groups_can(client, &input, &access, err);
    int allowed = status == 0 && access->allowed;
    wikijs_access_free(access);
    return status < 0 ? status : allowed;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "home";
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int status = print_writers(client, path, &err);
    if (status == 0)
        status = guests_may_write(client, path, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    else
        printf("guests %s write there\n", status ? "may" : "may not");
    wikijs_client_free(client);
    return status != 0;
}
