/* SPDX-License-Identifier: MIT */
/* A client on a libevent base. Usage: adapter_libevent PATH */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/adapters/libevent.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static struct event *watch;
static int exit_code;

static void on_page(wikijs_call *call, void *payload)
{
    (void)payload;
    wikijs_error err;
    wikijs_page *page = NULL;
    int status = wikijs_pages_get_by_path_finish(call, &page, &err);
    if (status == 0)
        printf("%s\n", page->title);
    else
        fprintf(stderr, "%s\n", err.message);
    exit_code = wikijs_status_exit_code(status);
    wikijs_page_free(page);
    wikijs_event_detach(watch); /* nothing is left to watch: the dispatch returns */
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
    struct event_base *base = event_base_new();
    watch = base ? wikijs_event_attach(base, client) : NULL;
    if (!watch)
        return 1;
    if (wikijs_pages_get_by_path_async(client, NULL, argc > 1 ? argv[1] : "home", NULL, on_page, NULL, NULL) < 0)
        return 1;
    event_base_dispatch(base);
    wikijs_client_free(client);
    event_base_free(base);
    return exit_code;
}
