/* SPDX-License-Identifier: MIT */
#include "cmd/plugins/plugins.h"

#include "output/emit.h"
#include "output/json.h"
#include "plugins/programs.h"
#include "report.h"
#include "text/or_empty.h"

#include <stdlib.h>
#include <string.h>

struct list_args {
    bool json;
};

static const struct opt options[] = {
    OPT_FLAG(struct list_args, json, 0, "json", "print JSON"),
    OPT_END,
};

/* A line of the list. */
struct row {
    const char *name, *kind, *version, *state, *about, *path;
};

struct list {
    struct cli *cli;
    struct buffer json;
    bool as_json;
    size_t count;
};

static void add_member(struct buffer *json, const char *name, const char *value)
{
    buffer_addf(json, "%s\"%s\":", json->data[json->length - 1] == '{' ? "" : ",", name);
    if (value)
        json_add_string(json, value, strlen(value));
    else
        buffer_adds(json, "null");
}

static void add_row(struct list *list, const struct row *row)
{
    list->count++;
    if (list->as_json) {
        struct buffer *json = &list->json;
        buffer_adds(json, json->length > 1 ? ",{" : "{");
        add_member(json, "name", row->name);
        add_member(json, "kind", row->kind);
        add_member(json, "version", row->version);
        add_member(json, "state", row->state);
        add_member(json, "about", row->about);
        add_member(json, "path", row->path);
        buffer_addc(json, '}');
        return;
    }
    struct stream *out = &list->cli->out;
    bool aligned = list->cli->terminal.out;
    stream_addf(out, "%-*s%s", aligned ? 20 : 0, row->name, aligned ? " " : "\t");
    stream_addf(out, "%-*s%s", aligned ? 8 : 0, row->kind, aligned ? " " : "\t");
    stream_addf(out, "%-*s%s", aligned ? 8 : 0, or_empty(row->version), aligned ? " " : "\t");
    stream_foreign_line(out, row->state, strlen(row->state));
    stream_adds(out, aligned ? "  " : "\t");
    stream_foreign_line(out, or_empty(row->path), strlen(or_empty(row->path)));
    stream_adds(out, "\n");
}

static bool is_used(char *const *used, const char *name)
{
    while (*used && strcmp(*used, name) != 0)
        used++;
    return *used != NULL;
}

/* Loads it to see whether it can be. Returns whether that was so. */
static bool add_plugin(struct list *list, const char *name, bool used)
{
    struct loaded_plugin plugin;
    char *problem = plugin_load(&plugin, name);
    const wikijs_plugin *own = problem ? NULL : plugin.plugin;
    add_row(list, &(struct row){ .name = name,
                                 .kind = "plugin",
                                 .version = own ? own->version : NULL,
                                 .about = own ? own->about : NULL,
                                 .state = problem ? problem
                                          : used  ? "used"
                                                  : "not used",
                                 .path = plugin.path });
    plugin_free(&plugin);
    bool good = !problem;
    free(problem);
    return good;
}

static void add_programs(struct list *list)
{
    char **names = program_names();
    for (char **name = names; *name; name++) {
        char *path = program_find(*name);
        add_row(list, &(struct row){ .name = *name, .kind = "command", .state = "found", .path = path });
        free(path);
    }
    plugin_names_free(names);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)operands;
    int code = context_configure(cli);
    if (code)
        return code;
    struct list list = { .cli = cli, .as_json = ((const struct list_args *)args)->json };
    char **used = plugin_words(cli->settings.plugins), **names = plugin_names();
    bool good = true;
    buffer_addc(&list.json, '[');
    for (char **name = used; *name; name++)
        good = add_plugin(&list, *name, true) && good;
    for (char **name = names; *name; name++)
        if (!is_used(used, *name))
            add_plugin(&list, *name, false);
    add_programs(&list);
    if (list.count == 0 && !list.as_json)
        report_note(cli, "no plugins");
    buffer_addc(&list.json, ']');
    if (list.as_json)
        code = emit_json(cli, list.json.data, list.json.length, NULL);
    buffer_free(&list.json);
    plugin_names_free(used);
    plugin_names_free(names);
    return code ? code : good ? EXIT_DONE : EXIT_FAILED;
}

static const struct example examples[] = {
    { "What there is, and what is used", "wikijs plugins list" },
    { "For scripts", "wikijs plugins list --json" },
    { 0 },
};

const struct cmd cmd_plugins_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List plugins and commands of other programs",
    .text = "List the plugins that the configuration names, in their order, the others that are installed, and the "
            "programs wikijs-NAME on the PATH: name, kind, version, whether it is used or why it cannot be, file.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct list_args),
    .exit_codes = "1 when a plugin that the configuration names cannot be used.",
    .run = run,
    .since = "0.1",
};
