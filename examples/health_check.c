/* SPDX-License-Identifier: MIT */
/* Whether a wiki can be used as intended, and what to do if not. Usage: health_check */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/health.h>

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
    wikijs_health *health = NULL;
    int status = wikijs_health_check(client, NULL, &health, &err);
    for (size_t i = 0; health && i < health->checks.count; i++) {
        const wikijs_health_item *check = health->checks.items[i];
        printf("%-7s  %s: %s\n", check->status, check->name, check->message);
        if (check->advice) {
            printf("         -> %s\n", check->advice);
        }
    }
    wikijs_health_free(health);
    wikijs_client_free(client);
    return wikijs_status_exit_code(status);
}
