/* SPDX-License-Identifier: MIT */
/* A receiver of webhooks under test, run in a thread of its own, and a client of plain sockets for it. */
#ifndef TEST_RECEIVER_H
#define TEST_RECEIVER_H

#include <stdatomic.h>
#include <stddef.h>

#include <wikijs/webhook_server.h>

#define RECEIVER_SECRET "the secret of these tests"
#define RECEIVER_EVENT \
    "{\"id\":\"e1\",\"type\":\"page.created\",\"time\":\"2026-11-29T10:00:00.000Z\",\"page\":{\"id\":7,\"path\":\"a/b\"}}"

/* The receiver; one at a time. */
extern wikijs_webhook_server *receiver;
extern wikijs_error receiver_err;

/* Two secrets, the path "/hook". */
wikijs_webhook_server_options receiver_options(void);
/* Make it, without running it. */
void receiver_make(const wikijs_webhook_server_options *options);
void receiver_start(void);
/* Make it, note what comes of a type, run it. */
void receiver_serve(const wikijs_webhook_server_options *options, const char *pattern);
/* Stop it and end it. */
void receiver_stop(void);
wikijs_webhook_server_stats receiver_stop_stats(void);

/* What receiver_take(), the function for deliveries, has noted, and what it answers with. */
int receiver_take(const wikijs_webhook_received *received, void *payload);
extern atomic_int receiver_seen, receiver_result;
extern char receiver_type[64], receiver_id[64], receiver_path[64];

/* The client. Statuses are those of HTTP; 0: the connection was closed. The newest answer stays in `receiver_answer`. */
extern char receiver_answer[4096];
int receiver_connect(void);
void receiver_send(int fd, const char *text, size_t length);
int receiver_read(int fd);
/* A good request: its head, or all of it. */
void receiver_head(char out[1024], const char *id, const char *body, size_t length);
void receiver_deliver_on(int fd, const char *id, const char *body);
int receiver_deliver(const char *id, const char *body);
int receiver_send_raw(const char *text);

#endif
