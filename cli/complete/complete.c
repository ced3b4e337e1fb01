/* SPDX-License-Identifier: MIT */
#include "complete/complete.h"

#include "command/help.h"
#include "command/tree.h"
#include "config/keys.h"
#include "plugins/programs.h"
#include "text/sanitize.h"

#include <wikijs/event.h>
#include <wikijs/operation.h>

#include <stdlib.h>
#include <string.h>

/* A candidate must not break the line, whatever the server calls its pages. */
void complete_offer(struct completing *request, const char *value, const char *text)
{
    if (strncmp(value, request->prefix, strlen(request->prefix)) != 0)
        return;
    buffer_adds(request->out, request->lead);
    sanitize(request->out, value, strlen(value), SANITIZE_LINE);
    if (text && *text) {
        buffer_addc(request->out, '\t');
        sanitize(request->out, text, strlen(text), SANITIZE_LINE);
    }
    buffer_addc(request->out, '\n');
}

static void offer_profiles(struct completing *request)
{
    struct cli *cli = request->cli;
    char *problem = settings_load(&cli->settings, &request->typed.globals);
    free(problem); /* a wrong file still may have profiles */
    for (size_t i = 0; i < cli->settings.config.profile_count; i++)
        complete_offer(request, cli->settings.config.profiles[i].name,
                       config_value(&cli->settings.config.profiles[i], "url"));
}

static void offer_aliases(struct completing *request)
{
    const struct config_section *aliases = &request->cli->settings.config.aliases;
    free(settings_load(&request->cli->settings, &request->typed.globals));
    for (size_t i = 0; i < aliases->count; i++)
        complete_offer(request, aliases->entries[i].key, aliases->entries[i].value);
}

static void offer_settings(struct completing *request)
{
    for (const struct config_key *key = config_keys; key->name; key++)
        if (!strchr(key->name, '.')) /* "plugin.NAME" is a pattern */
            complete_offer(request, key->name, key->about);
}

static void offer_events(struct completing *request)
{
    const char *type;
    for (size_t i = 0; (type = wikijs_event_type_at(i)); i++)
        complete_offer(request, type, NULL);
}

static void offer_commands(struct completing *request, const struct cmd *parent)
{
    for (const struct cmd *const *sub = parent->subs; *sub; sub++)
        if (!(*sub)->hidden)
            complete_offer(request, (*sub)->name, (*sub)->summary);
    if (parent == &root_command)
        offer_aliases(request);
    char **programs = parent == &root_command ? program_names() : NULL;
    for (size_t i = 0; programs && programs[i]; i++)
        complete_offer(request, programs[i], NULL);
    plugin_names_free(programs);
}

static void offer_topics(struct completing *request)
{
    for (const struct topic *topic = help_topics; topic->name; topic++)
        complete_offer(request, topic->name, topic->summary);
    const struct cmd *parent = &root_command;
    for (size_t i = 0; i < request->typed.operands.count && parent; i++)
        parent = command_find(parent, request->typed.operands.items[i]);
    if (parent && parent->subs)
        offer_commands(request, parent);
}

/* Names of fields: after each comma of a list, before the colon of a filter. */
static void offer_fields(struct completing *request, const wikijs_model *model, bool is_filter)
{
    const char *comma = strrchr(request->prefix, ',');
    size_t kept = comma && !is_filter ? (size_t)(comma - request->prefix) + 1 : 0;
    buffer_adds(request->out, ":nospace\n");
    for (size_t i = 0; model && i < wikijs_model_field_count(model); i++) {
        wikijs_field field = wikijs_model_field(model, i);
        char *value = xasprintf("%.*s%s%s", (int)kept, request->prefix, field.name, is_filter ? ":" : "");
        complete_offer(request, value, field.doc);
        free(value);
    }
}

static void offer_operations(struct completing *request)
{
    const wikijs_operation *operation;
    for (size_t i = 0; (operation = wikijs_operation_at(i)); i++) {
        wikijs_operation_info info = wikijs_operation_describe(operation);
        if (info.kind != WIKIJS_OPERATION_ROUTE)
            complete_offer(request, info.name, info.permission);
    }
}

/* The operation that was typed before, or NULL. */
static const wikijs_operation *typed_operation(const struct completing *request)
{
    const struct operands *words = &request->typed.operands;
    return words->count ? wikijs_operation_by_name(words->items[0]) : NULL;
}

