/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"

#include <stdlib.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    char *path = config_file_path(cli);
    if (!path)
        return EXIT_FAILED;
    stream_addf(&cli->out, "%s\n", path);
    free(path);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Where is it?", "wikijs config path" },
    { "Show it as it is", "cat \"$(wikijs config path)\"" },
    { 0 },
};

const struct cmd cmd_config_path = {
    .name = "path",
    .summary = "Print the path of the configuration file",
    .text = "Print the path of the configuration file, whether it is there or not.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
