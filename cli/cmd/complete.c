/* SPDX-License-Identifier: MIT */
/*
 * What a shell asks at <Tab>: `wikijs __complete -- WORD...`, the last word
 * being the one that is typed. Answers one candidate a line, with a tab and an
 * explanation where there is one; ":files" and ":nospace" are for the script.
 * It never prints an error and never takes longer than a second.
 */
#include "call.h"
#include "command/help.h"
#include "command/tree.h"
#include "context.h"
#include "plugins/programs.h"
#include "text/or_empty.h"
#include "text/sanitize.h"

#include <wikijs/operation.h>
#include <wikijs/pages.h>

#include <stdlib.h>
#include <string.h>

enum { PATIENCE_MS = 1000, MOST_PAGES = 200 };

struct request {
    struct cli *cli;
    struct parsed typed; /* the words before the current one */
    const char *prefix;  /* the current word, or its part behind "--flag=" */
    const char *lead;    /* that part with the equals sign, or "" */
};

/* A candidate must not break the line, whatever the server calls its pages. */
static void offer(struct request *request, const char *value, const char *text)
{
    if (strncmp(value, request->prefix, strlen(request->prefix)) != 0)
        return;
    struct buffer line = { 0 };
    buffer_adds(&line, request->lead);
    sanitize(&line, value, strlen(value), SANITIZE_LINE);
    if (text && *text) {
        buffer_addc(&line, '\t');
        sanitize(&line, text, strlen(text), SANITIZE_LINE);
    }
    stream_addf(&request->cli->out, "%s\n", line.data);
    buffer_free(&line);
}

/* Connect with a short patience; false when there is nothing to connect to. */
static bool connect_quickly(struct request *request)
{
    struct cli *cli = request->cli;
    cli->parsed.globals = request->typed.globals;
    cli->parsed.globals.quiet = true;
    cli->parsed.globals.verbose = false;
    char *problem = settings_load(&cli->settings, &cli->parsed.globals);
    bool good = !problem && cli->settings.url;
    free(problem);
    cli->settings.options.read_timeout_ms = PATIENCE_MS;
    cli->settings.options.connect_timeout_ms = PATIENCE_MS;
    cli->settings.options.user_agent = "wikijs";
    problem = good ? plugins_load(&cli->plugins, &cli->settings, &cli->settings.options) : NULL;
    good = good && !problem;
    free(problem);
    return good && wikijs_client_new(&cli->settings.options, &cli->client, NULL) == 0;
}

static void offer_pages(struct request *request)
{
    struct cli *cli = request->cli;
    if (!connect_quickly(request))
        return;
    const char *colon = strchr(request->prefix, ':');
    wikijs_pages_list_options wanted = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    wanted.fields = WIKIJS_BIT(WIKIJS_PAGE_ITEM_PATH) | WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE) |
                    WIKIJS_BIT(WIKIJS_PAGE_ITEM_TITLE);
    wanted.order_by = WIKIJS_PAGE_ORDER_PATH;
    wikijs_page_item_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_pages_list_async(cli->client, &wanted, CALL_TASK),
         wikijs_pages_list_finish(task.call, &list, NULL));
    size_t offered = 0;
    for (size_t i = 0; status == 0 && i < wikijs_page_item_list_count(list) && offered < MOST_PAGES; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        const char *path = or_empty(item->path);
        bool is_default = strcmp(or_empty(item->locale), cli->settings.locale ? cli->settings.locale : "en") == 0;
        char *name = colon || !is_default ? xasprintf("%s:%s", or_empty(item->locale), path) : xstrdup(path);
        if (strncmp(name, request->prefix, strlen(request->prefix)) == 0) {
            offer(request, name, item->title);
            offered++;
        }
        free(name);
    }
    wikijs_page_item_list_free(list);
}

static void offer_tags(struct request *request)
{
    struct cli *cli = request->cli;
    if (!connect_quickly(request))
        return;
    wikijs_page_tag_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_pages_tags_async(cli->client, NULL, CALL_TASK),
         wikijs_pages_tags_finish(task.call, &list, NULL));
    for (size_t i = 0; status == 0 && i < wikijs_page_tag_list_count(list); i++)
        offer(request, or_empty(wikijs_page_tag_list_at(list, i)->tag), NULL);
    wikijs_page_tag_list_free(list);
}

