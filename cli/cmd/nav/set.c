/* SPDX-License-Identifier: MIT */
#include "cmd/nav/nav.h"

#include "call.h"
#include "file_value.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/navigation.h>

#include <string.h>

struct set_args {
    const char *locale_only;
};

static const struct opt options[] = {
    OPT_STRING(struct set_args, locale_only, 0, "only", "<locale>",
               "change this locale and keep the others as they are on the server", .complete = COMPLETE_LOCALE),
    OPT_END,
};

static int set_all(struct cli *cli, wikijs_navigation_tree_inputs trees)
{
    int status;
    CALL(status, cli, wikijs_navigation_update_tree_async(cli->client, trees, NULL, CALL_TASK),
         wikijs_navigation_update_tree_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed the navigation of %zu locale%s", trees.count, trees.count == 1 ? "" : "s");
    return EXIT_DONE;
}

static int set_one(struct cli *cli, wikijs_navigation_tree_inputs trees, const char *locale)
{
    size_t i = 0;
    while (i < trees.count && (!trees.items[i].locale || strcmp(trees.items[i].locale, locale) != 0))
        i++;
    if (i == trees.count)
        return report_failure("the file has no navigation of locale '%s'", locale);
    int status;
    CALL(status, cli, wikijs_navigation_set_items_async(cli->client, locale, trees.items[i].items, NULL, CALL_TASK),
         wikijs_navigation_set_items_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed the navigation of %s", locale);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct set_args *args = arguments;
    struct buffer text = { 0 };
    wikijs_navigation_tree_list *list = NULL;
    wikijs_navigation_tree_inputs trees = { 0 };
    int code = file_read(operands->items[0], &text);
    int status = 0;
    if (code == 0)
        status = wikijs_navigation_tree_list_from_json(buffer_text(&text), text.length, &list, &cli->error);
    if (code == 0 && status == 0)
        status = wikijs_navigation_tree_list_to_input(list, &trees, &cli->error);
    if (status < 0)
        code = report_status_of(cli, status, operands->items[0]);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = args->locale_only ? set_one(cli, trees, args->locale_only) : set_all(cli, trees);
    wikijs_navigation_tree_list_free(list);
    buffer_free(&text);
    return code;
}

static const struct example examples[] = {
    { "Bring back what was kept", "wikijs nav set nav.json" },
    { "Only the German one", "wikijs nav set --only de nav.json" },
    { "Take the dividers out",
      "wikijs nav get --jq 'map(.items|=map(select(.kind!=\"divider\")))' | wikijs nav set -" },
    { 0 },
};

const struct cmd cmd_nav_set = {
    .name = "set",
    .summary = "Replace the navigation",
    .usage = "<file>",
    .text =
        "Replace the whole navigation by what a JSON file says, as 'nav get' prints it. Locales that are not in it lose theirs, unless --only names the one to change.\n\nAn entry has a kind (link, header, divider), a label, and a link has targetType (home, page, external, externalblank, search) and target. An id that is missing is made; an entry is visible to all unless visibilityGroups says otherwise.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct set_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_FILE,
    .run = run,
    .since = "0.1",
};
