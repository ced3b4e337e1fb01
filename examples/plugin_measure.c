/* SPDX-License-Identifier: MIT */
/* A plugin inside of a program: how long each request took, and how many bytes came. Usage: plugin_measure PATH */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>
#include <wikijs/sys/plugin.h>

struct totals {
    long long requests, milliseconds;
    size_t bytes;
};

static int after_response(wikijs_plugin_call *call, void *state)
{
    struct totals *totals = state;
    totals->requests++;
    totals->milliseconds += wikijs_plugin_call_duration_ms(call);
    totals->bytes += wikijs_plugin_call_response_body(call).len;
    return 0;
}

static const wikijs_plugin measure = { WIKIJS_PLUGIN_HEAD("measure", "1.0", "adds up requests"),
                                       .after_response = after_response };

static int make_client(struct totals *totals, wikijs_client **client, wikijs_error *err)
{
    wikijs_plugin_use uses[] = { { .plugin = &measure, .payload = totals } }; /* without `create`: the state itself */
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.plugins = uses;
    options.plugin_count = 1;
    return wikijs_client_new(&options, client, err);
}

int main(int argc, char **argv)
{
    struct totals totals = { 0 };
    wikijs_error err;
    wikijs_client *client = NULL;
    wikijs_page *page = NULL;
    int status = argc == 2 ? make_client(&totals, &client, &err) : WIKIJS_E_ARG;
    if (status == 0)
        status = wikijs_pages_get_by_path(client, NULL, argv[1], NULL, &page, &err);
    if (status == 0)
        printf("%s: %lld request, %zu bytes\n", page->title, totals.requests, totals.bytes);
    else
        fprintf(stderr, "%s\n", argc == 2 ? err.message : "usage: plugin_measure PATH");
    wikijs_page_free(page);
    wikijs_client_free(client);
    return status < 0;
}
