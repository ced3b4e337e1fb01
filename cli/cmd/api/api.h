/* SPDX-License-Identifier: MIT */
/* `wikijs api` with the name of an operation in place of a document. */
#ifndef CLI_CMD_API_API_H
#define CLI_CMD_API_API_H

#include "command/command.h"
#include "context.h"

#include <wikijs/operation.h>

struct api_args {
    struct opt_list strings;
    struct opt_list typed;
    const char *input;
    const char *operation;
    const char *fields;
    const char *jq;
    bool list;
    bool json;
    bool document;
};

/* Whether an operand is the name of an operation: no GraphQL document is without a brace. */
bool is_operation_name(const char *operand);

/* Print operations: all, those of a namespace, or one with all that is known of it. All return the exit code. */
int list_operations(struct cli *cli, const struct api_args *args, const char *name);
/* `json` holds the variables, or nothing. */
int call_operation(struct cli *cli, const struct api_args *args, const char *name, const char *json);
/* Print the GraphQL document of an operation. */
int print_document(struct cli *cli, const struct api_args *args, const char *name);

/* What an unknown operation is told; EXIT_USAGE. */
int refuse_operation(struct cli *cli, const char *name);

#endif
