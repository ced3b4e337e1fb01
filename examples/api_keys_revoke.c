/* SPDX-License-Identifier: MIT */
/*
 * The second half of a change of keys: revoke all good keys of one name but the newest. Usage: api_keys_revoke NAME
 * The first half is api_keys_create with the same name, and giving the new key to those who use it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wikijs/api_keys.h>
#include <wikijs/client.h>

static bool is_good(const wikijs_api_key *key, const char *name)
{
    return !key->is_revoked && key->expiration > (int64_t)time(NULL) * 1000 && strcmp(key->name, name) == 0;
}

/* Advanced: the newest key of a name stays, the others end. */
static int revoke_older(wikijs_client *client, const char *name, wikijs_error *err)
{
    wikijs_api_key_list *list = NULL;
    int status = wikijs_api_keys_list(client, NULL, &list, err);
    int64_t newest = 0; /* ids only grow */
    for (size_t i = 0; i < wikijs_api_key_list_count(list); i++) {
        const wikijs_api_key *key = wikijs_api_key_list_at(list, i);
        if (is_good(key, name) && key->id > newest)
            newest = key->id;
    }
    for (size_t i = 0; status == 0 && i < wikijs_api_key_list_count(list); i++) {
        const wikijs_api_key *key = wikijs_api_key_list_at(list, i);
        if (is_good(key, name) && key->id != newest) {
            status = wikijs_api_keys_revoke(client, key->id, false, NULL, err);
            if (status == 0)
                printf("revoked %" PRId64 "\n", key->id);
        }
    }
    if (status == 0)
        newest ? printf("kept %" PRId64 "\n", newest) : printf("there is no such key\n");
    wikijs_api_key_list_free(list);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: api_keys_revoke NAME\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = revoke_older(client, argv[1], &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
