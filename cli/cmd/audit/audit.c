/* SPDX-License-Identifier: MIT */
#include "cmd/audit/audit.h"

#include "command/tree.h"
#include "report.h"

int audit_files(struct cli *cli, const struct operands *operands, struct operands *files)
{
    *files = *operands;
    if (operands->count)
        return 0;
    int code = context_configure(cli);
    if (code)
        return code;
    if (!cli->settings.options.audit_log) {
        report_failure("no audit log is named, and the configuration has none");
        report_advice("name a file, or set audit_log in the configuration file");
        return EXIT_USAGE;
    }
    *files = (struct operands){ &cli->settings.options.audit_log, 1 };
    return 0;
}

static const struct cmd *const verbs[] = { &cmd_audit_list, &cmd_audit_verify, NULL };

static const struct example examples[] = {
    { "What was changed today", "wikijs audit list --since 2026-11-23" },
    { "Has anybody touched the log?", "wikijs audit verify" },
    { 0 },
};

const struct cmd cmd_audit = {
    .name = "audit",
    .group = "HEALTH",
    .summary = "Read and check the log of changes",
    .text =
        "Read and check the audit log that this program and programs with its library keep: one line for each call that "
        "changes something at a wiki, each with the hash of the line before it. The setting audit_log of the "
        "configuration file names the file, and switches it on.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
