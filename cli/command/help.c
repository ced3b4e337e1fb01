/* SPDX-License-Identifier: MIT */
#include "command/help.h"

#include "config/keys.h"
#include "config/webhook.h"
#include "memory.h"

#include <wikijs/model.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static struct help_section *add_section(struct help *help, const char *title)
{
    help->sections = xreallocarray(help->sections, help->count + 1, sizeof *help->sections);
    struct help_section *section = &help->sections[help->count++];
    *section = (struct help_section){ .title = title };
    return section;
}

/* Takes both texts over. */
static void add_item(struct help_section *section, enum help_kind kind, char *term, char *text)
{
    section->items = xreallocarray(section->items, section->count + 1, sizeof *section->items);
    section->items[section->count++] = (struct help_item){ kind, term, text };
}

/* A piece of code is written with four blanks before each line; they are not part of it. */
static char *unindent(const char *text, size_t length)
{
    struct buffer plain = { 0 };
    for (size_t at = 0; at < length;) {
        size_t size = strcspn(text + at, "\n");
        size_t skip = strncmp(text + at, "    ", 4) == 0 ? 4 : 0;
        if (at + size > length)
            size = length - at;
        buffer_adds(&plain, at ? "\n" : "");
        buffer_add(&plain, text + at + skip, size - skip);
        at += size + 1;
    }
    return plain.data;
}

static void add_paragraphs(struct help_section *section, const char *text)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t length = end ? (size_t)(end - text) : strlen(text);
        if (strncmp(text, "    ", 4) == 0)
            add_item(section, HELP_CODE, NULL, unindent(text, length));
        else
            add_item(section, HELP_TEXT, NULL, xstrndup(text, length));
        text += length;
        while (*text == '\n')
            text++;
    }
}

static char *name_of(const struct cmd *const *path, size_t depth)
{
    struct buffer name = { 0 };
    for (size_t i = 0; i < depth; i++)
        buffer_addf(&name, "%s%s", i ? " " : "", path[i]->name);
    return name.data;
}

static void add_usage(struct help *help, const struct cmd *command)
{
    struct help_section *section = add_section(help, "USAGE");
    char *usage;
    if (command->subs)
        usage = xasprintf("%s <command> [flags]", help->name);
    else
        usage = xasprintf("%s%s%s [flags]", help->name, command->usage ? " " : "",
                          command->usage ? command->usage : "");
    add_item(section, HELP_CODE, NULL, usage);
}

static void add_alias(struct help *help, const struct cmd *const *path, size_t depth)
{
    const struct cmd *command = path[depth - 1];
    if (!command->alias)
        return;
    char *above = name_of(path, depth - 1);
    add_item(add_section(help, "ALIASES"), HELP_CODE, NULL, xasprintf("%s %s", above, command->alias));
    free(above);
}

static const char *group_of(const struct cmd *command)
{
    return command->group ? command->group : "COMMANDS";
}

/* The subcommands under their headings, in the order of the tree. */
static void add_commands(struct help *help, const struct cmd *command)
{
    for (const struct cmd *const *first = command->subs; *first; first++) {
        bool seen = (*first)->hidden;
        for (const struct cmd *const *before = command->subs; before < first; before++)
            seen = seen || (!(*before)->hidden && strcmp(group_of(*before), group_of(*first)) == 0);
        if (seen)
            continue;
        struct help_section *section = add_section(help, group_of(*first));
        for (const struct cmd *const *sub = first; *sub; sub++)
            if (!(*sub)->hidden && strcmp(group_of(*sub), group_of(*first)) == 0)
                add_item(section, HELP_ENTRY, xstrdup((*sub)->name), xstrdup((*sub)->summary));
    }
}

/* A letter that the command gives to an option of its own. */
static bool is_letter_in(const struct opt *table, char letter)
{
    for (; table && table->kind != OPT_KIND_END; table++)
        if (table->letter == letter)
            return true;
    return false;
}

static char *option_term(const struct opt *opt, const struct opt *own)
{
    struct buffer term = { 0 };
    if (opt->letter && !is_letter_in(own, opt->letter))
        buffer_addf(&term, "-%c, ", opt->letter);
    else
        buffer_adds(&term, "    ");
    buffer_addf(&term, "--%s", opt->name);
    if (opt->value)
        buffer_addf(&term, " %s", opt->value);
    for (size_t i = 0; opt->choices && opt->choices[i]; i++)
        buffer_addf(&term, "%s%s", i ? "|" : " {", opt->choices[i]);
    buffer_adds(&term, opt->choices ? "}" : "");
    return term.data;
}

/* A command may say more of an option that all have. */
static bool is_in(const struct opt *table, const char *name)
{
    for (; table && table->kind != OPT_KIND_END; table++)
        if (strcmp(table->name, name) == 0)
            return true;
    return false;
}

static void add_options(struct help *help, const char *title, const struct opt *const *tables, const struct opt *own)
{
    struct help_section *section = NULL;
    for (; *tables; tables++) {
        for (const struct opt *opt = *tables; opt->kind != OPT_KIND_END; opt++) {
            if (opt->hidden || is_in(own, opt->name))
                continue;
            if (!section)
                section = add_section(help, title);
            bool has_default = opt->kind == OPT_KIND_INT && opt->initial;
            char *text = has_default ? xasprintf("%s (default %" PRId64 ")", opt->help, opt->initial)
                                     : xstrdup(opt->help);
            add_item(section, HELP_ENTRY, option_term(opt, own), text);
        }
    }
}

