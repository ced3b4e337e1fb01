/* SPDX-License-Identifier: MIT */
#include "cmd/system/system.h"

#include <wikijs/pages.h>

RUN_PLAIN(wikijs_pages_rebuild_tree, "the page tree was rebuilt")

static const struct example examples[] = {
    { "When the tree lacks pages that there are", "wikijs system rebuild-tree" },
    { 0 },
};

const struct cmd cmd_system_rebuild_tree = {
    .name = "rebuild-tree",
    .summary = "Make the tree of pages anew",
    .text =
        "Make the tree of pages anew from the list of pages: what 'pages tree' and the navigation show. Creates and moves "
        "at the same time damage it. Needs manage:system.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
