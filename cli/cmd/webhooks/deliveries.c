/* SPDX-License-Identifier: MIT */
#include "cmd/webhooks/webhooks.h"

#include "memory.h"
#include "output/emit.h"
#include "output/rows.h"
#include "report.h"

#include <stdlib.h>

struct deliveries_args {
    struct output_args output;
    const char *state, *target;
    int with_state;
    int64_t limit;
    bool all_dead, new_id;
};

static const char *const states[] = { "waiting", "done", "dead", NULL };

#define STATE_OPTION                                                  \
    OPT_STRING(struct deliveries_args, state, 's', "state", "<file>", \
               "the relay's file, when it is not the usual one", .complete = COMPLETE_FILE)

static const struct opt list_options[] = {
    STATE_OPTION,
    OPT_STRING(struct deliveries_args, target, 0, "target", "<name>", "only of this target"),
    OPT_ENUM(struct deliveries_args, with_state, 0, "state-of", states, "only those that are so"),
    OPT_INT(struct deliveries_args, limit, 'L', "limit", "<n>", "the newest so many (100)", .min = 1, .max = 100000),
    OPT_END,
};
static const struct opt show_options[] = { STATE_OPTION, OPT_END };
static const struct opt redeliver_options[] = {
    STATE_OPTION,
    OPT_FLAG(struct deliveries_args, all_dead, 0, "all-dead", "all that were given up"),
    OPT_FLAG(struct deliveries_args, new_id, 0, "new-id",
             "under a new webhook-id, for a receiver that passes over what it knows"),
    OPT_END,
};

static char *open_state(struct cli *cli, const struct deliveries_args *args, int *code)
{
    *code = context_configure(cli);
    return *code == 0 ? relay_state(cli, args->state) : NULL;
}

static int fetch(struct cli *cli, const struct deliveries_args *args, const wikijs_deliveries_options *wanted,
                 wikijs_delivery_list **list)
{
    int code;
    char *state = open_state(cli, args, &code);
    if (!state)
        return code ? code : EXIT_USAGE;
    int status = wikijs_deliveries_list(state, wanted, list, &cli->error);
    free(state);
    if (status == WIKIJS_E_NOT_FOUND)
        return report_status_advised(cli, status, NULL,
                                     "--state <file>; 'wikijs webhooks relay' makes one when it runs");
    return status < 0 ? report_status(cli, status) : 0;
}

static int run_list(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct deliveries_args *args = arguments;
    wikijs_deliveries_options wanted = WIKIJS_DELIVERIES_OPTIONS_INIT;
    wikijs_delivery_list *list = NULL;
    wanted.target = args->target;
    wanted.limit = args->limit;
    wanted.with_state = args->with_state != 0;
    wanted.state = (wikijs_delivery_state)(args->with_state ? args->with_state - 1 : 0);
    int code = fetch(cli, args, &wanted, &list);
    if (code)
        return code;
    struct rows rows;
    ROWS_OF(&rows, wikijs_delivery, list);
    code = rows_print(cli, &rows, "there are none");
    wikijs_delivery_list_free(list);
    return code;
}

static int read_id(struct cli *cli, const char *text, int64_t *id)
{
    char *end;
    *id = strtoll(text, &end, 10);
    return *end || end == text || *id <= 0 ? report_usage(cli, "a delivery is named by its number, not '%s'", text) : 0;
}

static int run_show(struct cli *cli, const void *arguments, const struct operands *operands)
{
    wikijs_deliveries_options wanted = WIKIJS_DELIVERIES_OPTIONS_INIT;
    wikijs_delivery_list *list = NULL;
    int code = read_id(cli, operands->items[0], &wanted.id);
    if (code == 0)
        code = fetch(cli, arguments, &wanted, &list);
    const wikijs_delivery *delivery = code == 0 ? wikijs_delivery_list_at(list, 0) : NULL;
    if (delivery) {
        code = emit_object(cli, delivery);
    } else if (code == 0) {
        report_failure("there is no delivery %s", operands->items[0]);
        code = EXIT_NOT_FOUND;
    }
    wikijs_delivery_list_free(list);
    return code;
}

