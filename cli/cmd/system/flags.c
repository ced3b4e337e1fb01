/* SPDX-License-Identifier: MIT */
#include "cmd/system/system.h"

#include <string.h>
#include <wikijs/system.h>

static int list_flags(struct cli *cli)
{
    wikijs_system_flag_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_system_list_flags_async(cli->client, NULL, CALL_TASK),
         wikijs_system_list_flags_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    struct rows rows;
    ROWS_OF(&rows, wikijs_system_flag, list);
    int code = rows_print(cli, &rows, NULL);
    wikijs_system_flag_list_free(list);
    return code;
}

/* <flag>=<true|false>; false: it is something else. */
static bool is_change(const char *operand)
{
    const char *equals = strchr(operand, '=');
    return equals && equals > operand && (strcmp(equals, "=true") == 0 || strcmp(equals, "=false") == 0);
}

static int set_flag(struct cli *cli, const char *operand)
{
    const char *equals = strchr(operand, '=');
    bool yes = strcmp(equals, "=true") == 0;
    char *key = xstrndup(operand, (size_t)(equals - operand));
    int status;
    CALL(status, cli, wikijs_system_set_flag_async(cli->client, key, yes, NULL, CALL_TASK),
         wikijs_system_set_flag_finish(task.call, &cli->error));
    int code = status < 0 ? report_status_of(cli, status, key) : EXIT_DONE;
    if (code == EXIT_DONE)
        report_note(cli, "%s is %s", key, yes ? "on" : "off");
    free(key);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    for (size_t i = 0; i < operands->count; i++)
        if (!is_change(operands->items[i]))
            return report_usage(cli, "'%s' is not <flag>=true or <flag>=false", operands->items[i]);
    int code = context_connect(cli);
    if (code == 0 && !operands->count)
        return list_flags(cli);
    for (size_t i = 0; i < operands->count && code == 0; i++)
        code = set_flag(cli, operands->items[i]);
    return code;
}

static const struct example examples[] = {
    { "What is on", "wikijs system flags" },
    { "Log every query", "wikijs system flags sqllog=true" },
    { 0 },
};

const struct cmd cmd_system_flags = {
    .name = "flags",
    .summary = "Show or change the debug flags of the server",
    .usage = "[<flag>=<true|false>...]",
    .text = "Show the debug flags of the server, or switch some on or off; the others stay as they are.",
    .examples = examples,
    .max_operands = SIZE_MAX,
    .model = "SystemFlag",
    .args_size = sizeof(struct show_args),
    .run = run,
    .since = "0.1",
};
