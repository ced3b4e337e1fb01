/* SPDX-License-Identifier: MIT */
#include "cmd/system/system.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_system_info,        &cmd_system_flags,         &cmd_system_extensions,
    &cmd_system_export,      &cmd_system_telemetry,     &cmd_system_rebuild_tree,
    &cmd_system_flush_cache, &cmd_system_purge_history, NULL,
};

static const struct example examples[] = {
    { "What it is", "wikijs system info" },
    { "A backup on the server", "wikijs system export /var/wiki/backup-1" },
    { 0 },
};

const struct cmd cmd_system = {
    .name = "system",
    .group = "COMMANDS",
    .summary = "Look at the server, and maintain it",
    .text =
        "Look at the server: versions, flags, extensions. Let it export itself to a folder of its own, make the tree "
        "of pages anew, delete old versions.",
    .if_missing = "wikijs system flags",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
