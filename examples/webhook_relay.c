/* SPDX-License-Identifier: MIT */
/* Sends what changed since the last time to one address: webhook_relay STATE-FILE URL SECRET-VARIABLE */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/webhook_relay.h>

static int add_target(wikijs_webhook_relay *relay, const char *url, const char *secret, wikijs_error *err)
{
    wikijs_webhook_target target = WIKIJS_WEBHOOK_TARGET_INIT;
    target.name = "site";
    target.url = url;
    target.secrets = (wikijs_strings){ &secret, secret ? 1 : 0 };
    return wikijs_webhook_relay_add_target(relay, &target, err);
}

int main(int argc, char **argv)
{
    wikijs_error err = { 0 };
    wikijs_client *client = NULL;
    wikijs_webhook_relay *relay = NULL;
    if (argc != 4) {
        fprintf(stderr, "usage: webhook_relay STATE-FILE URL SECRET-VARIABLE\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    wikijs_watch_options feed = WIKIJS_WATCH_OPTIONS_INIT;
    feed.once = 1;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0)
        status = wikijs_webhook_relay_new(argv[1], &feed, &relay, &err);
    if (status == 0)
        status = add_target(relay, argv[2], getenv(argv[3]), &err);
    if (status == 0)
        status = wikijs_webhook_relay_add(relay, "default", client, &err);
    if (status == 0)
        status = wikijs_webhook_relay_run(relay, -1, &err);
    if (status == 0) {
        wikijs_webhook_relay_stats stats = { .struct_size = sizeof stats };
        wikijs_webhook_relay_get_stats(relay, &stats);
        printf("%llu delivered, %llu waiting\n", (unsigned long long)stats.delivered,
               (unsigned long long)stats.waiting);
    } else {
        fprintf(stderr, "webhook_relay: %s\n", err.message);
    }
    wikijs_webhook_relay_free(relay);
    wikijs_client_free(client);
    return status < 0;
}
