/* SPDX-License-Identifier: MIT */
#include "cmd/audit/audit.h"

#include "output/json.h"
#include "report.h"

#include <inttypes.h>
#include <string.h>
#include <wikijs/audit.h>

struct verify_args {
    const char *head;
    bool json;
    bool no_head_file;
};

static const struct opt options[] = {
    OPT_STRING(struct verify_args, head, 0, "head", "<hash>", "a hash that was noted down: this line must be there"),
    OPT_FLAG(struct verify_args, no_head_file, 0, "no-head-file", "do not look at FILE.head"),
    OPT_FLAG(struct verify_args, json, 0, "json", "print a JSON object for each file"),
    OPT_END,
};

static void print_json(struct cli *cli, const char *file, const wikijs_audit_report *report)
{
    struct buffer json = { 0 };
    buffer_adds(&json, "{\"file\":");
    json_add_string(&json, file, strlen(file));
    buffer_addf(
        &json,
        ",\"good\":%s,\"lines\":%" PRId64 ",\"firstSeq\":%" PRId64 ",\"lastSeq\":%" PRId64 ",\"problems\":%" PRId64,
        report->problems ? "false" : "true", report->lines, report->first_seq, report->last_seq, report->problems);
    if (report->problems) {
        buffer_addf(&json, ",\"line\":%" PRId64 ",\"problem\":", report->line);
        json_add_string(&json, report->problem, strlen(report->problem));
    }
    buffer_addf(&json, ",\"torn\":%" PRId64 ",\"openBytes\":%" PRId64 ",\"previous\":\"%s\",\"head\":\"%s\"}\n",
                report->torn, report->open_bytes, report->previous, report->head);
    stream_adds(&cli->out, json.data);
    buffer_free(&json);
}

static void print_text(struct cli *cli, const char *file, const wikijs_audit_report *report)
{
    stream_foreign_line(&cli->out, file, strlen(file));
    if (report->problems)
        stream_addf(&cli->out, ": BROKEN, line %" PRId64 ": %s%s\n", report->line, report->problem,
                    report->problems > 1 ? ", and more" : "");
    else if (!report->lines)
        stream_adds(&cli->out, ": good, empty\n");
    else
        stream_addf(&cli->out, ": good, lines %" PRId64 " to %" PRId64 "\n", report->first_seq, report->last_seq);
    if (report->lines && report->first_seq > 1)
        stream_addf(&cli->out, "  goes on after line %" PRId64 ", of another file, %s\n", report->first_seq - 1,
                    report->previous);
    if (report->torn)
        stream_addf(&cli->out, "  %" PRId64 " incomplete: cut off by a crash, or added by another program\n",
                    report->torn);
    if (report->open_bytes)
        stream_addf(&cli->out, "  %" PRId64 " bytes at the end are no whole line\n", report->open_bytes);
    if (report->lines)
        stream_addf(&cli->out, "  head %s\n", report->head);
}

static bool is_last(const struct operands *files, size_t index)
{
    return index + 1 == files->count;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct verify_args *args = arguments;
    struct operands files;
    int code = audit_files(cli, operands, &files);
    if (code)
        return code;
    char previous[65] = "";
    for (size_t i = 0; i < files.count; i++) {
        wikijs_audit_verify_options wanted = WIKIJS_AUDIT_VERIFY_OPTIONS_INIT;
        wikijs_audit_report report = { .struct_size = sizeof report };
        wanted.previous = *previous ? previous : NULL;
        wanted.head = is_last(&files, i) ? args->head : NULL;
        wanted.no_head_file = args->no_head_file || !is_last(&files, i);
        int status = wikijs_audit_verify(files.items[i], &wanted, &report, &cli->error);
        if (status < 0 && status != WIKIJS_E_AUDIT) {
            code = report_status(cli, status);
            continue;
        }
        (args->json ? print_json : print_text)(cli, files.items[i], &report);
        if (status < 0)
            code = EXIT_FAILED;
        if (report.lines)
            memcpy(previous, report.head, sizeof previous);
    }
    return code;
}

static const struct example examples[] = {
    { "The log of the configuration file", "wikijs audit verify" },
    { "All that there is, the oldest first", "wikijs audit verify audit.log.2 audit.log.1 audit.log" },
    { "Against the hash that was noted down last week", "wikijs audit verify audit.log --head 5f2b…" },
    { 0 },
};

const struct cmd cmd_audit_verify = {
    .name = "verify",
    .summary = "Check that no line was changed or removed",
    .usage = "[<file>...]",
    .text =
        "Check that each line holds the hash of the line before it, that none is missing, and that the last one is the one "
        "that FILE.head names. Without a file it is the audit_log of the configuration; '-' is standard input. Several "
        "files are taken for the parts of one log, the oldest first.\n\n"
        "Somebody who may write to the file and to FILE.head can write both anew from any line on, with hashes "
        "that fit. Note down the head that is printed where they cannot, and give it with --head later.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct verify_args),
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_FILE,
    .exit_codes = "0 when all files are good; 1 when one is not, or cannot be read.",
    .run = run,
    .since = "0.1",
};
