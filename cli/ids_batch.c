/* SPDX-License-Identifier: MIT */
#include "ids_batch.h"

#include "call.h"
#include "memory.h"
#include "output/emit.h"
#include "report.h"

#include <stdlib.h>
#include <wikijs/batch.h>

/* Names that are started together: a few dozen documents. */
enum { PART = 500 };

struct progress_of_all {
    const struct ids *ids;
    const struct ids_names *names;
    const struct ids_job *job;
    struct ids_work *work;
    int64_t *numbers;
    int *codes;
    bool asking; /* for the ids; afterwards the job is done */
};

/* The document of canceled calls may still be on its way; nobody waits for that. */
static int wait_for_all(struct cli *cli, wikijs_batch *batch)
{
    bool canceled = false;
    int status = wikijs_batch_send(batch, &cli->error);
    size_t ended = 0, count = wikijs_batch_count(batch);
    while (status >= 0 && ended < count) {
        if (wikijs_call_is_done(wikijs_batch_at(batch, ended))) {
            ended++;
            continue;
        }
        if (interrupt_happened() && !canceled) {
            wikijs_batch_cancel(batch);
            canceled = true;
        }
        status = wikijs_client_wait(cli->client, -1, &cli->error);
    }
    return status;
}

static int start_one(struct cli *cli, struct progress_of_all *all, size_t i, wikijs_call **call)
{
    const char *name = all->ids->items[i];
    if (all->asking)
        return all->names->ask(cli, name, NULL, NULL, call);
    all->work->name = name;
    return all->job->start(cli, all->numbers[i], all->work, call);
}

static int end_one(struct cli *cli, struct progress_of_all *all, size_t i, wikijs_call *call)
{
    const char *name = all->ids->items[i];
    if (wikijs_call_status(call) == WIKIJS_E_CANCELED)
        return EXIT_INTERRUPTED;
    return all->asking ? all->names->answer(cli, name, call, &all->numbers[i])
                       : all->job->end(cli, name, call, &all->work->results[i]);
}

static void start_part(struct cli *cli, struct progress_of_all *all, wikijs_call **calls, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (all->codes[i] || (all->asking && all->numbers[i]))
            continue;
        int started = start_one(cli, all, i, &calls[i - from]);
        if (started >= 0)
            continue;
        cli->error = (wikijs_error){ .code = started, .retry_after_ms = -1 };
        all->codes[i] = report_status_of(cli, started, all->ids->items[i]);
        calls[i - from] = NULL;
    }
}

static void end_part(struct cli *cli, struct progress_of_all *all, wikijs_call *const *calls, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (calls[i - from])
            all->codes[i] = end_one(cli, all, i, calls[i - from]);
}

static int run_part(struct cli *cli, struct progress_of_all *all, size_t from, size_t to)
{
    wikijs_batch *batch = NULL;
    wikijs_call *calls[PART] = { NULL };
    int status = wikijs_batch_begin(cli->client, NULL, &batch, &cli->error);
    if (status >= 0) {
        start_part(cli, all, calls, from, to);
        status = wait_for_all(cli, batch);
    }
    if (status >= 0)
        end_part(cli, all, calls, from, to);
    wikijs_batch_free(batch);
    return status;
}

static int outcome(const struct cli *cli, const struct ids_job *job, const int *codes, size_t count)
{
    size_t failed = 0;
    bool differ = false;
    int common = EXIT_DONE;
    for (size_t i = 0; i < count; i++) {
        if (codes[i] == EXIT_DONE)
            continue;
        differ = differ || (failed && codes[i] != common);
        common = codes[i];
        failed++;
    }
    if (interrupt_happened()) {
        report_note(cli, "interrupted: %zu of %zu done%s", count - failed, count,
                    job->writes ? "; the server may still finish what it was sent" : "");
        return EXIT_INTERRUPTED;
    }
    return failed == count && !differ ? common : failed ? EXIT_FAILED : EXIT_DONE;
}

