/* SPDX-License-Identifier: MIT */
/* Tells what changed in a wiki since the last time it was run: watch_pages STATE-FILE */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/watch.h>

static int tell(wikijs_watch *watch, wikijs_error *err)
{
    const wikijs_event *event;
    int status;
    while ((status = wikijs_watch_next(watch, -1, &event, err)) > 0) {
        const wikijs_event_subject *about = wikijs_event_about(event);
        printf("%s %s\n", event->type, about->path ? about->path : about->name);
    }
    return status;
}

int main(int argc, char **argv)
{
    wikijs_error err = { 0 };
    wikijs_client *client = NULL;
    wikijs_watch *watch = NULL;
    if (argc != 2) {
        fprintf(stderr, "usage: watch_pages STATE-FILE\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    wikijs_watch_options feed = WIKIJS_WATCH_OPTIONS_INIT;
    feed.state = argv[1];
    feed.once = 1;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0)
        status = wikijs_watch_new(&feed, &watch, &err);
    if (status == 0)
        status = wikijs_watch_add(watch, "default", client, &err);
    if (status == 0)
        status = tell(watch, &err);
    if (status < 0)
        fprintf(stderr, "watch_pages: %s\n", err.message);
    wikijs_watch_free(watch);
    wikijs_client_free(client);
    return status < 0;
}
