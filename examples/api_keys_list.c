/* SPDX-License-Identifier: MIT */
/* List the API keys, and mark those that end within some days. Usage: api_keys_list [DAYS] */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <wikijs/api_keys.h>
#include <wikijs/client.h>

static const char *state_of(const wikijs_api_key *key, int64_t now, int64_t soon)
{
    if (key->is_revoked)
        return "revoked";
    if (key->expiration <= now)
        return "ended";
    return key->expiration <= soon ? "ends soon" : "good";
}

/* Basic: which keys there are. The server shows the end of each, never the whole. */
static int list_keys(wikijs_client *client, int days, wikijs_error *err)
{
    wikijs_api_key_list *list = NULL;
    int status = wikijs_api_keys_list(client, NULL, &list, err);
    int64_t now = (int64_t)time(NULL) * 1000, soon = now + (int64_t)days * 24 * 60 * 60 * 1000;
    for (size_t i = 0; i < wikijs_api_key_list_count(list); i++) {
        const wikijs_api_key *key = wikijs_api_key_list_at(list, i);
        printf("%" PRId64 "\t%s\t%s\t%s\n", key->id, state_of(key, now, soon), key->name, key->key_short);
    }
    wikijs_api_key_list_free(list);
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
        status = list_keys(client, argc > 1 ? atoi(argv[1]) : 14, &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
