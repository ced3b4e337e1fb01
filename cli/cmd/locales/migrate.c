/* SPDX-License-Identifier: MIT */
#include "cmd/locales/locales.h"

#include "confirm.h"
#include "show.h"

#include <inttypes.h>
#include <wikijs/pages.h>

struct migrate_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct migrate_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

static int migrate(struct cli *cli, const char *from, const char *to)
{
    wikijs_page_migration *migration = NULL;
    int status;
    CALL(status, cli, wikijs_pages_migrate_to_locale_async(cli->client, from, to, NULL, CALL_TASK),
         wikijs_pages_migrate_to_locale_finish(task.call, &migration, &cli->error));
    if (status == 0) {
        report_note(cli, "moved %" PRId64 " pages from %s to %s", migration->count, from, to);
        wikijs_page_migration_free(migration);
        CALL(status, cli, wikijs_pages_rebuild_tree_async(cli->client, NULL, CALL_TASK),
             wikijs_pages_rebuild_tree_finish(task.call, &cli->error));
    }
    return status < 0 ? report_status(cli, status) : EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct migrate_args *args = arguments;
    const char *from = operands->items[0], *to = operands->items[1];
    char *question = xasprintf("Move all pages of locale %s to %s? Their addresses change. [y/N] ", from, to);
    int code = confirm(cli, args->yes, question);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = migrate(cli, from, to);
    free(question);
    return code;
}

static const struct example examples[] = {
    { "The pages turned out to be French", "wikijs locales migrate en fr" },
    { 0 },
};

const struct cmd cmd_locales_migrate = {
    .name = "migrate",
    .summary = "Move all pages of one locale to another",
    .usage = "<from> <to>",
    .text =
        "Move all pages of one locale to another, which has to be installed, and make the tree of pages anew. A page whose "
        "path is taken there stays where it is. Addresses change, and nothing leads from the old ones to the new ones. On a "
        "terminal it asks first, unless --yes is given; elsewhere it needs --yes. Needs manage:system.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct migrate_args),
    .min_operands = 2,
    .max_operands = 2,
    .complete = COMPLETE_LOCALE,
    .run = run,
    .since = "0.1",
};
