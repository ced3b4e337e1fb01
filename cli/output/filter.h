/* SPDX-License-Identifier: MIT */
/* --filter FIELD:TEXT, --limit and --offset of the commands that list something. */
#ifndef CLI_OUTPUT_FILTER_H
#define CLI_OUTPUT_FILTER_H

#include "context.h"
#include "output/rows.h"

struct filter {
    size_t field; /* of cli->plan.model */
    char *folded;
};

struct filters {
    struct filter *items;
    size_t count;
    uint64_t fields; /* those that they look at; they have to be read */
};

/* Returns 0 or the exit code of what was reported; free them in either case. */
int filters_read(struct cli *cli, const struct opt_list *texts, struct filters *filters);
void filters_free(struct filters *filters);

/* Keep the rows that pass all filters, and of these `limit` (0: all) after the first `offset`. */
void filters_keep(const struct cli *cli, const struct filters *filters, struct rows *rows, int64_t offset,
                  int64_t limit);

#endif
