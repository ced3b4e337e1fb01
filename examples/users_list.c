/* SPDX-License-Identifier: MIT */
/* Basic: the accounts that hold a text in name or address, and when they were last seen. Usage: users_list [TEXT] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/users.h>

static void print_user(const wikijs_user_item *user)
{
    char seen[32] = "never";
    if (user->present & WIKIJS_BIT(WIKIJS_USER_ITEM_LAST_LOGIN_AT)) {
        time_t seconds = (time_t)(user->last_login_at / 1000);
        struct tm utc;
        strftime(seen, sizeof seen, "%Y-%m-%d", gmtime_r(&seconds, &utc));
    }
    printf("%s <%s>%s, last seen: %s\n", user->name, user->email, user->is_active ? "" : " (deactivated)", seen);
}

static int list(wikijs_client *client, const char *text, wikijs_error *err)
{
    wikijs_user_item_list *users = NULL;
    wikijs_users_list_options options = WIKIJS_USERS_LIST_OPTIONS_INIT;
    options.query = text;
    options.order_by = WIKIJS_USER_ORDER_NAME;

    int status = wikijs_users_list(client, &options, &users, err);
    for (size_t i = 0; i < wikijs_user_item_list_count(users); i++)
        print_user(wikijs_user_item_list_at(users, i));
    wikijs_user_item_list_free(users);
    return status;
}

int main(int argc, char **argv)
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
    int status = list(client, argc > 1 ? argv[1] : NULL, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return status < 0;
}