static int run_redeliver(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct deliveries_args *args = arguments;
    if (args->all_dead == (operands->count > 0))
        return report_usage(cli, "name deliveries by their numbers, or give --all-dead");
    int64_t *ids = xcalloc(operands->count + 1, sizeof *ids), count = 0;
    int code = 0;
    for (size_t i = 0; code == 0 && i < operands->count; i++)
        code = read_id(cli, operands->items[i], &ids[i]);
    char *state = code == 0 ? open_state(cli, args, &code) : NULL;
    if (state) {
        wikijs_redeliver_options options = WIKIJS_REDELIVER_OPTIONS_INIT;
        options.new_id = args->new_id;
        int status = wikijs_deliveries_redeliver(state, (wikijs_ints){ ids, operands->count }, &options, &count,
                                                 &cli->error);
        code = status < 0 ? report_status(cli, status) : 0;
    }
    if (state && code == 0)
        report_note(cli, "%lld will be sent again; a relay that runs does it within a second", (long long)count);
    free(state);
    free(ids);
    return code;
}

static const struct example list_examples[] = {
    { "What could not be delivered?", "wikijs webhooks deliveries list --state-of dead" },
    { "What does a target wait for?", "wikijs webhooks deliveries list --target site --state-of waiting" },
    { 0 },
};
static const struct example show_examples[] = {
    { "What was sent, and what came back", "wikijs webhooks deliveries show 42" },
    { "The body alone", "wikijs webhooks deliveries show 42 --jq .body" },
    { 0 },
};
static const struct example redeliver_examples[] = {
    { "Send one again", "wikijs webhooks deliveries redeliver 42" },
    { "After the receiver was mended", "wikijs webhooks deliveries redeliver --all-dead" },
    { "Let a receiver that has taken it do its work once more", "wikijs webhooks deliveries redeliver 42 --new-id" },
    { 0 },
};

static const struct cmd cmd_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List what was sent and what waits",
    .text =
        "List deliveries of a relay, the newest first: to whom, what, how often it was tried, what came of it. What was "
        "delivered is kept for a week, what was given up until it is sent again.",
    .examples = list_examples,
    .opts = list_options,
    .args_size = sizeof(struct deliveries_args),
    .model = "Delivery",
    .run = run_list,
    .since = "0.1",
};
static const struct cmd cmd_show = {
    .name = "show",
    .summary = "Show one delivery, with its body",
    .usage = "<delivery>",
    .text = "Show one delivery of a relay: the event that is sent, and what became of it.",
    .examples = show_examples,
    .opts = show_options,
    .args_size = sizeof(struct deliveries_args),
    .min_operands = 1,
    .max_operands = 1,
    .model = "Delivery",
    .run = run_show,
    .since = "0.1",
};
static const struct cmd cmd_redeliver = {
    .name = "redeliver",
    .summary = "Send deliveries again",
    .usage = "[<delivery>...]",
    .text =
        "Send deliveries again: those that were given up or delivered, and those that wait for their time at once. The "
        "relay does it, now or when it is started.\n\n"
        "They keep their webhook-id, so a receiver that has taken one answers 200 and does nothing: right after an answer "
        "was lost. To have its work done once more, give --new-id.",
    .examples = redeliver_examples,
    .opts = redeliver_options,
    .args_size = sizeof(struct deliveries_args),
    .max_operands = SIZE_MAX,
    .run = run_redeliver,
    .since = "0.1",
};

static const struct cmd *const verbs[] = { &cmd_list, &cmd_show, &cmd_redeliver, NULL };

const struct cmd cmd_webhooks_deliveries = {
    .name = "deliveries",
    .summary = "Look at what a relay sends, and send it again",
    .text = "Look into the outbox of a relay, while it runs or not.",
    .examples = list_examples,
    .subs = verbs,
    .since = "0.1",
};
