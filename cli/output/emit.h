/* SPDX-License-Identifier: MIT */
/* Printing results as cli->plan says. All return the exit code. */
#ifndef CLI_OUTPUT_EMIT_H
#define CLI_OUTPUT_EMIT_H

#include "context.h"

/* Many objects of plan.model: a table on a terminal, lines with tabs in a pipe, or what was asked for. */
int emit_list(struct cli *cli, const void *const *objects, size_t count);
/* One object: its columns below each other on a terminal, one line with tabs in a pipe. */
int emit_object(struct cli *cli, const void *object);
/* JSON text: through --jq, laid out on a terminal, as it is in a pipe. */
int emit_json(struct cli *cli, const char *json, size_t length, const char *jq);
/* The names of a model's fields, one a line, for a bare --json. */
int emit_fields(struct cli *cli, const wikijs_model *model);
/* Whether what is printed is for people: a terminal, and no other form was asked for. */
bool emit_is_for_people(const struct cli *cli);

#endif
