/* SPDX-License-Identifier: MIT */
#include "cmd/system/system.h"

#include <wikijs/system.h>

SHOW_LIST(wikijs_system_extension, wikijs_system_list_extensions)

static const struct example examples[] = {
    { "All", "wikijs system extensions" },
    { 0 },
};

const struct cmd cmd_system_extensions = {
    .name = "extensions",
    .summary = "List the programs that the server can use",
    .text = "List the programs that the server can use, such as Git and Pandoc, and whether they are installed.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "SystemExtension",
    .run = run,
    .since = "0.1",
};
