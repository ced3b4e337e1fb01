/* SPDX-License-Identifier: MIT */
/* Two ways to print a help: for a terminal, and as a manual page. markdown.c has the third. */
#include "command/help.h"

#include "text/wrap.h"

#include <wikijs/client.h>

#include <stdlib.h>
#include <string.h>

/* A longer one stands on a line of its own: in a narrow terminal little room would be left beside it. */
static size_t widest_term(const struct help_section *section, size_t columns)
{
    size_t widest = 0, longest = columns < 80 ? columns / 3 : 30;
    for (size_t i = 0; i < section->count; i++) {
        size_t length = section->items[i].kind == HELP_ENTRY ? strlen(section->items[i].term) : 0;
        widest = length > widest && length <= longest ? length : widest;
    }
    return widest;
}

static void add_entry_text(struct buffer *out, const struct help_item *item, size_t term_width, size_t columns)
{
    size_t length = strlen(item->term);
    size_t indent = 2 + term_width + 2;
    buffer_addf(out, "  %s", item->term);
    if (length > term_width) {
        buffer_addc(out, '\n');
        buffer_fill(out, ' ', indent);
    } else {
        buffer_fill(out, ' ', term_width + 2 - length);
    }
    text_wrap(out, item->text, indent, columns);
}

/* Each line with two more blanks in front. */
static void add_code_text(struct buffer *out, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        buffer_adds(out, "  ");
        buffer_add(out, text, length);
        buffer_addc(out, '\n');
        text += length + (text[length] == '\n');
    }
}

void help_to_text(struct buffer *out, const struct help *help, size_t columns, bool color)
{
    if (columns > 100)
        columns = 100;
    for (size_t i = 0; i < help->count; i++) {
        const struct help_section *section = &help->sections[i];
        size_t term_width = widest_term(section, columns);
        if (i)
            buffer_addc(out, '\n');
        if (section->title)
            buffer_addf(out, "%s%s%s\n", color ? "\033[1m" : "", section->title, color ? "\033[0m" : "");
        for (size_t j = 0; j < section->count; j++) {
            const struct help_item *item = &section->items[j];
            size_t indent = section->title ? 2 : 0;
            if (j && item->kind != HELP_ENTRY)
                buffer_addc(out, '\n');
            if (item->kind == HELP_ENTRY) {
                add_entry_text(out, item, term_width, columns);
            } else if (item->kind == HELP_TEXT) {
                buffer_fill(out, ' ', indent);
                text_wrap(out, item->text, indent, columns);
            } else if (item->kind == HELP_CODE) {
                add_code_text(out, item->text);
            } else {
                buffer_addf(out, "  # %s\n  $ %s\n", item->text, item->term);
            }
        }
    }
}

/* roff: a backslash starts an escape, a dot or a quote at the start of a line a request, and "-" is a hyphen. */
static void add_roff(struct buffer *out, const char *text)
{
    bool line_start = true;
    for (; *text; text++) {
        if (line_start && (*text == '.' || *text == '\''))
            buffer_adds(out, "\\&");
        if (*text == '\\')
            buffer_adds(out, "\\e");
        else if (*text == '-')
            buffer_adds(out, "\\-");
        else
            buffer_addc(out, *text);
        line_start = *text == '\n';
    }
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

static void add_roff_code(struct buffer *out, const char *text)
{
    buffer_adds(out, ".PP\n.nf\n.RS\n");
    add_roff(out, text);
    buffer_adds(out, "\n.RE\n.fi\n");
}

static void add_roff_item(struct buffer *out, const struct help_item *item)
{
    switch (item->kind) {
    case HELP_ENTRY:
        buffer_adds(out, ".TP\n\\fB");
        add_roff(out, skip_blanks(item->term));
        buffer_adds(out, "\\fR\n");
        add_roff(out, item->text);
        buffer_addc(out, '\n');
        break;
    case HELP_TEXT:
        buffer_adds(out, ".PP\n");
        add_roff(out, item->text);
        buffer_addc(out, '\n');
        break;
    case HELP_CODE:
        add_roff_code(out, item->text);
        break;
    case HELP_EXAMPLE:
        buffer_adds(out, ".PP\n");
        add_roff(out, item->text);
        buffer_adds(out, ":\n");
        add_roff_code(out, item->term);
        break;
    }
}

/* "wikijs pages list" -> "wikijs-pages-list" */
static char *page_name(const char *name)
{
    char *copy = xstrdup(name);
    for (char *at = copy; *at; at++)
        if (*at == ' ')
            *at = '-';
    return copy;
}

void help_to_man(struct buffer *out, const struct help *help)
{
    char *name = page_name(help->name);
    buffer_addf(out, ".\\\" Made by 'wikijs __doc man'.\n.TH \"%s\" \"1\" \"\" \"wikijs %s\" \"User Commands\"\n", name,
                wikijs_version());
    buffer_adds(out, ".SH NAME\n");
    add_roff(out, name);
    buffer_adds(out, " \\- ");
    add_roff(out, help->summary);
    buffer_addc(out, '\n');
    free(name);
    for (size_t i = 0; i < help->count; i++) {
        const struct help_section *section = &help->sections[i];
        const char *title = section->title ? section->title : "DESCRIPTION";
        if (strcmp(title, "USAGE") == 0)
            title = "SYNOPSIS";
        buffer_addf(out, ".SH \"%s\"\n", title);
        for (size_t j = 0; j < section->count; j++)
            add_roff_item(out, &section->items[j]);
    }
}
