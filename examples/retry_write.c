/* SPDX-License-Identifier: MIT */
/* Usual: makes a page, and says what became of it when the answer was lost. Usage: retry_write PATH TEXT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

/* 0 made, 1 surely not, 2 perhaps. */
static int make_page(wikijs_client *client, const char *path, const char *text)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.path = input.title = path;
    input.content = (wikijs_str){ text, strlen(text) };
    int status = wikijs_pages_create(client, &input, &page, &err);
    wikijs_page_free(page);
    if (status == 0) {
        printf("made %s\n", path);
        return 0;
    }
    bool perhaps = err.flags & WIKIJS_ERROR_UNCERTAIN; /* it was sent, and the library has looked for it in vain */
    printf("%s: %s\n", perhaps ? "it may be there yet" : "it was not made", err.message);
    return perhaps ? 2 : 1;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: retry_write PATH TEXT\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.retry_on = "429, 502, 503, 504, connect, reset, cut, timeout, resolve";
    options.retry_backoff = "linear";
    options.retry_initial_delay_ms = 200;

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int code = make_page(client, argv[1], argv[2]);
    wikijs_client_free(client);
    return code;
}
