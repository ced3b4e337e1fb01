/* SPDX-License-Identifier: MIT */
#ifndef CLI_COMMAND_PARSE_H
#define CLI_COMMAND_PARSE_H

#include "command/command.h"

enum { COMMAND_DEPTH = 4 };

/* A command line taken apart. */
struct parsed {
    const struct cmd *path[COMMAND_DEPTH]; /* path[0] is the root */
    size_t depth;                          /* number of commands in `path` */
    void *args;                            /* of the last command; NULL for a group */
    struct operands operands;
    struct globals globals;
    const char *foreign;             /* a word in the place of a command that is none of the program's, */
    const char *const *foreign_rest; /* and the words behind it; ends with NULL */
    bool incomplete;                 /* the problem is only that something is missing at its end */
    char *problem;                   /* what is wrong with it, or NULL */
    char *advice;                    /* for the second line, or NULL */
};

/*
 * Take `words` apart. Values are not copied: the words must outlive the result. Returns whether it is a correct
 * command line; the globals and the path are filled as far as they were understood even when it is not.
 */
bool parse(struct parsed *parsed, const char *const *words, size_t count);
void parsed_free(struct parsed *parsed);

/* The last command of the path. */
const struct cmd *parsed_command(const struct parsed *parsed);
/* "wikijs pages list"; free it. */
char *parsed_name(const struct parsed *parsed);

/* The subcommand of a name or alias, or NULL. */
const struct cmd *command_find(const struct cmd *parent, const char *name);

/* The tables in which an option of a command is looked for, in this order. Ends with NULL. */
void command_tables(const struct cmd *command, const struct opt *tables[4]);

#endif
