/* SPDX-License-Identifier: MIT */
/* Operands such as "title=Handbook footer=@footer.md", read into the members of an input of the library. */
#ifndef CLI_ASSIGNMENTS_H
#define CLI_ASSIGNMENTS_H

#include "context.h"

/* The settings that a command can change: all fields of a model, by the types that it gives them. */
struct assignable {
    const char *model;
    const char *listed_by; /* the command that shows them: "site get" */
    const size_t *offsets; /* where the input has the member of each field */
    int64_t largest_number;
};

/* What the members of the input point to. */
struct assigned {
    char **texts;
    const char ***lists;
    size_t count;
};

/* Returns 0 or the exit code of what was reported; free `assigned` in either case, when the input is no longer used. */
int assignments_read(struct cli *cli, const struct assignable *what, const struct operands *operands, void *input,
                     struct assigned *assigned);
void assigned_free(struct assigned *assigned);

#endif
