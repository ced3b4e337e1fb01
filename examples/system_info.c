/* SPDX-License-Identifier: MIT */
/* What the server says of itself, and its flags. Usage: system_info [FLAG on|off] */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/system.h>

/* Basic: versions and counts. What these credentials may not read is not present. */
static int show_server(wikijs_client *client, wikijs_error *err)
{
    wikijs_system_info *info = NULL;
    int status = wikijs_system_get_info(client, NULL, &info, err);
    if (status == 0 && info->present & WIKIJS_BIT(WIKIJS_SYSTEM_INFO_CURRENT_VERSION))
        printf("Wiki.js %s on Node %s with %s %s\n", info->current_version, info->node_version, info->db_type,
               info->db_version);
    if (status == 0 && info->present & WIKIJS_BIT(WIKIJS_SYSTEM_INFO_PAGES_TOTAL))
        printf("%" PRId64 " pages\n", info->pages_total);
    wikijs_system_info_free(info);
    return status;
}

/* Usual: one switch; the others stay as they are. */
static int set_flag(wikijs_client *client, const char *flag, bool on, wikijs_error *err)
{
    return wikijs_system_set_flag(client, flag, on, NULL, err);
}

static int show_flags(wikijs_client *client, wikijs_error *err)
{
    wikijs_system_flag_list *list = NULL;
    int status = wikijs_system_list_flags(client, NULL, &list, err);
    for (size_t i = 0; i < wikijs_system_flag_list_count(list); i++) {
        const wikijs_system_flag *flag = wikijs_system_flag_list_at(list, i);
        printf("%s is %s\n", flag->key, flag->value ? "on" : "off");
    }
    wikijs_system_flag_list_free(list);
    return status;
}

static int run(wikijs_client *client, int argc, char **argv, wikijs_error *err)
{
    if (argc == 1)
        return show_server(client, err);
    int status = set_flag(client, argv[1], strcmp(argv[2], "on") == 0, err);
    return status < 0 ? status : show_flags(client, err);
}

int main(int argc, char **argv)
{
    if (argc != 1 && argc != 3) {
        fprintf(stderr, "usage: system_info [FLAG on|off]\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = run(client, argc, argv, &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
