/* SPDX-License-Identifier: MIT */
/*
 * A help as Markdown. The page of the root has a heading for each section and is the index of the others; commands share
 * the page of their group, so they are kept short: what all of them have stands on the root's page alone.
 */
#include "command/help.h"

#include <ctype.h>
#include <string.h>

static bool is_root(const struct help *help)
{
    return !strchr(help->name, ' ');
}

/* What Markdown would take for its own is escaped. */
static void add_text(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\*<[", *text))
            buffer_addc(out, '\\');
        buffer_addc(out, *text);
    }
}

/* "HELP TOPICS" -> "Help topics"; JSON stays what it is. */
static void add_title(struct buffer *out, const char *title)
{
    size_t kept = strncmp(title, "JSON ", 5) == 0 ? 4 : 1;
    for (size_t i = 0; title[i]; i++)
        buffer_addc(out, i < kept ? title[i] : (char)tolower((unsigned char)title[i]));
}

/* The place of a command: a page of its own for those of the root, else a section of this page. */
static void add_target(struct buffer *out, const struct help *help, const char *term)
{
    if (is_root(help)) {
        buffer_addf(out, "%s.md", term);
        return;
    }
    buffer_addc(out, '#');
    for (const char *at = help->name; *at; at++)
        buffer_addc(out, *at == ' ' ? '-' : *at);
    buffer_addf(out, "-%s", term);
}

static void add_entry(struct buffer *out, const struct help *help, const char *title, const struct help_item *item)
{
    const char *term = item->term + strspn(item->term, " ");
    if (strcmp(title, "HELP TOPICS") == 0) {
        buffer_addf(out, "- [`%s`](topics.md#wikijs-help-%s)", term, term);
    } else if (*term == '-' || strncmp(title, "SETTINGS", 8) == 0) {
        buffer_addf(out, "- `%s`", term);
    } else { /* a command, below the title of its group */
        buffer_addf(out, "- [`%s`](", term);
        add_target(out, help, term);
        buffer_addc(out, ')');
    }
    buffer_adds(out, ": ");
    add_text(out, item->text);
    buffer_addc(out, '\n');
}

static void add_examples(struct buffer *out, const struct help_section *section)
{
    buffer_adds(out, "```sh\n");
    for (size_t i = 0; i < section->count; i++)
        buffer_addf(out, "%s# %s\n%s\n", i ? "\n" : "", section->items[i].text, section->items[i].term);
    buffer_adds(out, "```\n\n");
}

static void add_items(struct buffer *out, const struct help *help, const struct help_section *section)
{
    for (size_t i = 0; i < section->count; i++) {
        const struct help_item *item = &section->items[i];
        if (item->kind == HELP_ENTRY) {
            add_entry(out, help, section->title, item);
        } else if (item->kind == HELP_CODE) {
            buffer_addf(out, "```text\n%s\n```\n\n", item->text);
        } else {
            add_text(out, item->text);
            buffer_adds(out, "\n\n");
        }
    }
    if (section->count && section->items[section->count - 1].kind == HELP_ENTRY)
        buffer_addc(out, '\n');
}

static bool is_said_once(const char *title)
{
    return title && (strcmp(title, "INHERITED FLAGS") == 0 || strcmp(title, "LEARN MORE") == 0);
}

static bool explains_itself(const char *title)
{
    return !title || strcmp(title, "USAGE") == 0 || strcmp(title, "COMMANDS") == 0 || strcmp(title, "FLAGS") == 0;
}

void help_to_markdown(struct buffer *out, const struct help *help, bool is_page)
{
    buffer_addf(out, "%s %s\n\n", is_page ? "#" : "##", help->name);
    for (size_t i = 0; i < help->count; i++) {
        const struct help_section *section = &help->sections[i];
        if (is_said_once(section->title))
            continue;
        if (is_root(help) && section->title) {
            buffer_adds(out, "## ");
            add_title(out, section->title);
            buffer_adds(out, "\n\n");
        }
        if (section->count && section->items[0].kind == HELP_EXAMPLE) {
            add_examples(out, section);
            continue;
        }
        if (!is_root(help) && !explains_itself(section->title)) {
            add_title(out, section->title);
            buffer_adds(out, section->items[0].kind == HELP_TEXT ? ": " : ":\n\n");
        }
        add_items(out, help, section);
    }
}
