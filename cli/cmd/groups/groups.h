/* SPDX-License-Identifier: MIT */
/* The verbs of groups, and what they share. */
#ifndef CLI_CMD_GROUPS_GROUPS_H
#define CLI_CMD_GROUPS_GROUPS_H

#include "call.h"
#include "context.h"
#include "ids.h"
#include "ids_names.h"
#include "output/emit.h"
#include "output/rows.h"
#include "report.h"
#include "text/or_empty.h"

#include <wikijs/groups.h>

extern const struct cmd cmd_groups_add_user;
extern const struct cmd cmd_groups_audit;
extern const struct cmd cmd_groups_can;
extern const struct cmd cmd_groups_create;
extern const struct cmd cmd_groups_delete;
extern const struct cmd cmd_groups_get;
extern const struct cmd cmd_groups_list;
extern const struct cmd cmd_groups_members;
extern const struct cmd cmd_groups_permissions;
extern const struct cmd cmd_groups_remove_user;
extern const struct cmd cmd_groups_update;

/* The id of a group that is named by id or by name. Connects first. Returns 0 or the exit code. */
extern const struct ids_names group_names;

/* Page rules of --rule: "[deny] <match> <path> <permission,…> [<locale,…>]". */
struct rules {
    wikijs_page_rule_input *items;
    size_t count;
    struct rule_words *words; /* what the rules point to */
};

/* Returns 0 or the exit code; free them in either case. */
int rules_read(struct cli *cli, const struct opt_list *texts, struct rules *rules);
void rules_free(struct rules *rules);

/* An option list as the library takes it; one that was not given is "not set". */
wikijs_strings group_strings(const struct opt_list *list);

#endif
