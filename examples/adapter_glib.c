/* SPDX-License-Identifier: MIT */
/* A client on a GLib main loop. Usage: adapter_glib PATH */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/adapters/glib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static GMainLoop *loop;
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
    g_main_loop_quit(loop);
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
    loop = g_main_loop_new(NULL, FALSE);
    guint watch = wikijs_glib_attach(NULL, client);
    if (wikijs_pages_get_by_path_async(client, NULL, argc > 1 ? argv[1] : "home", NULL, on_page, NULL, NULL) < 0)
        return 1;
    g_main_loop_run(loop);
    wikijs_glib_detach(NULL, watch);
    wikijs_client_free(client);
    g_main_loop_unref(loop);
    return exit_code;
}