static void offer_profiles(struct request *request)
{
    struct cli *cli = request->cli;
    char *problem = settings_load(&cli->settings, &request->typed.globals);
    free(problem); /* a wrong file still may have profiles */
    for (size_t i = 0; i < cli->settings.config.profile_count; i++)
        offer(request, cli->settings.config.profiles[i].name, config_value(&cli->settings.config.profiles[i], "url"));
}

static void offer_aliases(struct request *request)
{
    const struct config_section *aliases = &request->cli->settings.config.aliases;
    free(settings_load(&request->cli->settings, &request->typed.globals));
    for (size_t i = 0; i < aliases->count; i++)
        offer(request, aliases->entries[i].key, aliases->entries[i].value);
}

static void offer_settings(struct request *request)
{
    for (const struct config_key *key = config_keys; key->name; key++)
        if (!strchr(key->name, '.')) /* "plugin.NAME" is a pattern */
            offer(request, key->name, key->about);
}

static void offer_commands(struct request *request, const struct cmd *parent)
{
    for (const struct cmd *const *sub = parent->subs; *sub; sub++)
        if (!(*sub)->hidden)
            offer(request, (*sub)->name, (*sub)->summary);
    if (parent == &root_command)
        offer_aliases(request);
    char **programs = parent == &root_command ? program_names() : NULL;
    for (size_t i = 0; programs && programs[i]; i++)
        offer(request, programs[i], NULL);
    plugin_names_free(programs);
}

static void offer_topics(struct request *request)
{
    for (const struct topic *topic = help_topics; topic->name; topic++)
        offer(request, topic->name, topic->summary);
    const struct cmd *parent = &root_command;
    for (size_t i = 0; i < request->typed.operands.count && parent; i++)
        parent = command_find(parent, request->typed.operands.items[i]);
    if (parent && parent->subs)
        offer_commands(request, parent);
}

/* Names of fields: after each comma of a list, before the colon of a filter. */
static void offer_fields(struct request *request, const wikijs_model *model, bool is_filter)
{
    const char *comma = strrchr(request->prefix, ',');
    size_t kept = comma && !is_filter ? (size_t)(comma - request->prefix) + 1 : 0;
    stream_adds(&request->cli->out, ":nospace\n");
    for (size_t i = 0; model && i < wikijs_model_field_count(model); i++) {
        wikijs_field field = wikijs_model_field(model, i);
        char *value = xasprintf("%.*s%s%s", (int)kept, request->prefix, field.name, is_filter ? ":" : "");
        offer(request, value, field.doc);
        free(value);
    }
}

static void offer_operations(struct request *request)
{
    const wikijs_operation *operation;
    for (size_t i = 0; (operation = wikijs_operation_at(i)); i++) {
        wikijs_operation_info info = wikijs_operation_describe(operation);
        if (info.kind != WIKIJS_OPERATION_ROUTE)
            offer(request, info.name, info.permission);
    }
}

/* The operation that was typed before, or NULL. */
static const wikijs_operation *typed_operation(const struct request *request)
{
    const struct operands *words = &request->typed.operands;
    return words->count ? wikijs_operation_by_name(words->items[0]) : NULL;
}

/* "id=", and behind the equals sign the values that there are. */
static void offer_arguments(struct request *request)
{
    const wikijs_operation *operation = typed_operation(request);
    wikijs_argument argument;
    bool has_equals = strchr(request->prefix, '=');
    if (!has_equals)
        stream_adds(&request->cli->out, ":nospace\n");
    for (size_t i = 0; (argument = wikijs_operation_argument(operation, i)).name; i++) {
        static const char *const booleans[] = { "true", "false" };
        bool is_boolean = strncmp(argument.type, "Boolean", 7) == 0;
        const char *const *values = is_boolean ? booleans : argument.values;
        size_t count = is_boolean ? 2 : argument.value_count;
        for (size_t j = 0; j < (has_equals ? count : 1); j++) {
            char *value = xasprintf("%s=%s", argument.name, has_equals ? values[j] : "");
            offer(request, value, argument.type);
            free(value);
        }
    }
}

