/* SPDX-License-Identifier: MIT */
#include "cmd/nav/nav.h"

#include "call.h"
#include "output/emit.h"
#include "output/rows.h"
#include "report.h"

#include <wikijs/navigation.h>

struct get_args {
    struct output_args output;
};

static void add_tree(struct buffer *out, const struct cli *cli, const wikijs_navigation_tree *tree)
{
    size_t length = wikijs_object_to_json(cli->plan.model, tree, 0, NULL, 0);
    char *end = buffer_reserve(out, length + 1);
    out->length += wikijs_object_to_json(cli->plan.model, tree, 0, end, length + 1);
}

/* All of it as JSON, for 'nav set'. */
static int print_json(struct cli *cli, const wikijs_navigation_tree_list *list)
{
    struct buffer out = { 0 };
    buffer_addc(&out, '[');
    for (size_t i = 0; i < wikijs_navigation_tree_list_count(list); i++) {
        if (i)
            buffer_addc(&out, ',');
        add_tree(&out, cli, wikijs_navigation_tree_list_at(list, i));
    }
    buffer_addc(&out, ']');
    int code = emit_json(cli, buffer_text(&out), out.length, cli->plan.jq);
    buffer_free(&out);
    return code;
}

static int print_rows(struct cli *cli, const wikijs_navigation_tree_list *list)
{
    struct rows rows;
    ROWS_OF(&rows, wikijs_navigation_tree, list);
    return rows_print(cli, &rows, NULL);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_navigation_tree_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_navigation_get_tree_async(cli->client, NULL, CALL_TASK),
         wikijs_navigation_get_tree_finish(task.call, &list, &cli->error));
    bool formatted = cli->plan.fields || cli->plan.format != FORMAT_TABLE || cli->plan.table;
    if (status < 0)
        code = report_status(cli, status);
    else
        code = formatted ? print_rows(cli, list) : print_json(cli, list);
    wikijs_navigation_tree_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "Keep it in a file", "wikijs nav get > nav.json" },
    { "Labels of the English one", "wikijs nav get --jq '.[]|select(.locale==\"en\").items[].label'" },
    { 0 },
};

const struct cmd cmd_nav_get = {
    .name = "get",
    .summary = "Print the navigation",
    .text = "Print the navigation of all locales as JSON, in the form that 'nav set' takes.",
    .examples = examples,
    .args_size = sizeof(struct get_args),
    .model = "NavigationTree",
    .run = run,
    .since = "0.1",
};
