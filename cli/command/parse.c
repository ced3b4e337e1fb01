/* SPDX-License-Identifier: MIT */
#include "command/parse.h"

#include "command/value.h"
#include "memory.h"
#include "output/plan.h"
#include "text/match.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const struct cmd *parsed_command(const struct parsed *parsed)
{
    return parsed->path[parsed->depth - 1];
}

char *parsed_name(const struct parsed *parsed)
{
    char *name = xstrdup(parsed->path[0]->name);
    for (size_t i = 1; i < parsed->depth; i++) {
        char *longer = xasprintf("%s %s", name, parsed->path[i]->name);
        free(name);
        name = longer;
    }
    return name;
}

const struct cmd *command_find(const struct cmd *parent, const char *name)
{
    for (const struct cmd *const *sub = parent->subs; sub && *sub; sub++)
        if (strcmp((*sub)->name, name) == 0 || ((*sub)->alias && strcmp((*sub)->alias, name) == 0))
            return *sub;
    return NULL;
}

void command_tables(const struct cmd *command, const struct opt *tables[4])
{
    size_t count = 0;
    if (command->opts)
        tables[count++] = command->opts;
    if (command->model)
        tables[count++] = output_opts;
    tables[count++] = global_opts;
    tables[count] = NULL;
}

static CLI_PRINTF(2, 3) bool refuse(struct parsed *parsed, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    free(parsed->problem);
    parsed->problem = xvasprintf(format, arguments);
    va_end(arguments);
    return false;
}

static void advise(struct parsed *parsed, const char *prefix, const char *name)
{
    if (name && !parsed->advice)
        parsed->advice = xasprintf("%s%s", prefix, name);
}

/* Where the value of an option goes: global options have a struct of their own. */
static void *base_of(struct parsed *parsed, const struct opt *table)
{
    return table == global_opts ? (void *)&parsed->globals : parsed->args;
}

struct found {
    const struct opt *opt;
    const struct opt *table;
};

static struct found find_opt(const struct parsed *parsed, const char *name, size_t length, char letter)
{
    const struct opt *tables[4];
    command_tables(parsed_command(parsed), tables);
    for (size_t t = 0; tables[t]; t++) {
        for (const struct opt *opt = tables[t]; opt->kind != OPT_KIND_END; opt++) {
            bool same = name ? strlen(opt->name) == length && strncmp(opt->name, name, length) == 0
                             : opt->letter && opt->letter == letter;
            if (same)
                return (struct found){ opt, tables[t] };
        }
    }
    return (struct found){ NULL, NULL };
}

static bool refuse_unknown_option(struct parsed *parsed, const char *name, size_t length)
{
    const struct opt *tables[4];
    const char *names[128];
    size_t count = 0;
    command_tables(parsed_command(parsed), tables);
    for (size_t t = 0; tables[t]; t++)
        for (const struct opt *opt = tables[t]; opt->kind != OPT_KIND_END && count < 127; opt++)
            if (!opt->hidden)
                names[count++] = opt->name;
    names[count] = NULL;
    char *mistyped = xstrndup(name, length);
    refuse(parsed, "unknown option '--%s'", mistyped);
    advise(parsed, "--", text_nearest(mistyped, names));
    free(mistyped);
    return false;
}

static bool refuse_missing_value(struct parsed *parsed, const char *option)
{
    parsed->incomplete = true;
    return refuse(parsed, "'%s' needs a value", option);
}

static bool takes_value(const struct opt *opt)
{
    return opt->kind != OPT_KIND_FLAG && opt->kind != OPT_KIND_SET;
}

static bool store_int(struct parsed *parsed, const struct opt *opt, void *base, const char *value)
{
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (end == value || *end || strspn(value, " \t"))
        return refuse(parsed, "'--%s' needs a number, not '%s'", opt->name, value);
    if (errno == ERANGE && number > 0)
        return refuse(parsed, "'--%s' is too large", opt->name);
    if (number < opt->min || (opt->max && number > opt->max)) {
        if (opt->max)
            return refuse(parsed, "'--%s' must be between %" PRId64 " and %" PRId64, opt->name, opt->min, opt->max);
        return refuse(parsed, "'--%s' must be at least %" PRId64, opt->name, opt->min);
    }
    *OPT_VALUE(base, opt, int64_t) = number;
    return true;
}

static bool store_enum(struct parsed *parsed, const struct opt *opt, void *base, const char *value)
{
    char *listed = xstrdup("");
    for (int i = 0; opt->choices[i]; i++) {
        if (strcasecmp(opt->choices[i], value) == 0) {
            *OPT_VALUE(base, opt, int) = i + 1;
            free(listed);
            return true;
        }
        char *longer = xasprintf("%s%s%s", listed, i ? ", " : "", opt->choices[i]);
        free(listed);
        listed = longer;
    }
    refuse(parsed, "'--%s' knows no '%s', only: %s", opt->name, value, listed);
    free(listed);
    return false;
}