static void offer_kind(struct request *request, enum completion kind)
{
    static const char *const shells[] = { "bash", "zsh", "fish" };
    switch (kind) {
    case COMPLETE_FILE:
        stream_adds(&request->cli->out, ":files\n");
        break;
    case COMPLETE_PAGE:
        offer_pages(request);
        break;
    case COMPLETE_TAG:
        offer_tags(request);
        break;
    case COMPLETE_PROFILE:
        offer_profiles(request);
        break;
    case COMPLETE_TOPIC:
        offer_topics(request);
        break;
    case COMPLETE_SETTING:
        offer_settings(request);
        break;
    case COMPLETE_ALIAS:
        offer_aliases(request);
        break;
    case COMPLETE_SHELL:
        for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
            offer(request, shells[i], NULL);
        break;
    case COMPLETE_OPERATION:
        offer_operations(request);
        break;
    case COMPLETE_ARGUMENT:
        offer_arguments(request);
        break;
    case COMPLETE_OPERATION_FIELDS:
        offer_fields(request, wikijs_operation_describe(typed_operation(request)).model, false);
        break;
    case COMPLETE_LOCALE:
    case COMPLETE_NONE:
        break;
    }
}

static void offer_value(struct request *request, const struct opt *opt)
{
    const struct cmd *command = parsed_command(&request->typed);
    for (size_t i = 0; opt->choices && opt->choices[i]; i++)
        offer(request, opt->choices[i], NULL);
    if (opt->kind == OPT_KIND_FIELDS)
        offer_fields(request, wikijs_model_by_name(command->model), false);
    else if (strcmp(opt->name, "filter") == 0 && command->model)
        offer_fields(request, wikijs_model_by_name(command->model), true);
    else
        offer_kind(request, opt->complete);
}

static const struct opt *find_opt(const struct cmd *command, const char *word, size_t length)
{
    const struct opt *tables[4];
    command_tables(command, tables);
    bool is_long = strncmp(word, "--", 2) == 0;
    for (size_t t = 0; tables[t]; t++)
        for (const struct opt *opt = tables[t]; opt->kind != OPT_KIND_END; opt++)
            if (is_long ? strlen(opt->name) == length - 2 && strncmp(opt->name, word + 2, length - 2) == 0
                        : length == 2 && opt->letter && word[1] == opt->letter)
                return opt;
    return NULL;
}

static void offer_options(struct request *request)
{
    const struct opt *tables[4];
    command_tables(parsed_command(&request->typed), tables);
    for (size_t t = 0; tables[t]; t++) {
        for (const struct opt *opt = tables[t]; opt->kind != OPT_KIND_END; opt++) {
            if (opt->hidden)
                continue;
            char *name = xasprintf("--%s", opt->name);
            offer(request, name, opt->help);
            free(name);
        }
    }
}

/* The option that waits for the current word as its value, or NULL. */
static const struct opt *waiting_option(struct request *request, const struct operands *words)
{
    if (words->count < 2)
        return NULL;
    const char *before = words->items[words->count - 2];
    if (before[0] != '-' || !before[1] || strchr(before, '='))
        return NULL;
    const struct opt *opt = find_opt(parsed_command(&request->typed), before, strlen(before));
    return opt && opt->kind != OPT_KIND_FLAG && opt->kind != OPT_KIND_SET ? opt : NULL;
}

static void answer(struct request *request, const struct operands *words)
{
    const struct cmd *command = parsed_command(&request->typed);
    const struct opt *opt = waiting_option(request, words);
    const char *equals = strchr(request->prefix, '=');
    if (opt) {
        offer_value(request, opt);
    } else if (request->prefix[0] == '-' && equals) {
        opt = find_opt(command, request->prefix, (size_t)(equals - request->prefix));
        char *lead = xstrndup(request->prefix, (size_t)(equals - request->prefix) + 1);
        request->lead = lead;
        request->prefix = equals + 1;
        if (opt)
            offer_value(request, opt);
        request->lead = "";
        free(lead);
    } else if (request->prefix[0] == '-') {
        offer_options(request);
    } else if (command->subs) {
        offer_commands(request, command);
    } else if (request->typed.operands.count < command->max_operands) {
        offer_kind(request, command->complete);
    }
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    struct request request = { .cli = cli, .prefix = "", .lead = "" };
    size_t count = operands->count;
    if (count)
        request.prefix = operands->items[count - 1];
    /* The line is not finished; but what is wrong already cannot be completed. */
    if (parse(&request.typed, operands->items, count ? count - 1 : 0) || request.typed.incomplete)
        answer(&request, operands);
    parsed_free(&request.typed);
    return EXIT_DONE;
}

const struct cmd cmd_complete = {
    .name = "__complete",
    .summary = "Complete a command line",
    .usage = "-- <word>...",
    .max_operands = SIZE_MAX,
    .run = run,
    .hidden = true,
    .since = "0.1",
};
