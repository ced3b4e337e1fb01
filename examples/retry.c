/* SPDX-License-Identifier: MIT */
/* Basic: reads pages, each with up to five requests before it is given up. Usage: retry ID... */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static int print_title(wikijs_client *client, int64_t id)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, id, NULL, &page, &err);
    if (status < 0)
        fprintf(stderr, "%" PRId64 ": %s, after %" PRId32 " requests\n", id, err.message, err.attempts);
    else
        printf("%" PRId64 ": %s\n", id, page->title);
    wikijs_page_free(page);
    return status < 0;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.retry_max_attempts = 5;  /* without it: 3 */
    options.read_timeout_ms = 20000; /* for all of them together, waits included */

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed |= print_title(client, strtoll(argv[i], NULL, 10));
    wikijs_client_free(client);
    return failed;
}
