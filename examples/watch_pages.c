/* SPDX-License-Identifier: MIT */
/*
 * Tells what changed in one or more wikis since the last time it was run. Of each wiki: what to call it, and the variables
 * that hold its address and its key.
 *
 * Usage: watch_pages STATE-FILE (NAME URL-VARIABLE KEY-VARIABLE)...
 */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/watch.h>

enum { MOST_FAILURES = 3 };

static int add_wiki(wikijs_watch *watch, char **words, wikijs_error *err)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv(words[1]);
    options.api_key_env = words[2];
    wikijs_client *client = NULL;
    int status = wikijs_client_new(&options, &client, err);
    if (status == 0)
        status = wikijs_watch_add(watch, words[0], client, err);
    wikijs_client_free(client); /* the feed has a clone of it */
    return status;
}

/* A wiki that fails keeps no other waiting: the feed goes on, and looks at it again after a while. */
static int tell(wikijs_watch *watch, wikijs_error *err)
{
    const wikijs_event *event;
    int status, failures = 0;
    while ((status = wikijs_watch_next(watch, -1, &event, err)) != 0) {
        if (status > 0) {
            const wikijs_event_subject *about = wikijs_event_about(event); /* a page, an asset, a user, a group */
            printf("%s %s %s\n", event->profile, event->type, about->path ? about->path : about->name);
        } else {
            fprintf(stderr, "%s\n", err->message);
            if (!(err->flags & WIKIJS_ERROR_RETRYABLE) || ++failures == MOST_FAILURES)
                break;
        }
    }
    return status < 0 || failures ? -1 : 0;
}

int main(int argc, char **argv)
{
    wikijs_error err = { 0 };
    wikijs_watch *watch = NULL;
    if (argc < 5 || (argc - 2) % 3 != 0) {
        fprintf(stderr, "usage: watch_pages STATE-FILE (NAME URL-VARIABLE KEY-VARIABLE)...\n");
        return 2;
    }
    wikijs_watch_options options = WIKIJS_WATCH_OPTIONS_INIT;
    options.state = argv[1];
    options.once = 1; /* without this it goes on */
    int status = wikijs_watch_new(&options, &watch, &err);
    for (int i = 2; i < argc && status == 0; i += 3)
        status = add_wiki(watch, argv + i, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    else
        status = tell(watch, &err);
    wikijs_watch_free(watch);
    return status < 0;
}
