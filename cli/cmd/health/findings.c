/* SPDX-License-Identifier: MIT */
#include "cmd/health/findings.h"

#include "text/sanitize.h"

#include <string.h>

/* What each permission is needed for. */
static const struct {
    const char *permission;
    const char *commands;
} needs[] = {
    { "read:pages", "pages list, tree, search, tags, links" },
    { "read:source", "pages get, edit" },
    { "read:history", "pages history, version, diff" },
    { "write:pages", "pages create, update, edit, restore, convert" },
    { "manage:pages", "pages move" },
    { "delete:pages", "pages delete" },
    { "manage:system", "pages render" },
};

int health_look(struct cli *cli, wikijs_health **health)
{
    int status;
    CALL(status, cli, wikijs_health_check_async(cli->client, NULL, CALL_TASK),
         wikijs_health_check_finish(task.call, health, &cli->error));
    return status;
}

static const char *color_of(const struct cli *cli, const char *status)
{
    if (!cli->terminal.color_out)
        return "";
    return strcmp(status, "ok") == 0 ? "\033[32m" : strcmp(status, "error") == 0 ? "\033[31m" : "\033[33m";
}

static void print_check(struct cli *cli, const wikijs_health_item *item)
{
    const char *advice = item->present & WIKIJS_BIT(WIKIJS_HEALTH_ITEM_ADVICE) ? item->advice : NULL;
    if (!cli->terminal.out) {
        struct buffer line = { 0 };
        const char *const cells[] = { item->name, item->status, item->message, advice ? advice : "" };
        for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
            buffer_adds(&line, i ? "\t" : "");
            sanitize(&line, cells[i], strlen(cells[i]), SANITIZE_LINE);
        }
        stream_addf(&cli->out, "%s\n", line.data);
        buffer_free(&line);
        return;
    }
    stream_addf(&cli->out, "%s%-8s%s%-12s ", color_of(cli, item->status), item->status,
                cli->terminal.color_out ? "\033[0m" : "", item->name);
    stream_foreign_line(&cli->out, item->message, strlen(item->message));
    stream_adds(&cli->out, "\n");
    if (advice) {
        stream_addf(&cli->out, "%21stry: ", "");
        stream_foreign_line(&cli->out, advice, strlen(advice));
        stream_adds(&cli->out, "\n");
    }
}

void health_print_checks(struct cli *cli, const wikijs_health *health)
{
    for (size_t i = 0; i < health->checks.count; i++)
        print_check(cli, health->checks.items[i]);
}

static bool has(const wikijs_health *health, const char *permission)
{
    for (size_t i = 0; i < health->permissions.count; i++)
        if (strcmp(health->permissions.items[i], permission) == 0 ||
            strcmp(health->permissions.items[i], "manage:system") == 0)
            return true;
    return false;
}

void health_print_missing(struct cli *cli, const wikijs_health *health)
{
    /* Without an answer nothing is known of permissions. */
    if (!(health->present & WIKIJS_BIT(WIKIJS_HEALTH_PERMISSIONS)))
        return;
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        if (has(health, needs[i].permission))
            continue;
        if (cli->terminal.out)
            stream_addf(&cli->out, "%-8s%-12s not granted or not seen: %s will fail\n", "", needs[i].permission,
                        needs[i].commands);
        else
            stream_addf(&cli->out, "%s\tmissing\t%s\t\n", needs[i].permission, needs[i].commands);
    }
}