static void add_fields(struct help *help, const char *model_name)
{
    const wikijs_model *model = wikijs_model_by_name(model_name);
    if (!model)
        return;
    struct buffer names = { 0 };
    for (size_t i = 0; i < wikijs_model_field_count(model); i++)
        buffer_addf(&names, "%s%s", i ? ", " : "", wikijs_model_field(model, i).name);
    add_item(add_section(help, "JSON FIELDS"), HELP_TEXT, NULL, names.data);
}

static void add_examples(struct help *help, const struct cmd *command)
{
    if (!command->examples)
        return;
    struct help_section *section = add_section(help, "EXAMPLES");
    for (const struct example *example = command->examples; example->command; example++)
        add_item(section, HELP_EXAMPLE, xstrdup(example->command), xstrdup(example->about));
}

static void add_topics(struct help *help)
{
    struct help_section *section = add_section(help, "HELP TOPICS");
    for (const struct topic *topic = help_topics; topic->name; topic++)
        add_item(section, HELP_ENTRY, xstrdup(topic->name), xstrdup(topic->summary));
}

void help_of_command(struct help *help, const struct cmd *const *path, size_t depth)
{
    const struct cmd *command = path[depth - 1];
    *help = (struct help){ .name = name_of(path, depth), .summary = command->summary };
    add_paragraphs(add_section(help, NULL), command->text ? command->text : command->summary);
    add_usage(help, command);
    add_alias(help, path, depth);
    if (command->subs)
        add_commands(help, command);
    if (depth == 1)
        add_topics(help);
    const struct opt *own[3] = { 0 };
    size_t tables = 0;
    if (command->opts)
        own[tables++] = command->opts;
    if (command->model)
        own[tables++] = output_opts;
    add_options(help, "FLAGS", own, NULL);
    const struct opt *const inherited[] = { global_opts, NULL };
    add_options(help, depth == 1 ? "FLAGS" : "INHERITED FLAGS", inherited, command->opts);
    if (command->model)
        add_fields(help, command->model);
    if (command->exit_codes)
        add_paragraphs(add_section(help, "EXIT CODES"), command->exit_codes);
    add_examples(help, command);
    if (depth == 1) {
        add_paragraphs(
            add_section(help, "ENVIRONMENT VARIABLES"),
            "WIKIJS_URL, WIKIJS_API_KEY, WIKIJS_TOKEN_COMMAND, WIKIJS_PROFILE, WIKIJS_CONFIG, NO_COLOR, PAGER "
            "and others: see 'wikijs help environment'.");
        add_paragraphs(add_section(help, "EXIT CODES"),
                       "0 done, 1 failed, 2 usage, 3 not found, 4 authentication or permission, 5 conflict, 6 network, "
                       "130 interrupted, 143 ended by SIGTERM: see 'wikijs help exit-codes'.");
    }
    struct help_section *more = add_section(help, "LEARN MORE");
    char *text = command->subs
                     ? xasprintf("Use '%s <command> --help' for more about a command.", help->name)
                     : xstrdup("Use 'wikijs help <topic>' for: configuration, environment, exit-codes, formatting,"
                               " page-names.");
    add_item(more, HELP_TEXT, NULL, text);
}

void help_add_programs(struct help *help, char *const *names)
{
    if (!*names)
        return;
    struct help_section *added = add_section(help, "COMMANDS OF OTHER PROGRAMS");
    for (; *names; names++)
        add_item(added, HELP_ENTRY, xstrdup(*names), xasprintf("wikijs-%s", *names));
    size_t at = 0;
    while (at + 1 < help->count && !(help->sections[at].title && strcmp(help->sections[at].title, "HELP TOPICS") == 0))
        at++;
    struct help_section last = *added;
    memmove(&help->sections[at + 1], &help->sections[at], (help->count - 1 - at) * sizeof last);
    help->sections[at] = last;
}

void help_of_topic(struct help *help, const struct topic *topic)
{
    *help = (struct help){ .name = xasprintf("wikijs help %s", topic->name), .summary = topic->summary };
    add_paragraphs(add_section(help, NULL), topic->text);
    if (!topic->lists_settings)
        return;
    struct help_section *settings = add_section(help, "SETTINGS");
    for (const struct config_key *key = config_keys; key->name; key++)
        add_item(settings, HELP_ENTRY, xstrdup(key->name), xstrdup(key->about));
    struct help_section *of_webhook = add_section(help, "SETTINGS OF A WEBHOOK");
    for (const struct webhook_key *key = webhook_keys; key->name; key++)
        add_item(of_webhook, HELP_ENTRY, xstrdup(key->name), xstrdup(key->about));
}

void help_free(struct help *help)
{
    for (size_t i = 0; i < help->count; i++) {
        for (size_t j = 0; j < help->sections[i].count; j++) {
            free(help->sections[i].items[j].term);
            free(help->sections[i].items[j].text);
        }
        free(help->sections[i].items);
    }
    free(help->sections);
    free(help->name);
    *help = (struct help){ 0 };
}
