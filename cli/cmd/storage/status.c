/* SPDX-License-Identifier: MIT */
#include "cmd/storage/storage.h"

#include <wikijs/storage.h>

SHOW_LIST(wikijs_storage_status, wikijs_storage_list_status)

static const struct example examples[] = {
    { "All", "wikijs storage status" },
    { 0 },
};

const struct cmd cmd_storage_status = {
    .name = "status",
    .summary = "Show how the storage targets in use are doing",
    .text = "Show how the storage targets in use are doing: the newest try of each and what came of it.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "StorageStatus",
    .run = run,
    .since = "0.1",
};
