/* SPDX-License-Identifier: MIT */
#include "cmd/storage/storage.h"

#include "module_show.h"
#include "show.h"

MODULE_GET(kind_storage_target)

static const struct example examples[] = {
    { "One", "wikijs storage get disk" },
    { "What it can be told to do", "wikijs storage get git --json actions --jq '.actions[].handler'" },
    { 0 },
};

const struct cmd cmd_storage_get = {
    .name = "get",
    .alias = "view",
    .summary = "Show storage targets with settings",
    .usage = "<target>...",
    .text =
        "Show storage targets and their settings, under the names that 'set' takes; '-' stands for the lines of standard input. Secrets are masked. In a pipe each setting is a line: target, setting, value.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "StorageTarget",
    .run = run,
    .since = "0.1",
};
