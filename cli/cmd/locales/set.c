/* SPDX-License-Identifier: MIT */
#include "cmd/locales/locales.h"

#include "call.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/localization.h>

struct set_args {
    const char *locale;
    int auto_update, namespacing; /* wikijs_tristate */
    struct opt_list namespaces;
};

static const struct opt options[] = {
    OPT_STRING(struct set_args, locale, 0, "site-locale", "<locale>", "locale of the site",
               .complete = COMPLETE_LOCALE),
    OPT_SET(struct set_args, auto_update, 0, "auto-update", WIKIJS_YES, "let the server fetch new strings by itself"),
    OPT_SET(struct set_args, auto_update, 0, "no-auto-update", WIKIJS_NO, "do not"),
    OPT_SET(struct set_args, namespacing, 0, "namespacing", WIKIJS_YES, "pages in several locales"),
    OPT_SET(struct set_args, namespacing, 0, "no-namespacing", WIKIJS_NO, "pages in one locale"),
    OPT_LIST(struct set_args, namespaces, 0, "namespace", "<locale>",
             "a locale that pages may be in; may be repeated, and replaces all", .complete = COMPLETE_LOCALE),
    OPT_END,
};

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct set_args *args = arguments;
    if (!args->locale && !args->auto_update && !args->namespacing && !args->namespaces.count)
        return report_usage(cli, "nothing to change was given");
    wikijs_localization_config_input input = WIKIJS_LOCALIZATION_CONFIG_INPUT_INIT;
    input.locale = args->locale;
    input.auto_update = (wikijs_tristate)args->auto_update;
    input.namespacing = (wikijs_tristate)args->namespacing;
    input.namespaces = (wikijs_strings){ (const char *const *)args->namespaces.items, args->namespaces.count };
    int code = context_connect(cli);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_localization_update_locale_async(cli->client, &input, CALL_TASK),
         wikijs_localization_update_locale_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed the locales of the site");
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Pages in English and German", "wikijs locales set --namespacing --namespace en --namespace de" },
    { "The site in French", "wikijs locales set --site-locale fr" },
    { 0 },
};

const struct cmd cmd_locales_set = {
    .name = "set",
    .summary = "Choose the locales of the site",
    .text = "Change what is given and nothing else. A locale has to be installed before it can be chosen.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct set_args),
    .run = run,
    .since = "0.1",
};
