/* SPDX-License-Identifier: MIT */
/*
 * Usual: makes pages with a rate of their own beside that of everything, and says when one is kept back.
 * Usage: rate_limit_told FOLDER COUNT
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static int tell(const char *operation, int64_t wait_ms, void *payload)
{
    (void)payload;
    fprintf(stderr, "%s is kept back for %" PRId64 " ms\n", operation, wait_ms);
    return wait_ms > 60000; /* 0: wait; anything else: fail with WIKIJS_E_RATE_LIMITED */
}

static wikijs_client *make_client(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.rate_limit = "50/s, pages.create=4/s:burst=2";
    options.rate_limited = tell;

    wikijs_error err;
    wikijs_client *client = NULL;
    if (wikijs_client_new(&options, &client, &err) < 0)
        fprintf(stderr, "%s\n", err.message);
    return client;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s FOLDER COUNT\n", argv[0]);
        return 2;
    }
    wikijs_client *client = make_client();
    int made = 0, count = atoi(argv[2]);
    for (int i = 0; client && i < count; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/page-%d", argv[1], i);
        wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
        input.path = path;
        input.title = path;
        input.content = (wikijs_str){ "text", 4 };
        wikijs_page *page = NULL;
        wikijs_error err;
        if (wikijs_pages_create(client, &input, &page, &err) < 0)
            fprintf(stderr, "%s: %s\n", path, err.message);
        else
            made++;
        wikijs_page_free(page);
    }
    printf("%d of %d made\n", made, count);
    wikijs_client_free(client);
    return made != count;
}
