/* SPDX-License-Identifier: MIT */
#include "cmd/plugins/plugins.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_plugins_list,
    NULL,
};

static const struct example examples[] = {
    { "What there is, and what is used", "wikijs plugins list" },
    { 0 },
};

const struct cmd cmd_plugins = {
    .name = "plugins",
    .group = "OTHER COMMANDS",
    .summary = "Look at plugins and at commands of other programs",
    .text = "Plugins see what is sent to a wiki, and can change, answer or refuse it. They are shared objects in "
            "~/.local/lib/wikijs/plugins or the system's folder, and are used when the configuration names them:\n\n"
            "    plugins: stamp, maintenance\n"
            "    plugin.stamp: tenant=acme\n\n"
            "A program wikijs-NAME on the PATH is the command 'wikijs NAME'. It finds the wiki in WIKIJS_URL, the "
            "profile in WIKIJS_PROFILE and this program in WIKIJS_PROGRAM.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
