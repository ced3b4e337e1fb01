/* SPDX-License-Identifier: MIT */
/*
 * Commands that act on many things, named one by one as operands or, with "-", by the lines of standard input:
 *
 *     wikijs users delete --yes --replace-with 1 12 13 14
 *     wikijs users list --filter isActive:false | wikijs users delete --yes --replace-with 1 -
 */
#ifndef CLI_IDS_H
#define CLI_IDS_H

#include "context.h"

struct ids {
    char **items;
    size_t count;
    bool from_stdin; /* then nobody can be asked anything */
};

/*
 * The names that a command got. Of a line of standard input what stands before the first tab counts, so that the
 * output of a list can be handed over as it is; empty lines are left out. Returns 0 or the exit code of what was
 * reported; free them in either case.
 */
int ids_read(struct cli *cli, const struct operands *operands, struct ids *ids);
void ids_free(struct ids *ids);

/* Does the work for one name and returns its exit code, having reported what is wrong. */
typedef int ids_fn(struct cli *cli, const char *name, void *context);

/*
 * Do it for all, one after the other, past failures. Returns EXIT_DONE when all went well; when all failed in the same
 * way their exit code; EXIT_FAILED when some failed; EXIT_INTERRUPTED.
 */
int ids_each(struct cli *cli, const struct ids *ids, ids_fn *work, void *context);
/* ids_read() and ids_each(). */
int ids_run(struct cli *cli, const struct operands *operands, ids_fn *work, void *context);

/* Whether one thing was named, and not by standard input. */
bool ids_is_one(const struct operands *operands);

/* A positive number that fits the server's 32 bits, and nothing else. */
bool id_parse(const char *text, int64_t *id);

/*
 * Ask before things of a kind ("page") are deleted, unless `yes`. Returns 0 when the user agrees, else the exit code of
 * what was reported.
 */
int ids_confirm_delete(struct cli *cli, const struct ids *ids, bool yes, const char *kind);

#endif