/* "id=", and behind the equals sign the values that there are. */
static void offer_arguments(struct completing *request)
{
    const wikijs_operation *operation = typed_operation(request);
    wikijs_argument argument;
    bool has_equals = strchr(request->prefix, '=');
    if (!has_equals)
        buffer_adds(request->out, ":nospace\n");
    for (size_t i = 0; (argument = wikijs_operation_argument(operation, i)).name; i++) {
        static const char *const booleans[] = { "true", "false" };
        bool is_boolean = strncmp(argument.type, "Boolean", 7) == 0;
        const char *const *values = is_boolean ? booleans : argument.values;
        size_t count = is_boolean ? 2 : argument.value_count;
        for (size_t j = 0; j < (has_equals ? count : 1); j++) {
            char *value = xasprintf("%s=%s", argument.name, has_equals ? values[j] : "");
            complete_offer(request, value, argument.type);
            free(value);
        }
    }
}

static void offer_files(struct completing *request)
{
    buffer_adds(request->out, ":files\n");
}

static void offer_group_then_users(struct completing *request)
{
    complete_from_wiki(request, request->typed.operands.count ? COMPLETE_USER : COMPLETE_GROUP);
}

static void offer_shells(struct completing *request)
{
    static const char *const shells[] = { "bash", "zsh", "fish" };
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        complete_offer(request, shells[i], NULL);
}

static void offer_operation_fields(struct completing *request)
{
    offer_fields(request, wikijs_operation_describe(typed_operation(request)).model, false);
}

static void offer_kind(struct completing *request, enum completion kind)
{
    static void (*const offers[])(struct completing *) = {
        [COMPLETE_FILE] = offer_files,         [COMPLETE_GROUP_THEN_USERS] = offer_group_then_users,
        [COMPLETE_PROFILE] = offer_profiles,   [COMPLETE_TOPIC] = offer_topics,
        [COMPLETE_EVENT] = offer_events,       [COMPLETE_SETTING] = offer_settings,
        [COMPLETE_ALIAS] = offer_aliases,      [COMPLETE_OPERATION] = offer_operations,
        [COMPLETE_ARGUMENT] = offer_arguments, [COMPLETE_OPERATION_FIELDS] = offer_operation_fields,
        [COMPLETE_SHELL] = offer_shells,
    };
    if (kind < sizeof offers / sizeof *offers && offers[kind])
        offers[kind](request);
    else if (kind != COMPLETE_NONE)
        complete_from_wiki(request, kind);
}

static void offer_value(struct completing *request, const struct opt *opt)
{
    const struct cmd *command = parsed_command(&request->typed);
    for (size_t i = 0; opt->choices && opt->choices[i]; i++)
        complete_offer(request, opt->choices[i], NULL);
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

static void offer_options(struct completing *request)
{
    const struct opt *tables[4];
    command_tables(parsed_command(&request->typed), tables);
    for (size_t t = 0; tables[t]; t++) {
        for (const struct opt *opt = tables[t]; opt->kind != OPT_KIND_END; opt++) {
            if (opt->hidden)
                continue;
            char *name = xasprintf("--%s", opt->name);
            complete_offer(request, name, opt->help);
            free(name);
        }
    }
}

/* The option that waits for the current word as its value, or NULL. */
static const struct opt *waiting_option(struct completing *request, const struct operands *words)
{
    if (words->count < 2)
        return NULL;
    const char *before = words->items[words->count - 2];
    if (before[0] != '-' || !before[1] || strchr(before, '='))
        return NULL;
    const struct opt *opt = find_opt(parsed_command(&request->typed), before, strlen(before));
    return opt && opt->kind != OPT_KIND_FLAG && opt->kind != OPT_KIND_SET ? opt : NULL;
}

static void answer(struct completing *request, const struct operands *words)
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

void complete_words(struct cli *cli, const struct operands *words, struct buffer *out)
{
    struct completing request = { .cli = cli, .out = out, .prefix = "", .lead = "" };
    size_t count = words->count;
    if (count)
        request.prefix = words->items[count - 1];
    /* The line is not finished; but what is wrong already cannot be completed. */
    if (parse(&request.typed, words->items, count ? count - 1 : 0) || request.typed.incomplete)
        answer(&request, words);
    parsed_free(&request.typed);
}
