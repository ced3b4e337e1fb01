/* SPDX-License-Identifier: MIT */
/* `wikijs __doc`: what can be made of, and checked in, the command tree. */
#include "command/help.h"
#include "command/tree.h"
#include "context.h"
#include "output/json.h"
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* One visit of a command in a walk over the tree. */
struct visit {
    struct cli *cli;
    const struct cmd *path[COMMAND_DEPTH];
    size_t depth;
    const char *folder;
    const char *page_name; /* of the page of Markdown that is being made */
    struct buffer page;
    size_t visited;
    int code;
};

typedef void visit_fn(struct visit *visit);

/* Recursion as deep as the tree of constants. */
static void walk(struct visit *visit, visit_fn *work)
{
    const struct cmd *command = visit->path[visit->depth - 1];
    work(visit);
    visit->visited++;
    for (const struct cmd *const *sub = command->subs; sub && *sub; sub++) {
        if ((*sub)->hidden)
            continue;
        visit->path[visit->depth++] = *sub;
        walk(visit, work);
        visit->depth--;
    }
}

static void write_file(struct visit *visit, const char *name, const char *suffix, const struct buffer *text)
{
    char *file = xasprintf("%s/%s%s", visit->folder, name, suffix);
    FILE *out = fopen(file, "we");
    bool good = out && fwrite(text->data, 1, text->length, out) == text->length;
    if (out && fclose(out) != 0)
        good = false;
    if (!good)
        visit->code = report_failure("%s: %s", file, strerror(errno));
    free(file);
}

/* Frees the help. */
static void write_man_page(struct visit *visit, struct help *help)
{
    struct buffer text = { 0 };
    help_to_man(&text, help);
    for (char *at = help->name; *at; at++)
        if (*at == ' ')
            *at = '-';
    write_file(visit, help->name, ".1", &text);
    buffer_free(&text);
    help_free(help);
}

static void write_man(struct visit *visit)
{
    struct help help;
    help_of_command(&help, visit->path, visit->depth);
    write_man_page(visit, &help);
}

static void write_man_of_topics(struct visit *visit)
{
    for (const struct topic *topic = help_topics; topic->name; topic++) {
        struct help help;
        help_of_topic(&help, topic);
        write_man_page(visit, &help);
    }
}

/* --- Markdown: a page for each command of the root, with those below it --- */

static void begin_page(struct visit *visit, const char *name)
{
    visit->page_name = name;
    buffer_adds(&visit->page, "<!-- Made by 'wikijs __doc md docs/cli'. -->\n");
}

static void end_page(struct visit *visit)
{
    struct buffer *page = &visit->page;
    if (!visit->page_name)
        return;
    while (page->length > 1 && page->data[page->length - 1] == '\n' && page->data[page->length - 2] == '\n')
        page->data[--page->length] = '\0';
    write_file(visit, visit->page_name, ".md", page);
    buffer_free(page);
    *page = (struct buffer){ 0 };
}

/* Frees the help. */
static void add_to_page(struct visit *visit, struct help *help, bool is_page)
{
    help_to_markdown(&visit->page, help, is_page);
    help_free(help);
}

static void write_markdown(struct visit *visit)
{
    struct help help;
    if (visit->depth <= 2) {
        end_page(visit);
        begin_page(visit, visit->depth == 1 ? "README" : visit->path[1]->name);
    }
    help_of_command(&help, visit->path, visit->depth);
    add_to_page(visit, &help, visit->depth <= 2);
    if (visit->depth == 2)
        buffer_adds(&visit->page, "It takes the [flags of every command](README.md#flags), too.\n\n");
}

static void write_markdown_of_topics(struct visit *visit)
{
    end_page(visit);
    begin_page(visit, "topics");
    buffer_adds(&visit->page, "# Topics\n\nWhat concerns more than one command.\n\n");
    for (const struct topic *topic = help_topics; topic->name; topic++) {
        struct help help;
        help_of_topic(&help, topic);
        add_to_page(visit, &help, false);
    }
    end_page(visit);
}

/* --- JSON --- */

static void add_member(struct buffer *out, const char *name, const char *value)
{
    buffer_addf(out, "%s\"%s\":", out->data[out->length - 1] == '{' ? "" : ",", name);
    if (value)
        json_add_string(out, value, strlen(value));
    else
        buffer_adds(out, "null");
}

static void add_options(struct buffer *out, const struct opt *table)
{
    for (const struct opt *opt = table; opt && opt->kind != OPT_KIND_END; opt++) {
        buffer_adds(out, out->data[out->length - 1] == '[' ? "{" : ",{");
        char letter[2] = { opt->letter, '\0' };
        add_member(out, "name", opt->name);
        add_member(out, "letter", opt->letter ? letter : NULL);
        add_member(out, "value", opt->value);
        add_member(out, "help", opt->help);
        buffer_addf(out, ",\"hidden\":%s}", opt->hidden ? "true" : "false");
    }
}

