/* SPDX-License-Identifier: MIT */
/*
 * Work on many things that travels in batches: a few requests for all names, and yet each name has its own outcome and
 * its own message, in the order in which they were given.
 *
 *     struct ids_work work = { .input = &input };
 *     code = ids_do(cli, &ids, &user_names, &update_job, &work);
 *     ids_work_end(&ids, &update_job, &work);
 */
#ifndef CLI_IDS_BATCH_H
#define CLI_IDS_BATCH_H

#include "ids.h"
#include "ids_names.h"

struct ids_work {
    const void *input; /* of the command */
    const char *name;  /* the one that `start` is called for */
    void **results;    /* what `end` puts there, by index; made by ids_do, freed by ids_work_end */
};

struct ids_job {
    /* Start it: returns what the `_async` function did. */
    int (*start)(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call);
    /* Take the outcome, report what went wrong, keep a result in *result. Returns the exit code. */
    int (*end)(struct cli *cli, const char *name, wikijs_call *call, void **result);
    void (*release)(void *result); /* of a job with results */
    bool writes;                   /* the server goes on with what was sent, whoever has given up */
};

/*
 * Find out the ids, then do the job for them, both in batches. A job that goes by the names themselves has no `names`, or
 * such that nobody is asked, and is given 0 for an id. Returns EXIT_DONE when all went well; when all failed in the same
 * way their exit code; EXIT_FAILED when some failed; EXIT_INTERRUPTED.
 */
int ids_do(struct cli *cli, const struct ids *ids, const struct ids_names *names, const struct ids_job *job,
           struct ids_work *work);
/* ids_read() and ids_do(), for a job without results. */
int ids_run_job(struct cli *cli, const struct operands *operands, const struct ids_names *names,
                const struct ids_job *job, const void *input);
/* The same for a job that deletes things of a kind ("page"), once the user agrees or said --yes before. */
int ids_delete(struct cli *cli, const struct operands *operands, const struct ids_names *names,
               const struct ids_job *job, const void *input, bool yes, const char *kind);
/* The same for a job that reads, whose results are printed. */
int ids_show(struct cli *cli, const struct operands *operands, const struct ids_names *names,
             const struct ids_job *job);
/* Print the results of a command that reads: one is shown whole, several as a list. */
int ids_print(struct cli *cli, const struct ids *ids, const struct ids_work *work);
void ids_work_end(const struct ids *ids, const struct ids_job *job, struct ids_work *work);
#endif
