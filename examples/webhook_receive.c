/* SPDX-License-Identifier: MIT */
/*
 * Receives webhooks: prints what happened to pages, and ends after so many deliveries. Without WEBHOOK_SECRET it makes a
 * secret, which the sender needs.
 *
 *     webhook_receive PORT COUNT
 */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/webhook_server.h>

struct progress {
    wikijs_webhook_server *server;
    long left;
};

/* 0 accepts the delivery; with anything else its sender tries again. */
static int on_page(const wikijs_webhook_received *received, void *payload)
{
    struct progress *progress = payload;
    if (received->event)
        printf("%s: %s\n", received->type, received->event->page->path);
    if (--progress->left == 0)
        wikijs_webhook_server_stop(progress->server);
    return 0;
}

int main(int argc, char **argv)
{
    char new_secret[WIKIJS_WEBHOOK_SECRET_SIZE];
    const char *secret = getenv("WEBHOOK_SECRET");
    struct progress progress = { .left = argc > 2 ? atol(argv[2]) : 1 };
    wikijs_webhook_server_options options = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    wikijs_error err;
    int status = secret ? 0 : wikijs_webhook_secret_new(new_secret, &err);
    if (!secret)
        secret = new_secret;
    options.port = (uint16_t)(argc > 1 ? atoi(argv[1]) : 8080);
    options.secrets = (wikijs_strings){ &secret, 1 };
    if (status == 0)
        status = wikijs_webhook_server_new(&options, &progress.server, &err);
    if (status == 0)
        status = wikijs_webhook_server_on(progress.server, "page.*", on_page, &progress, &err);
    if (status == 0)
        printf("port %d%s%s\n", wikijs_webhook_server_port(progress.server), secret == new_secret ? ", secret " : "",
               secret == new_secret ? secret : "");
    if (status == 0 && progress.left > 0)
        status = wikijs_webhook_server_run(progress.server, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_webhook_server_free(progress.server);
    return status < 0;
}
