/* SPDX-License-Identifier: MIT */
/*
 * Running one operation of the library to its end, so that Ctrl-C can cancel
 * it. Operations are started with `_async`, because a waiting function could
 * not be left:
 *
 *     int status;
 *     CALL(status, cli, wikijs_pages_get_async(cli->client, id, &options, CALL_TASK),
 *          wikijs_pages_get_finish(task.call, &page, &cli->error));
 */
#ifndef CLI_CALL_H
#define CLI_CALL_H

#include "context.h"

struct task {
    wikijs_call *call;
    bool done;
};

void task_done(wikijs_call *call, void *payload);
/* Wait for the task; `started` is what the `_async` function returned. Returns 0 when the outcome can be fetched. */
int task_wait(struct cli *cli, struct task *task, int started);
void task_end(struct task *task);

#define CALL_TASK task_done, &task, &task.call
#define CALL(status, cli, start, finish)             \
    do {                                             \
        struct task task = { 0 };                    \
        (status) = task_wait((cli), &task, (start)); \
        if ((status) >= 0)                           \
            (status) = (finish);                     \
        task_end(&task);                             \
    } while (0)

/* From here on Ctrl-C cancels the running call; a second one ends the program at once. */
void interrupt_install(void);
/* The same for SIGTERM: a program that runs for long ends what it has begun. */
void interrupt_install_for_term(void);
bool interrupt_happened(void);
/* Forget it: the next command is another one. */
void interrupt_clear(void);
/* What to call, in the signal handler, when it does. */
void interrupt_call(void (*wake)(void *context), void *context);
/* Wake this client. */
void interrupt_watch(wikijs_client *client);

#endif
