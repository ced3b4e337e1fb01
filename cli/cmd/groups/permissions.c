/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include "memory.h"

#include <stdlib.h>

struct permissions_args {
    struct output_args output;
};

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    (void)operands;
    size_t count;
    const wikijs_permission *all = wikijs_permissions(&count);
    const void **rows = xreallocarray(NULL, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = &all[i];
    int code = emit_list(cli, rows, count);
    free(rows);
    return code;
}

static const struct example examples[] = {
    { "What is there to grant?", "wikijs groups permissions" },
    { 0 },
};

const struct cmd cmd_groups_permissions = {
    .name = "permissions",
    .summary = "List the permissions and what they mean",
    .text = "List the permissions that Wiki.js 2.5 knows and what they mean. No server is asked.",
    .examples = examples,
    .args_size = sizeof(struct permissions_args),
    .model = "Permission",
    .run = run,
    .since = "0.1",
};
