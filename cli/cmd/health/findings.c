/* SPDX-License-Identifier: MIT */
#include "cmd/health/findings.h"

#include "text/sanitize.h"
#include "text/wrap.h"

#include <stdlib.h>
#include <string.h>

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

/* What a server said, broken into lines from column `indent` on. */
static void add_text(struct buffer *out, const char *text, size_t indent, size_t columns)
{
    struct buffer safe = { 0 };
    sanitize(&safe, text, strlen(text), SANITIZE_LINE);
    text_wrap(out, buffer_text(&safe), indent, columns);
    buffer_free(&safe);
}

/* Beside the name, or below it where there is little room. */
static void print_for_people(struct cli *cli, const wikijs_health_item *item, const char *advice, size_t width)
{
    enum { STATUS = 9, GAP = 2, LEAST = 24 };
    size_t columns = cli->terminal.columns, indent = STATUS + width + GAP;
    bool beside = indent + LEAST <= columns;
    struct buffer text = { 0 };
    buffer_addf(&text, "%s%-8s%s %s", color_of(cli, item->status), item->status,
                cli->terminal.color_out ? "\033[0m" : "", item->name);
    if (beside) {
        buffer_fill(&text, ' ', width - strlen(item->name) + GAP);
    } else {
        indent = STATUS;
        buffer_addc(&text, '\n');
        buffer_fill(&text, ' ', indent);
    }
    add_text(&text, item->message, indent, columns);
    if (advice) {
        char *line = xasprintf("try: %s", advice);
        buffer_fill(&text, ' ', indent);
        add_text(&text, line, indent, columns);
        free(line);
    }
    stream_add(&cli->out, text.data, text.length);
    buffer_free(&text);
}

static void print_check(struct cli *cli, const wikijs_health_item *item, size_t width)
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
    print_for_people(cli, item, advice, width);
}

void health_print_checks(struct cli *cli, const wikijs_health *health)
{
    size_t widest = 0;
    for (size_t i = 0; i < health->checks.count; i++) {
        size_t length = strlen(health->checks.items[i]->name);
        widest = length > widest ? length : widest;
    }
    for (size_t i = 0; i < health->checks.count; i++)
        print_check(cli, health->checks.items[i], widest);
}

int health_report(struct cli *cli, const wikijs_health *health, int status)
{
    if (status == 0)
        return EXIT_DONE;
    if (!health || status == WIKIJS_E_CANCELED)
        return report_status(cli, status);
    stream_flush(&cli->out);
    report_failure("%s", *cli->error.message ? cli->error.message : wikijs_status_text(status));
    for (size_t i = 0; i < health->checks.count; i++) {
        const wikijs_health_item *item = health->checks.items[i];
        if (strcmp(item->status, "error") == 0 && item->present & WIKIJS_BIT(WIKIJS_HEALTH_ITEM_ADVICE)) {
            report_advice("%s", item->advice);
            break;
        }
    }
    return wikijs_status_exit_code(status);
}
