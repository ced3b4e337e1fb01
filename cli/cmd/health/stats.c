/* SPDX-License-Identifier: MIT */
#include "cmd/health/findings.h"
#include "command/tree.h"

#include <inttypes.h>

struct stats_args {
    bool json;
};

static const struct opt options[] = {
    OPT_FLAG(struct stats_args, json, 0, "json", "print a JSON object"),
    OPT_END,
};

struct row {
    const char *name;
    bool known;
    int64_t value;
};

enum { ROWS = 12 };

static void collect(const struct cli *cli, const wikijs_health *health, struct row rows[ROWS])
{
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(cli->client, &stats);
    const struct row all[ROWS] = {
        { "pages", health->present & WIKIJS_BIT(WIKIJS_HEALTH_PAGES_TOTAL), health->pages_total },
        { "users", health->present & WIKIJS_BIT(WIKIJS_HEALTH_USERS_TOTAL), health->users_total },
        { "groups", health->present & WIKIJS_BIT(WIKIJS_HEALTH_GROUPS_TOTAL), health->groups_total },
        { "tags", health->present & WIKIJS_BIT(WIKIJS_HEALTH_TAGS_TOTAL), health->tags_total },
        { "latencyUs", health->present & WIKIJS_BIT(WIKIJS_HEALTH_LATENCY_US), health->latency_us },
        { "clientCalls", true, (int64_t)stats.calls },
        { "clientFailures", true, (int64_t)stats.failures },
        { "clientRequests", true, (int64_t)stats.requests },
        { "clientRetries", true, (int64_t)stats.retries },
        { "clientConnections", true, (int64_t)stats.connections },
        { "clientBytesSent", true, (int64_t)stats.bytes_sent },
        { "clientBytesReceived", true, (int64_t)stats.bytes_received },
    };
    for (size_t i = 0; i < ROWS; i++)
        rows[i] = all[i];
}

static void print_json(struct cli *cli, const struct row rows[ROWS])
{
    struct buffer json = { 0 };
    buffer_addc(&json, '{');
    for (size_t i = 0; i < ROWS; i++) {
        buffer_addf(&json, "%s\"%s\":", i ? "," : "", rows[i].name);
        if (rows[i].known)
            buffer_addf(&json, "%" PRId64, rows[i].value);
        else
            buffer_adds(&json, "null");
    }
    buffer_addc(&json, '}');
    emit_json(cli, json.data, json.length, NULL);
    buffer_free(&json);
}

static void print_rows(struct cli *cli, const struct row rows[ROWS])
{
    for (size_t i = 0; i < ROWS; i++) {
        if (cli->terminal.out)
            stream_addf(&cli->out, "%-20s", rows[i].name);
        else
            stream_addf(&cli->out, "%s\t", rows[i].name);
        if (rows[i].known)
            stream_addf(&cli->out, "%" PRId64 "\n", rows[i].value);
        else
            stream_adds(&cli->out, cli->terminal.out ? "not shown to these credentials\n" : "\n");
    }
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct stats_args *args = arguments;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_health *health = NULL;
    int status = health_look(cli, &health);
    if (health) {
        struct row rows[ROWS];
        collect(cli, health, rows);
        (args->json ? print_json : print_rows)(cli, rows);
    }
    code = health_report(cli, health, status);
    wikijs_health_free(health);
    return code;
}

static const struct example examples[] = {
    { "How much there is", "wikijs health stats" },
    { "As JSON", "wikijs health stats --json" },
    { 0 },
};

const struct cmd cmd_health_stats = {
    .name = "stats",
    .summary = "Count pages, users, groups and tags",
    .text = "Count what the wiki holds, and what this program itself sent and received meanwhile. A count that the "
            "credentials may not see is left empty.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct stats_args),
    .run = run,
    .since = "0.1",
};
