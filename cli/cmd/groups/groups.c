/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_groups_list,        &cmd_groups_get,     &cmd_groups_create,   &cmd_groups_update,
    &cmd_groups_delete,      &cmd_groups_members, &cmd_groups_add_user, &cmd_groups_remove_user,
    &cmd_groups_permissions, &cmd_groups_can,     &cmd_groups_audit,    NULL,
};

static const struct example examples[] = {
    { "A group that writes below docs",
      "wikijs groups create Writers --permission read:pages --permission write:pages --rule 'start docs "
      "read:pages,write:pages'" },
    { "Put somebody into it", "wikijs groups add-user Writers user@example.com" },
    { "Who may do what to a page?", "wikijs groups audit docs/intro" },
    { 0 },
};

const struct cmd cmd_groups = {
    .name = "groups",
    .alias = "group",
    .group = "COMMANDS",
    .summary = "Manage groups and what they may do",
    .text =
        "Manage groups, their users and their rights. A group is named by id or by name, a user by id or by email.\n\n"
        "A permission counts for a page only together with a page rule that grants it there.",
    .if_missing = "wikijs groups list, or wikijs users list",
    .if_taken = "another name, or --allow-duplicate",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
