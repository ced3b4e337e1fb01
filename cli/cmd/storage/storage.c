/* SPDX-License-Identifier: MIT */
#include "cmd/storage/storage.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_storage_list, &cmd_storage_get, &cmd_storage_status, &cmd_storage_set, &cmd_storage_run, NULL,
};

static const struct example examples[] = {
    { "What is in use, and how it does", "wikijs storage status" },
    { "Push to git now", "wikijs storage run git sync" },
    { 0 },
};

const struct cmd cmd_storage = {
    .name = "storage",
    .group = "COMMANDS",
    .summary = "Manage storage targets",
    .text = "Manage storage targets: where the server keeps copies of pages and assets.",
    .if_missing = "wikijs storage list",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
