/* SPDX-License-Identifier: MIT */
/*
 * Usual: makes an account in groups that are named as people name them, and leaves one that is there as it is.
 * The password comes from the environment variable NEW_PASSWORD. Usage: users_create EMAIL NAME [GROUP...]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/users.h>

static int find(wikijs_client *client, const char *email, wikijs_error *err)
{
    wikijs_user *user = NULL;
    int status = wikijs_users_get_by_email(client, email, NULL, &user, err);
    if (status == 0)
        printf("%s is user %" PRId64 " already\n", user->email, user->id);
    wikijs_user_free(user);
    return status;
}

static int create(wikijs_client *client, const char *email, const char *name, wikijs_strings groups, wikijs_error *err)
{
    wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
    input.email = email;
    input.name = name;
    input.password = getenv("NEW_PASSWORD");
    input.group_names = groups;
    input.must_change_password = WIKIJS_YES;

    wikijs_user_item *made = NULL;
    int status = wikijs_users_create(client, &input, &made, err);
    if (status == WIKIJS_E_EXISTS)
        return find(client, email, err);
    if (status == 0)
        printf("made user %" PRId64 "\n", made->id);
    wikijs_user_item_free(made);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s EMAIL NAME [GROUP...]\n", argv[0]);
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
    wikijs_strings groups = { (const char *const *)(argv + 3), (size_t)argc - 3 };
    int status = create(client, argv[1], argv[2], groups, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return status < 0;
}
