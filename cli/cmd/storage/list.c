/* SPDX-License-Identifier: MIT */
#include "cmd/storage/storage.h"

#include <wikijs/storage.h>

SHOW_LIST(wikijs_storage_target, wikijs_storage_list)

static const struct example examples[] = {
    { "All", "wikijs storage list" },
    { "What each can be told to do", "wikijs storage list --json key,actions" },
    { 0 },
};

const struct cmd cmd_storage_list = {
    .name = "list",
    .summary = "List the storage targets",
    .text = "List the storage targets, in use or not. Their settings are shown by 'wikijs storage get'.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "StorageTarget",
    .run = run,
    .since = "0.1",
};
