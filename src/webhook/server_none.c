/* SPDX-License-Identifier: MIT */
/* What there is of receivers in a library that was built without libmicrohttpd: nobody can have one. */
#include <wikijs/webhook_server.h>

#include "base/status.h"

#ifndef WIKIJS_WITH_MICROHTTPD

int wikijs_webhook_server_new(const wikijs_webhook_server_options *options, wikijs_webhook_server **out,
                              wikijs_error *err)
{
    (void)options;
    (void)out;
    return wj_error_set(err, WIKIJS_E_CONFIG, "this library was built without the server for webhooks");
}

int wikijs_webhook_server_on(wikijs_webhook_server *server, const char *pattern, wikijs_webhook_fn fn, void *payload,
                             wikijs_error *err)
{
    (void)server;
    (void)pattern;
    (void)fn;
    (void)payload;
    return wj_error_set(err, WIKIJS_E_ARG, "no receiver is given");
}

void wikijs_webhook_hold(const wikijs_webhook_received *received)
{
    (void)received;
}

void wikijs_webhook_release(const wikijs_webhook_received *received, int status)
{
    (void)received;
    (void)status;
}

int wikijs_webhook_server_run(wikijs_webhook_server *server, wikijs_error *err)
{
    return wikijs_webhook_server_process(server, err);
}

int wikijs_webhook_server_fd(wikijs_webhook_server *server)
{
    (void)server;
    return -1;
}

int wikijs_webhook_server_process(wikijs_webhook_server *server, wikijs_error *err)
{
    (void)server;
    return wj_error_set(err, WIKIJS_E_ARG, "no receiver is given");
}

void wikijs_webhook_server_stop(wikijs_webhook_server *server)
{
    (void)server;
}

bool wikijs_webhook_server_is_stopped(const wikijs_webhook_server *server)
{
    (void)server;
    return false;
}

int wikijs_webhook_server_get_stats(const wikijs_webhook_server *server, wikijs_webhook_server_stats *stats)
{
    (void)server;
    (void)stats;
    return WIKIJS_E_ARG;
}

uint16_t wikijs_webhook_server_port(const wikijs_webhook_server *server)
{
    (void)server;
    return 0;
}

void wikijs_webhook_server_free(wikijs_webhook_server *server)
{
    (void)server;
}

#endif
