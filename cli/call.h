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

struct interrupt_waker {
    void (*wake)(void *context);
    void *context;
};

/* From here on Ctrl-C, SIGTERM and SIGHUP cancel the running call; a second Ctrl-C ends the program at once. */
void interrupt_install(void);
bool interrupt_happened(void);
/* Whether it was SIGTERM or SIGHUP, which end also the shell and its children. */
bool interrupt_is_final(void);
/* Of the program that was interrupted: 128 and the number of the signal, as a shell has it. */
int interrupt_exit_code(void);
/* "interrupted" or "ended by SIGTERM". */
const char *interrupt_text(void);
/* Forget a Ctrl-C: the next command is another one. */
void interrupt_clear(void);
/* What to call, in the signal handler, when it does. Returns what was called before. */
struct interrupt_waker interrupt_call(void (*wake)(void *context), void *context);
/* Wake this client. */
void interrupt_watch(wikijs_client *client);

#endif