static int run_parts(struct cli *cli, struct progress_of_all *all)
{
    int status = 0;
    size_t from = 0, count = all->ids->count;
    for (; from < count && status >= 0 && !interrupt_happened(); from += PART)
        status = run_part(cli, all, from, count - from < PART ? count : from + PART);
    for (size_t i = from; i < count; i++)
        all->codes[i] = EXIT_INTERRUPTED;
    return status;
}

/* Names that are ids, or none at all, are told apart before anybody is asked. */
static int read_names(struct cli *cli, struct progress_of_all *all)
{
    bool ask = false;
    for (size_t i = 0; i < all->ids->count; i++) {
        all->codes[i] = all->names->read(cli, all->ids->items[i], &all->numbers[i]);
        ask = ask || (all->codes[i] == 0 && !all->numbers[i]);
    }
    all->asking = ask && all->names->ask;
    int status = all->asking ? run_parts(cli, all) : 0;
    all->asking = false;
    return status;
}

int ids_do(struct cli *cli, const struct ids *ids, const struct ids_names *names, const struct ids_job *job,
           struct ids_work *work)
{
    int code = context_connect(cli);
    work->results = xcalloc(ids->count + 1, sizeof *work->results);
    if (code)
        return code;
    struct progress_of_all all = { .ids = ids, .names = names, .job = job, .work = work };
    all.numbers = xcalloc(ids->count + 1, sizeof *all.numbers);
    all.codes = xcalloc(ids->count + 1, sizeof *all.codes);
    int status = names ? read_names(cli, &all) : 0;
    if (status >= 0)
        status = run_parts(cli, &all);
    code = status < 0 ? report_status(cli, status) : outcome(cli, job, all.codes, ids->count);
    free(all.numbers);
    free(all.codes);
    return code;
}

void ids_work_end(const struct ids *ids, const struct ids_job *job, struct ids_work *work)
{
    for (size_t i = 0; work->results && job->release && i < ids->count; i++)
        job->release(work->results[i]);
    free(work->results);
    work->results = NULL;
}

int ids_run_job(struct cli *cli, const struct operands *operands, const struct ids_names *names,
                const struct ids_job *job, const void *input)
{
    struct ids ids;
    struct ids_work work = { .input = input };
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = ids_do(cli, &ids, names, job, &work);
    ids_work_end(&ids, job, &work);
    ids_free(&ids);
    return code;
}

int ids_delete(struct cli *cli, const struct operands *operands, const struct ids_names *names,
               const struct ids_job *job, const void *input, bool yes, const char *kind)
{
    struct ids ids;
    struct ids_work work = { .input = input };
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = context_connect(cli); /* a wrong configuration is told before anything is asked */
    if (code == 0)
        code = ids_confirm_delete(cli, &ids, yes, kind);
    if (code == 0)
        code = ids_do(cli, &ids, names, job, &work);
    ids_work_end(&ids, job, &work);
    ids_free(&ids);
    return code;
}

int ids_show(struct cli *cli, const struct operands *operands, const struct ids_names *names, const struct ids_job *job)
{
    struct ids ids;
    struct ids_work work = { 0 };
    int code = ids_read(cli, operands, &ids);
    if (code == 0) {
        code = ids_do(cli, &ids, names, job, &work);
        int printed = ids_print(cli, &ids, &work);
        code = code ? code : printed;
    }
    ids_work_end(&ids, job, &work);
    ids_free(&ids);
    return code;
}

int ids_print(struct cli *cli, const struct ids *ids, const struct ids_work *work)
{
    const void **found = xcalloc(ids->count + 1, sizeof *found);
    size_t count = 0;
    for (size_t i = 0; i < ids->count; i++)
        if (work->results[i])
            found[count++] = work->results[i];
    int code = EXIT_DONE;
    if (ids->count != 1 || ids->from_stdin) /* how many lines there are is not known beforehand */
        code = emit_list(cli, found, count);
    else if (count)
        code = emit_object(cli, found[0]);
    free(found);
    return code;
}
