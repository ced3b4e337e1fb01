/* SPDX-License-Identifier: MIT */
#include "cmd/help.h"
#include "command/tree.h"

#include <wikijs/client.h>
#include <wikijs/version.h>

int version_show(struct cli *cli)
{
    stream_addf(&cli->out, "wikijs %s\n", WIKIJS_VERSION);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    version_show(cli);
    stream_addf(&cli->out, "libwikijs %s\n", wikijs_version());
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Versions of the program and of the library it runs with", "wikijs version" },
    { 0 },
};

const struct cmd cmd_version = {
    .name = "version",
    .group = "OTHER COMMANDS",
    .summary = "Show the versions of program and library",
    .text = "Show the version of the program and that of the library that it runs with.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
