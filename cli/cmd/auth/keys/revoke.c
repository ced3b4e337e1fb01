/* SPDX-License-Identifier: MIT */
#include "cmd/auth/keys/keys.h"

#include "confirm.h"
#include "ids_batch.h"

#include <wikijs/api_keys.h>

struct revoke_args {
    bool yes, force;
};

static const struct opt options[] = {
    OPT_FLAG(struct revoke_args, yes, 'y', "yes", "do not ask"),
    OPT_FLAG(struct revoke_args, force, 0, "force", "also the key in use"),
    OPT_END,
};

static int read_id(struct cli *cli, const char *name, int64_t *id)
{
    return id_parse(name, id) ? 0 : report_usage(cli, "'%s' is not the id of a key", name);
}

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    const struct revoke_args *args = work->input;
    return wikijs_api_keys_revoke_async(cli->client, id, args->force, NULL, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    int status = wikijs_api_keys_revoke_finish(call, &cli->error);
    if (status == WIKIJS_E_STATE)
        return report_status_advised(cli, status, NULL, OWN_KEY_ADVICE);
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "revoked key %s", name);
    return EXIT_DONE;
}

static const struct ids_names names = { .read = read_id };
static const struct ids_job job = { start, end, .writes = true };

static int ask(struct cli *cli, const struct ids *ids, bool yes)
{
    struct buffer question = { 0 };
    if (ids->count == 1)
        buffer_addf(&question, "Revoke API key %s? There is no way back. [y/N] ", ids->items[0]);
    else
        buffer_addf(&question, "Revoke %zu API keys? There is no way back. [y/N] ", ids->count);
    int code = confirm(cli, yes || !ids->count, question.data);
    buffer_free(&question);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct revoke_args *args = arguments;
    struct ids_work work = { .input = args };
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = ask(cli, &ids, args->yes);
    if (code == 0)
        code = ids_do(cli, &ids, &names, &job, &work);
    ids_work_end(&ids, &job, &work);
    ids_free(&ids);
    return code;
}

static const struct example examples[] = {
    { "One, after a question", "wikijs auth keys revoke 12" },
    { "All of a name",
      "wikijs auth keys list --json id,name --jq '.[]|select(.name==\"ci\").id' | wikijs auth keys revoke --yes -" },
    { 0 },
};

const struct cmd cmd_auth_keys_revoke = {
    .name = "revoke",
    .summary = "Revoke API keys",
    .usage = "<id>...",
    .text =
        "Revoke API keys, named by their ids; '-' stands for the lines of standard input. Nobody can use them any more, and there is no way back. On a terminal it asks first, unless --yes is given; elsewhere it needs --yes. The key in use is left alone without --force.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct revoke_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