static void write_json(struct visit *visit)
{
    const struct cmd *command = visit->path[visit->depth - 1];
    struct buffer name = { 0 }, json = { 0 };
    for (size_t i = 0; i < visit->depth; i++)
        buffer_addf(&name, "%s%s", i ? " " : "", visit->path[i]->name);
    buffer_adds(&json, "{");
    add_member(&json, "name", name.data);
    add_member(&json, "alias", command->alias);
    add_member(&json, "summary", command->summary);
    add_member(&json, "usage", command->usage);
    add_member(&json, "model", command->model);
    add_member(&json, "since", command->since);
    buffer_adds(&json, ",\"options\":[");
    add_options(&json, command->opts);
    if (command->model)
        add_options(&json, output_opts);
    if (visit->depth == 1)
        add_options(&json, global_opts);
    buffer_adds(&json, "],\"examples\":[");
    for (const struct example *example = command->examples; example && example->command; example++) {
        buffer_adds(&json, example == command->examples ? "" : ",");
        json_add_string(&json, example->command, strlen(example->command));
    }
    buffer_adds(&json, "]}");
    stream_addf(&visit->cli->out, "%s%s", visit->visited ? ",\n" : "", json.data);
    buffer_free(&json);
    buffer_free(&name);
}

/* The first simple command of a line of shell, as words; quotes and backslashes are undone. */
static size_t split_words(char *line, const char **words, size_t most)
{
    size_t count = 0;
    char *in = line, *out = line;
    while (*in && count < most) {
        in += strspn(in, " ");
        if (!*in || strchr("|<>&;", *in))
            break;
        words[count++] = out;
        char quote = '\0';
        for (; *in && (quote || !strchr(" |<>&;", *in)); in++) {
            if (quote && *in == quote)
                quote = '\0';
            else if (!quote && (*in == '\'' || *in == '"'))
                quote = *in;
            else
                *out++ = *in;
        }
        char end = *in;
        in += end == ' ';
        *out++ = '\0';
        if (end && end != ' ')
            break;
    }
    return count;
}

static void find_fault(struct visit *visit, const char *what, const char *text)
{
    const struct cmd *command = visit->path[visit->depth - 1];
    visit->code = report_failure("%s: %s: %s", command->name, what, text ? text : "none");
}

static void check_example(struct visit *visit, const char *text)
{
    const char *words[64];
    char *copy = xstrdup(text);
    size_t count = split_words(copy, words, 64);
    size_t start = 0;
    while (start < count && strcmp(words[start], "wikijs") != 0)
        start++;
    struct parsed parsed = { 0 };
    if (start < count && !parse(&parsed, words + start + 1, count - start - 1))
        find_fault(visit, parsed.problem, text);
    if (start < count)
        parsed_free(&parsed);
    free(copy);
}

static void check_command(struct visit *visit)
{
    const struct cmd *command = visit->path[visit->depth - 1];
    size_t length = command->summary ? strlen(command->summary) : 0;
    if (length == 0 || length > 60 || command->summary[length - 1] == '.')
        find_fault(visit, "summary", command->summary);
    if (!command->since)
        find_fault(visit, "since", NULL);
    if (!command->subs == !command->run)
        find_fault(visit, "neither group nor command", command->name);
    if (!command->examples || !command->examples->command)
        find_fault(visit, "examples", NULL);
    for (const struct example *example = command->examples; example && example->command; example++)
        check_example(visit, example->command);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    const char *what = operands->items[0];
    struct visit visit = { .cli = cli, .path = { &root_command }, .depth = 1 };
    visit.folder = operands->count > 1 ? operands->items[1] : ".";
    if (operands->count > 1 && mkdir(visit.folder, 0777) != 0 && errno != EEXIST)
        return report_failure("%s: %s", visit.folder, strerror(errno));
    if (strcmp(what, "man") == 0) {
        walk(&visit, write_man);
        write_man_of_topics(&visit);
    } else if (strcmp(what, "md") == 0) {
        walk(&visit, write_markdown);
        write_markdown_of_topics(&visit);
    } else if (strcmp(what, "json") == 0) {
        stream_adds(&cli->out, "[");
        walk(&visit, write_json);
        stream_adds(&cli->out, "]\n");
    } else if (strcmp(what, "check") == 0) {
        walk(&visit, check_command);
    } else {
        return report_usage(cli, "'%s' is none of man, md, json and check", what);
    }
    return visit.code;
}

const struct cmd cmd_doc = {
    .name = "__doc",
    .summary = "Write manual pages, or check the command tree",
    .usage = "{man | md | json | check} [<folder>]",
    .min_operands = 1,
    .max_operands = 2,
    .run = run,
    .hidden = true,
    .since = "0.1",
};
