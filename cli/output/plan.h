/* SPDX-License-Identifier: MIT */
/* What the user wants to see of a result: which fields, in which form. */
#ifndef CLI_OUTPUT_PLAN_H
#define CLI_OUTPUT_PLAN_H

#include "command/command.h"

#include <wikijs/model.h>

/* --json, --jq and --format; the first member of the arguments of every command with a model. */
struct output_args {
    const char *json;
    const char *jq;
    int format; /* enum output_format */
};

enum output_format { FORMAT_UNSET, FORMAT_TABLE, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV, FORMAT_TSV };

struct output_plan {
    const wikijs_model *model;
    enum output_format format; /* FORMAT_TABLE until something else was asked for */
    bool table;                /* a table was asked for by name: in a pipe, too */
    const char *jq;            /* NULL: no filter */
    uint64_t fields;           /* those of --json; 0: none were named */
    size_t order[64];          /* indices of the fields of a table, in the order wanted */
    size_t count;
};

/* Returns NULL, or what is wrong with the options; free it. */
char *output_plan_make(struct output_plan *plan, const wikijs_model *model, const struct output_args *args);
/* Whether JSON is to be printed: json, jsonl or through --jq. */
bool output_plan_is_json(const struct output_plan *plan);

#endif
