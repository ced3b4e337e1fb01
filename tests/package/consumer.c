/* SPDX-License-Identifier: MIT */
/* A program outside the tree: it must build with what 'install' put down, and nothing else. */
#include <stdio.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/version.h>

int main(void)
{
    if (strcmp(wikijs_version(), WIKIJS_VERSION) != 0) {
        fprintf(stderr, "built for %s, runs with %s\n", WIKIJS_VERSION, wikijs_version());
        return 1;
    }

    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = "http://127.0.0.1:9";
    wikijs_client *client = NULL;
    wikijs_error error = { 0 };
    int status = wikijs_client_new(&options, &client, &error);
    if (status != 0) {
        fprintf(stderr, "no client: %s\n", error.message);
        return 1;
    }
    wikijs_client_free(client);
    puts(wikijs_version());
    return 0;
}
