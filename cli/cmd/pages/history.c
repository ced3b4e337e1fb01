/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include <inttypes.h>

struct history_args {
    struct output_args output;
    int64_t limit;
};

static const struct opt options[] = {
    OPT_INT(struct history_args, limit, 'L', "limit", "<n>", "at most so many versions", .initial = 100, .min = 1),
    OPT_END,
};

static int print_history(struct cli *cli, const wikijs_page_history *history)
{
    int code = emit_list(cli, (const void *const *)history->trail.items, history->trail.count);
    if (!emit_is_for_people(cli))
        return code;
    if (history->trail.count == 0)
        report_note(cli, "never changed since it was created");
    else if (history->total > (int64_t)history->trail.count)
        report_note(cli, "%zu of %" PRId64 " versions; more with --limit", history->trail.count, history->total);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct history_args *args = arguments;
    int64_t id;
    int code = ids_name(cli, &page_names, operands->items[0], &id);
    if (code)
        return code;
    wikijs_pages_history_options wanted = WIKIJS_PAGES_HISTORY_OPTIONS_INIT;
    wanted.offset_size = args->limit;
    wikijs_page_history *history = NULL;
    int status;
    CALL(status, cli, wikijs_pages_history_async(cli->client, id, &wanted, CALL_TASK),
         wikijs_pages_history_finish(task.call, &history, &cli->error));
    code = status < 0 ? report_status_of(cli, status, operands->items[0]) : print_history(cli, history);
    wikijs_page_history_free(history);
    return code;
}

static const struct example examples[] = {
    { "Earlier versions of a page", "wikijs pages history docs/intro" },
    { "The version before the last change",
      "wikijs pages history 123 --limit 1 --json versionId --jq '.[0].versionId'" },
    { 0 },
};

const struct cmd cmd_pages_history = {
    .name = "history",
    .alias = "log",
    .summary = "List the earlier versions of a page",
    .usage = "<page>",
    .text = "List the earlier versions of a page, the newest first. Each is the state before a change; the current "
            "state is not among them. Needs read:history.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct history_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .model = "PageHistory",
    .run = run,
    .since = "0.1",
};