static bool store(struct parsed *parsed, struct found found, const char *value)
{
    void *base = base_of(parsed, found.table);
    const struct opt *opt = found.opt;
    const char *needed = value ? value_needed(opt->complete, value) : NULL;
    if (needed)
        return refuse(parsed, "'--%s' needs %s, not '%s'", opt->name, needed, value);
    switch (opt->kind) {
    case OPT_KIND_FLAG:
        *OPT_VALUE(base, opt, bool) = true;
        return true;
    case OPT_KIND_SET:
        if (*OPT_VALUE(base, opt, int) && *OPT_VALUE(base, opt, int) != (int)opt->initial)
            return refuse(parsed, "'--%s' contradicts what was given before it", opt->name);
        *OPT_VALUE(base, opt, int) = (int)opt->initial;
        return true;
    case OPT_KIND_STRING:
    case OPT_KIND_FIELDS:
        *OPT_VALUE(base, opt, const char *) = value;
        return true;
    case OPT_KIND_INT:
        return store_int(parsed, opt, base, value);
    case OPT_KIND_ENUM:
        return store_enum(parsed, opt, base, value);
    case OPT_KIND_LIST: {
        struct opt_list *list = OPT_VALUE(base, opt, struct opt_list);
        list->items = xreallocarray(list->items, list->count + 1, sizeof *list->items);
        list->items[list->count++] = value;
        return true;
    }
    case OPT_KIND_END:
        break;
    }
    return false;
}

/* The words that are still to be read. */
struct reader {
    const char *const *words;
    size_t count;
    size_t at;
};

/* The value of an option that was not given in the same word. */
static const char *next_value(struct reader *reader, const struct opt *opt)
{
    const char *next = reader->at + 1 < reader->count ? reader->words[reader->at + 1] : NULL;
    if (opt->kind == OPT_KIND_FIELDS && (!next || next[0] == '-'))
        return "";
    if (next)
        reader->at++;
    return next;
}

static bool parse_long(struct parsed *parsed, struct reader *reader, const char *word)
{
    const char *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    struct found found = find_opt(parsed, word, length, 0);
    if (!found.opt)
        return refuse_unknown_option(parsed, word, length);
    if (!takes_value(found.opt)) {
        if (equals)
            return refuse(parsed, "'--%s' takes no value", found.opt->name);
        return store(parsed, found, NULL);
    }
    const char *value = equals ? equals + 1 : next_value(reader, found.opt);
    if (value)
        return store(parsed, found, value);
    char *option = xasprintf("--%s", found.opt->name);
    refuse_missing_value(parsed, option);
    free(option);
    return false;
}

static bool parse_letters(struct parsed *parsed, struct reader *reader, const char *letters)
{
    for (; *letters; letters++) {
        struct found found = find_opt(parsed, NULL, 0, *letters);
        if (!found.opt)
            return refuse(parsed, "unknown option '-%c'", *letters);
        if (!takes_value(found.opt)) {
            if (!store(parsed, found, NULL))
                return false;
            continue;
        }
        const char *value = letters[1] ? letters + 1 : next_value(reader, found.opt);
        if (!value)
            return refuse_missing_value(parsed, (const char[]){ '-', *letters, '\0' });
        return store(parsed, found, *value == '=' && letters[1] ? value + 1 : value);
    }
    return true;
}

static void set_defaults(const struct opt *table, void *args)
{
    for (const struct opt *opt = table; opt && opt->kind != OPT_KIND_END; opt++)
        if (opt->kind == OPT_KIND_INT)
            *OPT_VALUE(args, opt, int64_t) = opt->initial;
}

static const char *nearest_command(const struct cmd *parent, const char *word)
{
    const char *names[64];
    size_t count = 0;
    for (const struct cmd *const *each = parent->subs; *each && count < 63; each++)
        if (!(*each)->hidden)
            names[count++] = (*each)->name;
    names[count] = NULL;
    return text_nearest(word, names);
}

static bool refuse_command(struct parsed *parsed, const struct cmd *parent, const char *word)
{
    char *name = parsed_name(parsed);
    refuse(parsed, "'%s' has no command '%s'", name, word);
    /* Most of what there is to do is done to pages: "wikijs list". */
    const struct cmd *pages = parsed->depth == 1 ? command_find(parent, "pages") : NULL;
    const char *nearest = nearest_command(parent, word);
    if (pages && command_find(pages, word))
        parsed->advice = xasprintf("%s pages %s", name, word);
    else if (nearest)
        parsed->advice = xasprintf("%s %s", name, nearest);
    free(name);
    return false;
}

static bool enter(struct parsed *parsed, const char *word)
{
    const struct cmd *parent = parsed_command(parsed);
    const struct cmd *sub = command_find(parent, word);
    if (!sub)
        return refuse_command(parsed, parent, word);
    parsed->path[parsed->depth++] = sub;
    if (!sub->subs) {
        parsed->args = xcalloc(1, sub->args_size);
        set_defaults(sub->opts, parsed->args);
    }
    return true;
}

