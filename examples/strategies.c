/* SPDX-License-Identifier: MIT */
/* The ways to log in, and who may register. Usage: strategies [DOMAIN] */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/authentication.h>
#include <wikijs/client.h>
#include <wikijs/strategies.h>

/* Basic: how one can log in here. A guest may ask, too. */
static int list_ways(wikijs_client *client, wikijs_error *err)
{
    wikijs_strategies_list_active_options options = WIKIJS_STRATEGIES_LIST_ACTIVE_OPTIONS_INIT;
    options.enabled_only = true;
    wikijs_active_strategy_list *list = NULL;
    int status = wikijs_strategies_list_active(client, &options, &list, err);
    for (size_t i = 0; i < wikijs_active_strategy_list_count(list); i++) {
        const wikijs_active_strategy *active = wikijs_active_strategy_list_at(list, i);
        printf("%s: %s%s\n", active->key, active->display_name,
               active->self_registration ? ", anybody may register" : "");
    }
    wikijs_active_strategy_list_free(list);
    return status;
}

/* Usual: let people with an address of one domain register. All other strategies and settings stay. */
static int open_registration(wikijs_client *client, const char *domain, wikijs_error *err)
{
    const char *domains[] = { domain };
    wikijs_strategy_update_input input = WIKIJS_STRATEGY_UPDATE_INPUT_INIT;
    input.self_registration = WIKIJS_YES;
    input.domain_whitelist = (wikijs_strings){ domains, 1 };
    return wikijs_strategies_update(client, "local", &input, err);
}

/* Advanced: set up another way to log in, switched off until somebody has tried it. */
static int add_github(wikijs_client *client, const char *id, const char *secret, wikijs_error *err)
{
    char id_json[256], secret_json[256];
    snprintf(id_json, sizeof id_json, "{\"v\":\"%s\"}", id); /* both are letters and digits */
    snprintf(secret_json, sizeof secret_json, "{\"v\":\"%s\"}", secret);
    const wikijs_key_value_input settings[] = { { "clientId", id_json }, { "clientSecret", secret_json } };
    wikijs_strategy_update_input input = WIKIJS_STRATEGY_UPDATE_INPUT_INIT;
    input.strategy_key = "github"; /* what it is; its own key is "github-1" */
    input.display_name = "GitHub";
    input.is_enabled = WIKIJS_NO;
    input.config = (wikijs_key_value_inputs){ settings, 2 };
    return wikijs_strategies_update(client, "github-1", &input, err);
}

/* Register as a visitor would. The account is there, too, when only its mail could not be sent. */
static int register_account(wikijs_client *client, const char *email, const char *password, wikijs_error *err)
{
    wikijs_registration *registration = NULL;
    int status = wikijs_authentication_register(client, email, password, "New Person", NULL, &registration, err);
    if (status == WIKIJS_E_REFUSED && err->server_code == 3002) {
        printf("made, and waits for an administrator: the server cannot send mail\n");
        status = 0;
    }
    wikijs_registration_free(registration);
    return status;
}

static int run(wikijs_client *client, const char *domain, wikijs_error *err)
{
    char email[128];
    snprintf(email, sizeof email, "new.person@%s", domain);
    int status = open_registration(client, domain, err);
    if (status == 0)
        status = register_account(client, email, "only-an-example", err);
    if (status == 0)
        status = add_github(client, "0123456789abcdef", "0123456789abcdef0123", err);
    return status;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = argc > 1 ? run(client, argv[1], &err) : 0;
        if (status == 0)
            status = list_ways(client, &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
