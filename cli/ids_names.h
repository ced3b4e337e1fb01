/* SPDX-License-Identifier: MIT */
/*
 * How the things of a kind are named: by their ids, or by names of which the server has to be asked. The names of one
 * command are asked about in a few requests (ids_batch.h), a single one in one:
 *
 *     code = ids_name(cli, &user_names, "john@example.com", &id);
 */
#ifndef CLI_IDS_NAMES_H
#define CLI_IDS_NAMES_H

#include "call.h"
#include "context.h"

struct ids_names {
    /* What the name says by itself: its id, else 0. Returns 0, or the exit code for what is no name at all. */
    int (*read)(struct cli *cli, const char *name, int64_t *id);
    /* Ask for the id: returns what the `_async` function did. NULL, as `answer`, where nobody has to be asked. */
    int (*ask)(struct cli *cli, const char *name, wikijs_call_done_fn done, void *payload, wikijs_call **call);
    /* Take the id from the answer, or report why there is none. Returns 0 or the exit code. */
    int (*answer)(struct cli *cli, const char *name, wikijs_call *call, int64_t *id);
};

/* Connect, and find the id that a name stands for; reports what is wrong. Returns 0 or the exit code. */
int ids_name(struct cli *cli, const struct ids_names *names, const char *name, int64_t *id);

#endif
