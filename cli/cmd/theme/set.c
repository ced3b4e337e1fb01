/* SPDX-License-Identifier: MIT */
#include "cmd/theme/theme.h"

#include "call.h"
#include "file_value.h"
#include "output/emit.h"
#include "report.h"
#include "text/or_empty.h"

#include <string.h>
#include <wikijs/theming.h>

struct set_args {
    const char *theme, *iconset, *css_file, *head_file, *body_file;
    int dark; /* wikijs_tristate */
    int toc;
};

static const char *const toc_positions[] = { "left", "right", "off", NULL };

static const struct opt options[] = {
    OPT_STRING(struct set_args, theme, 0, "theme", "<key>", "key of the theme"),
    OPT_STRING(struct set_args, iconset, 0, "iconset", "<name>", "icons: mdi, fa or fa4"),
    OPT_SET(struct set_args, dark, 0, "dark", WIKIJS_YES, "dark by default"),
    OPT_SET(struct set_args, dark, 0, "light", WIKIJS_NO, "light by default"),
    OPT_ENUM(struct set_args, toc, 0, "toc", toc_positions, "where the table of contents is"),
    OPT_STRING(struct set_args, css_file, 0, "css-file", "<file>", "style sheet for every page; -: standard input",
               .complete = COMPLETE_FILE),
    OPT_STRING(struct set_args, head_file, 0, "head-file", "<file>", "HTML for the head of every page",
               .complete = COMPLETE_FILE),
    OPT_STRING(struct set_args, body_file, 0, "body-file", "<file>", "HTML for the end of every page",
               .complete = COMPLETE_FILE),
    OPT_END,
};

static int read_text(const char *file, struct buffer *text, wikijs_str *out)
{
    if (!file)
        return 0;
    int code = file_read(file, text);
    *out = (wikijs_str){ buffer_text(text), text->length };
    return code;
}

/* The server takes any text, and then has pages that nothing can show. */
static int check_theme(struct cli *cli, const char *theme)
{
    wikijs_theme_list *list = NULL;
    struct buffer keys = { 0 };
    int status;
    CALL(status, cli, wikijs_theming_list_themes_async(cli->client, NULL, CALL_TASK),
         wikijs_theming_list_themes_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    bool found = false;
    for (size_t i = 0; i < wikijs_theme_list_count(list); i++) {
        const char *key = or_empty(wikijs_theme_list_at(list, i)->key);
        found = found || strcmp(key, theme) == 0;
        buffer_addf(&keys, "%s%s", i ? ", " : "", key);
    }
    if (!found)
        report_failure("there is no theme '%s'; there are: %s", theme, buffer_text(&keys));
    buffer_free(&keys);
    wikijs_theme_list_free(list);
    return found ? 0 : EXIT_NOT_FOUND;
}

static int set(struct cli *cli, const wikijs_theming_config_input *input)
{
    int status;
    CALL(status, cli, wikijs_theming_set_config_async(cli->client, input, CALL_TASK),
         wikijs_theming_set_config_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "changed the look of the site");
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct set_args *args = arguments;
    if (!args->theme && !args->iconset && !args->dark && !args->toc && !args->css_file && !args->head_file &&
        !args->body_file)
        return report_usage(cli, "nothing to change was given");
    wikijs_theming_config_input input = WIKIJS_THEMING_CONFIG_INPUT_INIT;
    struct buffer css = { 0 }, head = { 0 }, body = { 0 };
    input.theme = args->theme;
    input.iconset = args->iconset;
    input.dark_mode = (wikijs_tristate)args->dark;
    input.toc_position = args->toc ? toc_positions[args->toc - 1] : NULL;
    int code = read_text(args->css_file, &css, &input.inject_css);
    if (code == 0)
        code = read_text(args->head_file, &head, &input.inject_head);
    if (code == 0)
        code = read_text(args->body_file, &body, &input.inject_body);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0 && args->theme)
        code = check_theme(cli, args->theme);
    if (code == 0)
        code = set(cli, &input);
    buffer_free(&css);
    buffer_free(&head);
    buffer_free(&body);
    return code;
}

static const struct example examples[] = {
    { "Dark by default, contents on the right", "wikijs theme set --dark --toc right" },
    { "A style sheet", "wikijs theme set --css-file house.css" },
    { "Take it away", "wikijs theme set --css-file /dev/null" },
    { 0 },
};

const struct cmd cmd_theme_set = {
    .name = "set",
    .summary = "Change how the site looks",
    .text =
        "Change what is given and nothing else. An empty file takes away what is put into every page. What is put into head and body runs in the browser of every reader.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct set_args),
    .run = run,
    .since = "0.1",
};
