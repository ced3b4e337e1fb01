/* SPDX-License-Identifier: MIT */
#include "call.h"

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t interrupted;
static void (*volatile waker)(void *context);
static void *volatile waker_context;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
    if (waker)
        waker(waker_context);
}

void interrupt_install(void)
{
    /* No SA_RESTART: a prompt that is waiting must return. */
    struct sigaction action = { .sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND };
    sigaction(SIGINT, &action, NULL);
}

void interrupt_install_for_term(void)
{
    struct sigaction action = { .sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND };
    sigaction(SIGTERM, &action, NULL);
}

void interrupt_clear(void)
{
    interrupted = 0;
    interrupt_install();
}

bool interrupt_happened(void)
{
    return interrupted != 0;
}

void interrupt_call(void (*wake)(void *context), void *context)
{
    waker = NULL; /* never one with the context of the other */
    waker_context = context;
    waker = wake;
}

static void wake_client(void *client)
{
    wikijs_client_wakeup(client);
}

void interrupt_watch(wikijs_client *client)
{
    interrupt_call(client ? wake_client : NULL, client);
}

void task_done(wikijs_call *call, void *payload)
{
    struct task *task = payload;
    task->call = wikijs_call_ref(call);
    task->done = true;
}

int task_wait(struct cli *cli, struct task *task, int started)
{
    cli->error = (wikijs_error){ .code = started, .retry_after_ms = -1 };
    if (started < 0)
        return started;
    bool canceled = false;
    while (!task->done) {
        if (interrupted && !canceled) {
            wikijs_call_cancel(task->call);
            canceled = true;
        }
        int done = wikijs_client_wait(cli->client, -1, &cli->error);
        if (done < 0)
            return done;
    }
    return 0;
}

void task_end(struct task *task)
{
    if (task->done)
        wikijs_call_unref(task->call);
}
