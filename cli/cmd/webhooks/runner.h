/* SPDX-License-Identifier: MIT */
/* A thread that runs a command for one received event after the other, while the server goes on receiving. */
#ifndef CLI_CMD_WEBHOOKS_RUNNER_H
#define CLI_CMD_WEBHOOKS_RUNNER_H

#include "context.h"
#include "event_run.h"

#include <wikijs/webhook_server.h>

struct runner;

/* `command` and `cli` outlive it. NULL: no thread can be started. */
struct runner *runner_new(struct cli *cli, const struct event_command *command);
/* Queue a delivery that is held; it is released when its command has ended. */
void runner_add(struct runner *runner, const wikijs_webhook_received *received);
/* Wait for the command that runs; what waits is released as failed. NULL is fine. */
void runner_free(struct runner *runner);

#endif
