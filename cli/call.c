/* SPDX-License-Identifier: MIT */
#include "call.h"

#include "child.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

static volatile sig_atomic_t interrupted; /* the signal, 0 for none */
static void (*volatile waker)(void *context);
static void *volatile waker_context;

static void on_interrupt(int number)
{
    int error = errno;
    if (!interrupt_is_final())
        interrupted = number;
    if (interrupt_is_final())
        child_end_all();
    if (waker)
        waker(waker_context);
    errno = error;
}

static void catch_signal(int number, int flags)
{
    struct sigaction action = { .sa_handler = on_interrupt, .sa_flags = flags };
    sigaction(number, &action, NULL);
}

/*
 * timeout(1) sends its signal to the program and then to its group, a terminal that closes does likewise: the second one
 * is no demand of its own. Where it is ignored, as under nohup(1), that stays.
 */
static void catch_final(int number)
{
    struct sigaction before;
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        catch_signal(number, 0);
}

void interrupt_install(void)
{
    /* No SA_RESTART: a prompt that is waiting must return. */
    catch_signal(SIGINT, (int)SA_RESETHAND);
    catch_final(SIGTERM);
    catch_final(SIGHUP);
}

void interrupt_clear(void)
{
    if (!interrupt_is_final())
        interrupted = 0;
    catch_signal(SIGINT, (int)SA_RESETHAND);
}

bool interrupt_happened(void)
{
    return interrupted != 0;
}

bool interrupt_is_final(void)
{
    return interrupted == SIGTERM || interrupted == SIGHUP;
}

int interrupt_exit_code(void)
{
    return 128 + (int)interrupted;
}

const char *interrupt_text(void)
{
    return interrupted == SIGTERM ? "ended by SIGTERM" : interrupted == SIGHUP ? "ended by SIGHUP" : "interrupted";
}

struct interrupt_waker interrupt_call(void (*wake)(void *context), void *context)
{
    struct interrupt_waker before = { waker, waker_context };
    waker = NULL; /* never one with the context of the other */
    waker_context = context;
    waker = wake;
    return before;
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