/* A program may know the word that this one does not. Always false. */
static bool note_foreign(struct parsed *parsed, const struct reader *reader)
{
    if (parsed->depth == 1) {
        parsed->foreign = reader->words[reader->at];
        parsed->foreign_rest = reader->words + reader->at + 1;
    }
    return false;
}

static void add_operand(struct parsed *parsed, const char *word)
{
    struct operands *operands = &parsed->operands;
    operands->items = xreallocarray(operands->items, operands->count + 1, sizeof *operands->items);
    operands->items[operands->count++] = word;
}

/* "--json" alone asks for the names of the fields: of nothing in particular. */
static bool lists_fields(const struct parsed *parsed)
{
    const struct output_args *args = parsed->args;
    return parsed_command(parsed)->model && args->json && !*args->json && !parsed->operands.count;
}

static bool check_operands(struct parsed *parsed)
{
    const struct cmd *command = parsed_command(parsed);
    if (command->subs || parsed->globals.help || lists_fields(parsed))
        return true;
    parsed->incomplete = parsed->operands.count < command->min_operands;
    if (parsed->incomplete)
        return refuse(parsed, "'%s' needs %s", command->name, command->usage);
    if (parsed->operands.count > command->max_operands)
        return refuse(parsed, "'%s' does not take '%s'", command->name, parsed->operands.items[command->max_operands]);
    for (size_t i = 0; command->complete == COMPLETE_LOCALE && i < parsed->operands.count; i++)
        if (!value_is_locale(parsed->operands.items[i]))
            return refuse(parsed, "'%s' needs %s, not '%s'", command->name,
                          value_needed(COMPLETE_LOCALE, parsed->operands.items[i]), parsed->operands.items[i]);
    return true;
}

/* A flag that all commands have and this one says more of is the same flag, wherever it stands. */
static void share_flags(struct parsed *parsed)
{
    const struct opt *own = parsed->args ? parsed_command(parsed)->opts : NULL;
    for (; own && own->kind != OPT_KIND_END; own++)
        for (const struct opt *opt = global_opts; opt->kind != OPT_KIND_END; opt++) {
            if (own->kind != OPT_KIND_FLAG || opt->kind != OPT_KIND_FLAG || strcmp(own->name, opt->name) != 0)
                continue;
            bool *here = OPT_VALUE(parsed->args, own, bool), *there = OPT_VALUE(&parsed->globals, opt, bool);
            *here = *there = *here || *there;
        }
}

/*
 * --locale of a command that takes names or a choice of pages: for the names it is what it is before the command, the
 * locale of those that have none.
 */
static void share_texts(struct parsed *parsed)
{
    const struct cmd *command = parsed_command(parsed);
    bool names_pages = command->complete == COMPLETE_PAGE && parsed->operands.count;
    for (const struct opt *own = names_pages ? command->opts : NULL; own && own->kind != OPT_KIND_END; own++)
        for (const struct opt *opt = global_opts; opt->kind != OPT_KIND_END; opt++) {
            if (own->kind != OPT_KIND_STRING || opt->kind != OPT_KIND_STRING || strcmp(own->name, opt->name) != 0)
                continue;
            const char **there = OPT_VALUE(&parsed->globals, opt, const char *);
            *there = *there ? *there : *OPT_VALUE(parsed->args, own, const char *);
        }
}

bool parse(struct parsed *parsed, const char *const *words, size_t count)
{
    *parsed = (struct parsed){ .path = { &root_command }, .depth = 1 };
    struct reader reader = { words, count, 0 };
    bool only_operands = false;
    for (; reader.at < count; reader.at++) {
        const char *word = words[reader.at];
        bool good = true;
        if (!only_operands && strcmp(word, "--") == 0)
            only_operands = true;
        else if (!only_operands && word[0] == '-' && word[1] == '-')
            good = parse_long(parsed, &reader, word + 2);
        else if (!only_operands && word[0] == '-' && word[1])
            good = parse_letters(parsed, &reader, word + 1);
        else if (parsed_command(parsed)->subs)
            good = enter(parsed, word) || note_foreign(parsed, &reader);
        else
            add_operand(parsed, word);
        if (!good)
            return false;
    }
    share_flags(parsed);
    share_texts(parsed);
    return check_operands(parsed);
}

static void free_lists(const struct opt *table, void *args)
{
    for (const struct opt *opt = table; opt && opt->kind != OPT_KIND_END; opt++)
        if (opt->kind == OPT_KIND_LIST)
            free(OPT_VALUE(args, opt, struct opt_list)->items);
}

void parsed_free(struct parsed *parsed)
{
    free_lists(global_opts, &parsed->globals);
    if (parsed->args)
        free_lists(parsed_command(parsed)->opts, parsed->args);
    free(parsed->args);
    free(parsed->operands.items);
    free(parsed->problem);
    free(parsed->advice);
}
