/* SPDX-License-Identifier: MIT */
#include "cmd/pages/match_line.h"

#include "memory.h"
#include "page_selection.h"
#include "text/sanitize.h"
#include "text/width.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char name_color[] = "\033[35m", number_color[] = "\033[32m", match_color[] = "\033[1;31m",
                  no_color[] = "\033[0m";

/* What is left of a line on the terminal, and what fills it. */
struct room {
    struct cli *cli;
    size_t columns;
};

static void add_colored(struct cli *cli, const char *color, const char *text)
{
    if (cli->terminal.color_out)
        stream_adds(&cli->out, color);
    stream_foreign_line(&cli->out, text, strlen(text));
    if (cli->terminal.color_out)
        stream_adds(&cli->out, no_color);
}

/* Part of the text, as far as there is room. Returns false when it was cut. */
static bool add_part(struct room *room, const char *text, size_t length, const char *color)
{
    struct buffer harmless = { 0 };
    sanitize(&harmless, text, length, SANITIZE_LINE);
    size_t width = text_width(buffer_text(&harmless), harmless.length);
    size_t fits = width <= room->columns ? harmless.length : text_fit(harmless.data, harmless.length, room->columns);
    bool colored = color && room->cli->terminal.color_out && fits;
    if (colored)
        stream_adds(&room->cli->out, color);
    stream_add(&room->cli->out, buffer_text(&harmless), fits);
    if (colored)
        stream_adds(&room->cli->out, no_color);
    bool whole = fits == harmless.length;
    room->columns = whole ? room->columns - width : 0;
    buffer_free(&harmless);
    return whole;
}

static size_t width_of(const char *text, size_t length)
{
    struct buffer harmless = { 0 };
    sanitize(&harmless, text, length, SANITIZE_LINE);
    size_t width = text_width(buffer_text(&harmless), harmless.length);
    buffer_free(&harmless);
    return width;
}

/* Where the text has to begin so that its first match is seen; a third of the room goes to what stands before. */
static size_t first_shown(const struct room *room, const wikijs_str *text, const wikijs_str *found)
{
    size_t before = (size_t)(found->ptr - text->ptr);
    size_t width = width_of(text->ptr, before), match = width_of(found->ptr, found->len);
    if (width + match < room->columns || width <= room->columns / 3)
        return 0;
    /* Each character takes a column or more, but for the few that are shown longer than they are. */
    size_t skip = text_fit(text->ptr, before, width - room->columns / 3);
    return skip < before ? skip : before;
}

static void add_ellipsis(struct cli *cli)
{
    stream_adds(&cli->out, cli->terminal.unicode ? "…" : "...");
}

/* All matches of the line in colour, cut on both sides. */
static void add_text(struct match_printer *printer, const wikijs_page_match *match, size_t columns)
{
    size_t ellipsis = printer->cli->terminal.unicode ? 1 : 3;
    bool fits = width_of(match->text.ptr, match->text.len) <= columns;
    struct room room = { printer->cli, fits || columns < 2 * ellipsis ? columns : columns - ellipsis };
    wikijs_str found = { 0 };
    wikijs_error ignored;
    bool more = wikijs_matcher_find(printer->matcher, match->text, 0, &found, &ignored) > 0;
    size_t at = more && !fits ? first_shown(&room, &match->text, &found) : 0;
    if (at) {
        add_ellipsis(printer->cli);
        room.columns -= ellipsis < room.columns ? ellipsis : room.columns;
    }
    bool whole = true;
    while (whole && more && found.len) {
        size_t start = (size_t)(found.ptr - match->text.ptr);
        whole = add_part(&room, match->text.ptr + at, start - at, NULL) &&
                add_part(&room, found.ptr, found.len, match_color);
        at = start + found.len;
        more = wikijs_matcher_find(printer->matcher, match->text, at, &found, &ignored) > 0;
    }
    if (whole)
        whole = add_part(&room, match->text.ptr + at, match->text.len - at, NULL);
    if (!whole)
        add_ellipsis(printer->cli);
}

static void take_name(struct match_printer *printer, const wikijs_page_match *match)
{
    if (printer->page_id == match->id && printer->name)
        return;
    free(printer->name);
    printer->name = page_name_of(printer->cli, match->locale, match->path);
    if (printer->cli->terminal.out && match->line) {
        stream_adds(&printer->cli->out, printer->page_id ? "\n" : "");
        add_colored(printer->cli, name_color, printer->name);
        stream_adds(&printer->cli->out, "\n");
    }
    printer->page_id = match->id;
}

void match_print(struct match_printer *printer, const wikijs_page_match *match)
{
    struct cli *cli = printer->cli;
    context_page(cli);
    take_name(printer, match);
    char *number = strcmp(match->field, "content") == 0 ? xasprintf("%" PRId64, match->line) : xstrdup(match->field);
    bool numbered = printer->numbers || strcmp(number, match->field) == 0;
    size_t used = numbered ? strlen(number) + 1 : 0;
    if (!cli->terminal.out) {
        stream_addf(&cli->out, "%s:", printer->name);
        stream_addf(&cli->out, numbered ? "%s:" : "", number);
        stream_foreign_line(&cli->out, match->text.ptr, match->text.len);
    } else {
        if (numbered) {
            add_colored(cli, number_color, number);
            stream_adds(&cli->out, ":");
        }
        add_text(printer, match, cli->terminal.columns > used ? cli->terminal.columns - used : 1);
    }
    stream_adds(&cli->out, "\n");
    free(number);
}

void match_print_page(struct match_printer *printer, const wikijs_page_match *page)
{
    struct cli *cli = printer->cli;
    context_page(cli);
    take_name(printer, page);
    add_colored(cli, name_color, printer->name);
    if (page->present & WIKIJS_BIT(WIKIJS_PAGE_MATCH_COUNT))
        stream_addf(&cli->out, ":%" PRId64, page->count);
    stream_adds(&cli->out, "\n");
}

void match_printer_free(struct match_printer *printer)
{
    free(printer->name);
    printer->name = NULL;
}
