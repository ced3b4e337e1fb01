/* SPDX-License-Identifier: MIT */
/* What a shell asks at <Tab>: `wikijs __complete -- WORD...`, the last word being the one that is typed. */
#include "complete/complete.h"

#include "command/tree.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    struct buffer candidates = { 0 };
    complete_words(cli, operands, &candidates);
    stream_add(&cli->out, buffer_text(&candidates), candidates.length);
    buffer_free(&candidates);
    return EXIT_DONE;
}

const struct cmd cmd_complete = {
    .name = "__complete",
    .summary = "Complete a command line",
    .usage = "-- <word>...",
    .max_operands = SIZE_MAX,
    .run = run,
    .hidden = true,
    .since = "0.1",
};
