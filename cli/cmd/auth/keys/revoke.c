/* SPDX-License-Identifier: MIT */
#include "cmd/auth/keys/keys.h"

#include <wikijs/api_keys.h>

#include <inttypes.h>

static int revoke_one(struct cli *cli, const char *name, void *context)
{
    (void)context;
    int64_t id;
    if (!id_parse(name, &id))
        return report_usage(cli, "'%s' is not the id of a key", name);
    int code = context_connect(cli);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_api_keys_revoke_async(cli->client, id, NULL, CALL_TASK),
         wikijs_api_keys_revoke_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "revoked key %" PRId64, id);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    return ids_run(cli, operands, revoke_one, NULL);
}

static const struct example examples[] = {
    { "One", "wikijs auth keys revoke 12" },
    { 0 },
};

const struct cmd cmd_auth_keys_revoke = {
    .name = "revoke",
    .summary = "Revoke API keys",
    .usage = "<id>...",
    .text = "Revoke API keys: nobody can use them any more. '-' stands for the lines of standard input.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
