/* SPDX-License-Identifier: MIT */
#include "cmd/webhooks/runner.h"

#include "memory.h"
#include "report.h"
#include "thread.h"

#include <pthread.h>
#include <stdlib.h>

struct job {
    struct job *next;
    const wikijs_webhook_received *received;
};

struct runner {
    struct cli *cli;
    const struct event_command *command;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under lock */
    struct job *first, **end;
    bool ending;
};

static void do_job(struct runner *runner, const wikijs_webhook_received *received)
{
    const wikijs_event *event = received->event;
    int code = event_command_run(runner->command, event);
    if (code == 127)
        report_warning(runner->cli, "'%s' cannot be started", runner->command->text);
    else if (code)
        report_warning(runner->cli, "'%s' ended with %d for %s %s", runner->command->text, code, event->type,
                       event->id);
    wikijs_webhook_release(received, code);
}

/* The next job; NULL: there will be none. Under lock. */
static struct job *take_job_locked(struct runner *runner)
{
    while (!runner->first && !runner->ending)
        pthread_cond_wait(&runner->changed, &runner->lock);
    struct job *job = runner->ending ? NULL : runner->first;
    if (job) {
        runner->first = job->next;
        if (!runner->first)
            runner->end = &runner->first;
    }
    return job;
}

static void *work(void *context)
{
    struct runner *runner = context;
    for (;;) {
        pthread_mutex_lock(&runner->lock);
        struct job *job = take_job_locked(runner);
        pthread_mutex_unlock(&runner->lock);
        if (!job)
            return NULL;
        do_job(runner, job->received);
        free(job);
    }
}

struct runner *runner_new(struct cli *cli, const struct event_command *command)
{
    struct runner *runner = xcalloc(1, sizeof *runner);
    runner->cli = cli;
    runner->command = command;
    runner->end = &runner->first;
    pthread_mutex_init(&runner->lock, NULL);
    pthread_cond_init(&runner->changed, NULL);
    if (thread_start(&runner->thread, work, runner))
        return runner;
    free(runner);
    return NULL;
}

void runner_add(struct runner *runner, const wikijs_webhook_received *received)
{
    struct job *job = xcalloc(1, sizeof *job);
    job->received = received;
    pthread_mutex_lock(&runner->lock);
    *runner->end = job;
    runner->end = &job->next;
    pthread_cond_signal(&runner->changed);
    pthread_mutex_unlock(&runner->lock);
}

void runner_free(struct runner *runner)
{
    if (!runner)
        return;
    pthread_mutex_lock(&runner->lock);
    runner->ending = true;
    pthread_cond_signal(&runner->changed);
    pthread_mutex_unlock(&runner->lock);
    pthread_join(runner->thread, NULL);
    while (runner->first) {
        struct job *job = runner->first;
        runner->first = job->next;
        wikijs_webhook_release(job->received, EXIT_FAILED);
        free(job);
    }
    pthread_cond_destroy(&runner->changed);
    pthread_mutex_destroy(&runner->lock);
    free(runner);
}
