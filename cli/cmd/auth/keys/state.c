/* SPDX-License-Identifier: MIT */
#include "cmd/auth/keys/keys.h"

#include <wikijs/api_keys.h>

struct state_args {
    int enabled; /* wikijs_tristate */
    bool force;
};

static const struct opt options[] = {
    OPT_SET(struct state_args, enabled, 0, "enable", WIKIJS_YES, "let API keys in"),
    OPT_SET(struct state_args, enabled, 0, "disable", WIKIJS_NO, "let no API key in"),
    OPT_FLAG(struct state_args, force, 0, "force", "also when that locks out the key in use"),
    OPT_END,
};

static int set(struct cli *cli, const struct state_args *args)
{
    bool enabled = args->enabled == WIKIJS_YES;
    int status;
    CALL(status, cli, wikijs_api_keys_set_state_async(cli->client, enabled, args->force, NULL, CALL_TASK),
         wikijs_api_keys_set_state_finish(task.call, &cli->error));
    if (status == WIKIJS_E_STATE)
        return report_status_advised(cli, status, NULL, OWN_KEY_ADVICE);
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "the API is %s", enabled ? "on" : "off");
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct state_args *args = arguments;
    int code = context_connect(cli);
    if (code)
        return code;
    if (args->enabled)
        return set(cli, args);
    bool enabled = false;
    int status;
    CALL(status, cli, wikijs_api_keys_get_state_async(cli->client, NULL, CALL_TASK),
         wikijs_api_keys_get_state_finish(task.call, &enabled, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    stream_addf(&cli->out, "%s\n", enabled ? "enabled" : "disabled");
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Are they?", "wikijs auth keys state" },
    { "Let them in", "wikijs auth keys state --enable" },
    { 0 },
};

const struct cmd cmd_auth_keys_state = {
    .name = "state",
    .summary = "Show or change whether API keys are let in",
    .text =
        "Show whether the server lets API keys in, or change it. Switching it off with a key locks that key out: this is refused without --force.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct state_args),
    .run = run,
    .since = "0.1",
};
