/* SPDX-License-Identifier: MIT */
#include "cmd/health/findings.h"
#include "command/tree.h"

struct check_args {
    struct output_args output;
};

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_health *health = NULL;
    int status = health_look(cli, &health);
    if (health && (cli->plan.fields || cli->plan.format != FORMAT_TABLE))
        code = emit_object(cli, health);
    else if (health)
        health_print_checks(cli, health);
    if (status < 0)
        code = health_report(cli, health, status);
    wikijs_health_free(health);
    return code;
}

static const struct example examples[] = {
    { "Can the wiki be used?", "wikijs health check" },
    { "For a script: the exit code tells", "wikijs health check > /dev/null && ./publish" },
    { "Who am I, and until when?", "wikijs health check --json identity,userName,expiresAt" },
    { 0 },
};

const struct cmd cmd_health_check = {
    .name = "check",
    .summary = "Check the wiki, the credentials and what they may do",
    .text = "Check whether the wiki answers and how fast, which version it runs, who the credentials belong to, "
            "whether the server takes them for a guest's, when they end, what they may do and which commands fail "
            "without, and whether search looks into the text of pages. Each problem comes with what to do about it.",
    .examples = examples,
    .args_size = sizeof(struct check_args),
    .model = "Health",
    .exit_codes = "0 when all is well or there are warnings only; else that of the first problem: 4 for credentials, 6 "
                  "when the wiki cannot be reached.",
    .run = run,
    .since = "0.1",
};
