/* SPDX-License-Identifier: MIT */
/* What a list of results holds, as rows to choose from and to print. */
#ifndef CLI_OUTPUT_ROWS_H
#define CLI_OUTPUT_ROWS_H

#include "context.h"
#include "memory.h"

struct rows {
    const void **items; /* they live as long as the list that they are of */
    size_t count;
};

/* All rows of a `type##_list`; NULL holds none. rows_print() frees them. */
#define ROWS_OF(rows, type, list)                                                  \
    do {                                                                           \
        (rows)->count = type##_list_count(list);                                   \
        (rows)->items = xreallocarray(NULL, (rows)->count, sizeof *(rows)->items); \
        for (size_t row_number = 0; row_number < (rows)->count; row_number++)      \
            (rows)->items[row_number] = type##_list_at(list, row_number);          \
    } while (0)

/* Print them as cli->plan says, and free them. `none` is told to people when there are none; may be NULL. Returns the exit code. */
int rows_print(struct cli *cli, struct rows *rows, const char *none);

#endif
