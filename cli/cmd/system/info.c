/* SPDX-License-Identifier: MIT */
#include "cmd/system/system.h"

#include <wikijs/system.h>

SHOW_OBJECT(wikijs_system_info, wikijs_system_get_info)

static const struct example examples[] = {
    { "In short", "wikijs system info" },
    { "The version alone", "wikijs system info --json currentVersion --jq .currentVersion" },
    { 0 },
};

const struct cmd cmd_system_info = {
    .name = "info",
    .summary = "Show versions, machine and counts of the server",
    .text = "Show versions, machine and counts of the server. What these credentials may not see is left empty.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "SystemInfo",
    .run = run,
    .since = "0.1",
};
