/* SPDX-License-Identifier: MIT */
/*
 * What commands that change many pages do alike: a plan that is shown and agreed to, a journal of it below the state
 * folder, an outcome for each page, --resume and --undo.
 *
 *     struct bulk bulk;
 *     code = bulk_begin(&bulk, cli, &args->bulk, "update");
 *     if (code == 0 && bulk_needs_plan(&bulk))
 *         ... bulk_add(&bulk, &change, "tags: +x");
 *     if (code == 0)
 *         code = bulk_finish(&bulk, "Change");
 *     bulk_end(&bulk);
 */
#ifndef CLI_CMD_PAGES_BULK_H
#define CLI_CMD_PAGES_BULK_H

#include "page_selection.h"

#include <wikijs/bulk.h>

struct bulk_args {
    bool resume;
    bool undo;
    bool discard;
    const char *journal;
};

/* Rows for a table of options; `member` is a struct bulk_args. */
#define BULK_OPTS(type, member)                                                                                 \
    OPT_FLAG(type, member.resume, 0, "resume", "go on with the last one, which did not come to its end"),       \
        OPT_FLAG(type, member.discard, 0, "discard", "give up the last one, where it did not come to its end"), \
        OPT_STRING(type, member.journal, 0, "journal", "<file>",                                                \
                   "where to keep plan and outcome; default: below the state folder", .complete = COMPLETE_FILE)
#define BULK_UNDO_OPT(type, member) OPT_FLAG(type, member.undo, 0, "undo", "take the last one back")

struct bulk {
    struct cli *cli;
    const struct bulk_args *args;
    const char *name;
    wikijs_bulk *plan;
    struct buffer lines; /* of the plan, the first few */
    size_t count;        /* of the plan */
    size_t failed;       /* pages that failed, those that do not exist included */
    int code;            /* of the failures */
    bool dry_run;        /* nothing is carried out, and nothing is left behind */
    bool from_stdin;     /* nobody can be asked */
    bool is_one_named;   /* the one page that was named: nobody is asked, as 'pages update' asks nobody */
    bool as_rows;        /* the outcome is printed as values at the end */
    /* Prints them, for a command whose rows are no wikijs_bulk_item; such a command has no rows in a dry run. */
    int (*print)(struct bulk *bulk);
};

/* Whether the outcome is wanted as values, which one page has as many have. */
bool bulk_wants_rows(const struct cli *cli);
/* Open the journal for a new plan, or for the one that --resume or --undo is about. Returns 0 or the exit code. */
int bulk_begin(struct bulk *bulk, struct cli *cli, const struct bulk_args *args, const char *name);
/* Whether the command is to make the plan: neither --resume nor --undo. */
bool bulk_needs_plan(const struct bulk *bulk);
/* The pages of names (operands, standard input) or else of a selection. What does not exist is reported and counted. Returns 0
 * or the exit code of what was reported; free the set in either case. */
int bulk_choose(struct bulk *bulk, const struct operands *operands, const struct selection_args *selection,
                uint64_t fields, struct page_set *set);
/* Add a change to the plan; `what` tells it in a few words. Returns 0 or the exit code of what was reported. */
int bulk_add(struct bulk *bulk, const wikijs_bulk_change *change, const char *what);
/* Show the plan, ask ("Change 12 pages?"), carry it out and tell of each page. Returns the exit code. */
int bulk_finish(struct bulk *bulk, const char *verb);
void bulk_end(struct bulk *bulk);

#endif
