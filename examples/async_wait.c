/* SPDX-License-Identifier: MIT */
/* Asynchronous calls in a program without a loop of its own. Usage: async_wait ID... */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

/* The payload is the caller's; here it counts the failures. */
static void on_page(wikijs_call *call, void *payload)
{
    int *failures = payload;
    wikijs_error err;
    wikijs_page *page = NULL;
    if (wikijs_pages_get_finish(call, &page, &err) == 0) {
        printf("%s\n", page->title);
    } else {
        fprintf(stderr, "%s\n", err.message);
        ++*failures;
    }
    wikijs_page_free(page);
}

static int get_all(wikijs_client *client, int count, char **ids, wikijs_error *err)
{
    int failures = 0, status = 0;
    for (int i = 0; i < count; i++)
        if (wikijs_pages_get_async(client, atoll(ids[i]), NULL, on_page, &failures, NULL) < 0)
            failures++;
    while (status >= 0 && wikijs_client_pending(client) > 0)
        status = wikijs_client_wait(client, -1, err);
    return status < 0 ? status : failures;
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
    int failures = get_all(client, argc - 1, argv + 1, &err);
    if (failures < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return failures != 0;
}
