/* SPDX-License-Identifier: MIT */
/*
 * Targets in AsciiDoc: the macros link, xref, image, and cross references between double angles. Blocks that are taken
 * literally, comments and passthroughs are passed over.
 */
#include <stdint.h>
#include <string.h>

#include "transfer/links.h"

struct line {
    size_t at, end; /* without the line break and white space before it */
};

/* What is looked for from many places of a line. */
enum target { CROSS_END, CODE_END, PLUS_END, BRACKET, MACRO_END, IMAGE_END, TARGETS };

/* Where it comes next, seen from anywhere in from..at: so no part of a line is searched twice. */
struct next {
    size_t from, at;
};

struct scanner {
    const char *text;
    wj_link_fn found;
    void *payload;
    wikijs_str images;     /* the value of :imagesdir: */
    struct line delimiter; /* which opened a literal block; empty: none is open */
    bool literal;          /* up to a blank line */
    bool styled;           /* the line before says that the next block is literal */
    bool after_blank;
    struct next next[TARGETS]; /* of the line */
};

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

static bool starts_with(const struct scanner *scanner, size_t at, size_t end, const char *mark)
{
    size_t length = strlen(mark);
    return end - at >= length && memcmp(scanner->text + at, mark, length) == 0;
}

/* --- blocks --- */

static size_t length_of(const struct line *line)
{
    return line->end - line->at;
}

/* A line that opens a block whose content is no markup. */
static bool is_delimiter(const struct scanner *scanner, const struct line *line)
{
    const char *text = scanner->text + line->at;
    if (length_of(line) >= 3 && starts_with(scanner, line->at, line->end, "```"))
        return true;
    if (length_of(line) < 4 || !strchr("-.+/", text[0]))
        return false;
    for (size_t i = 1; i < length_of(line); i++)
        if (text[i] != text[0])
            return false;
    return true;
}

static bool closes(const struct scanner *scanner, const struct line *line)
{
    const struct line *open = &scanner->delimiter;
    if (starts_with(scanner, open->at, open->end, "```"))
        return length_of(line) == 3 && starts_with(scanner, line->at, line->end, "```");
    return length_of(line) == length_of(open) &&
           memcmp(scanner->text + line->at, scanner->text + open->at, length_of(open)) == 0;
}

static bool is_literal_style(const struct scanner *scanner, const struct line *line)
{
    static const char *const styles[] = { "[source",    "[listing",   "[literal", "[stem",
                                          "[latexmath", "[asciimath", "[pass" };
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (starts_with(scanner, line->at, line->end, styles[i]))
            return scanner->text[line->end - 1] == ']';
    return false;
}

/* An indented line behind a blank one is literal, unless it is an item of a list. */
static bool is_indented_literal(const struct scanner *scanner, const struct line *line)
{
    const char *text = scanner->text;
    size_t at = line->at;
    while (at < line->end && (text[at] == ' ' || text[at] == '\t'))
        at++;
    if (at == line->at || !scanner->after_blank || strchr("*-.", text[at]))
        return false;
    while (at < line->end && text[at] >= '0' && text[at] <= '9')
        at++;
    return at >= line->end || text[at] != '.';
}

/* --- looking ahead --- */

static bool is_at(const struct scanner *scanner, enum target target, size_t at, size_t end)
{
    static const char *const marks[] = { [CROSS_END] = ">>", [CODE_END] = "+`", [PLUS_END] = "+++", [BRACKET] = "]" };
    if (target == MACRO_END || target == IMAGE_END)
        return strchr(target == IMAGE_END ? "[]<>" : "[]<> \t", scanner->text[at]) != NULL;
    return starts_with(scanner, at, end, marks[target]);
}

/* Where the target comes, at or behind `at`; `end`, that of the line, when it does not. */
static size_t find(struct scanner *scanner, size_t at, size_t end, enum target target)
{
    struct next *next = &scanner->next[target];
    if (at < next->from || at > next->at) {
        *next = (struct next){ at, at };
        while (next->at < end && !is_at(scanner, target, next->at, end))
            next->at++;
    }
    return next->at;
}

/* --- macros --- */

static void report(const struct scanner *scanner, enum wj_link_form form, size_t start, size_t end, size_t target,
                   size_t target_end)
{
    struct wj_link link = {
        .form = form, .start = start, .end = end, .target_start = target, .target_end = target_end
    };
    if (form == WJ_LINK_ASCIIDOC_IMAGE)
        link.folder = scanner->images;
    scanner->found(&link, scanner->payload);
}

/* "name:target[text]" with the name at `at`; returns where its text begins, or `at` when there is no such macro. */
static size_t take_macro(struct scanner *scanner, size_t at, size_t end, const char *name, enum wj_link_form form)
{
    const char *text = scanner->text;
    if (!starts_with(scanner, at, end, name) || (at > 0 && is_word(text[at - 1])))
        return at;
    size_t target = at + strlen(name);
    size_t stop = find(scanner, target, end, form == WJ_LINK_ASCIIDOC_IMAGE ? IMAGE_END : MACRO_END);
    if (stop >= end || stop == target || text[stop] != '[' || find(scanner, stop, end, BRACKET) >= end ||
        starts_with(scanner, target, end, "++") || text[target] == ' ')
        return at;
    bool whole = form == WJ_LINK_XREF;
    report(scanner, form, whole ? at : target, stop, target, stop);
    return stop + 1;
}

/* "<<target>>" or "<<target,text>>". */
static size_t take_cross(struct scanner *scanner, size_t at, size_t end)
{
    size_t close = find(scanner, at + 2, end, CROSS_END);
    if (close >= end || close == at + 2)
        return at;
    const char *comma = memchr(scanner->text + at, ',', close - at);
    report(scanner, WJ_LINK_CROSS, at, close + 2, at + 2, comma ? (size_t)(comma - scanner->text) : close);
    return close + 2;
}

/* What is passed through at `at`: "`+...+`", "+++...+++", "pass:[...]". Returns where it ends, or `at`. */
static size_t skip_passthrough(struct scanner *scanner, size_t at, size_t end)
{
    static const struct {
        const char *open;
        enum target close;
        size_t width;
    } marks[] = { { "`+", CODE_END, 2 }, { "+++", PLUS_END, 3 }, { "pass:", BRACKET, 1 } };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (starts_with(scanner, at, end, marks[i].open)) {
            size_t close = find(scanner, at + strlen(marks[i].open), end, marks[i].close);
            return close < end ? close + marks[i].width : at;
        }
    }
    return at;
}

static size_t take_next(struct scanner *scanner, size_t at, size_t end)
{
    static const struct {
        const char *name;
        enum wj_link_form form;
    } macros[] = { { "link:", WJ_LINK_ASCIIDOC },
                   { "xref:", WJ_LINK_XREF },
                   { "image::", WJ_LINK_ASCIIDOC_IMAGE },
                   { "image:", WJ_LINK_ASCIIDOC_IMAGE } };
    char c = scanner->text[at];
    if (c == '\\')
        return at + 2;
    size_t after = strchr("`+p", c) ? skip_passthrough(scanner, at, end) : at;
    if (after == at && c == '<' && starts_with(scanner, at, end, "<<"))
        after = take_cross(scanner, at, end);
    for (size_t i = 0; i < sizeof macros / sizeof *macros && after == at && strchr("lxi", c); i++)
        after = take_macro(scanner, at, end, macros[i].name, macros[i].form);
    return after > at ? after : at + 1;
}

static void take_attribute(struct scanner *scanner, const struct line *line)
{
    static const char name[] = ":imagesdir:";
    if (starts_with(scanner, line->at, line->end, name)) {
        size_t value = line->at + sizeof name - 1;
        while (value < line->end && scanner->text[value] == ' ')
            value++;
        scanner->images = (wikijs_str){ scanner->text + value, line->end - value };
    }
}

/* --- the walk --- */

/* True when the line belongs to something literal, or begins it. */
static bool is_literal(struct scanner *scanner, const struct line *line)
{
    if (length_of(&scanner->delimiter) > 0) {
        if (closes(scanner, line))
            scanner->delimiter = (struct line){ 0 };
        return true;
    }
    bool blank = length_of(line) == 0;
    if (scanner->literal && !blank)
        return true;
    scanner->literal = false;
    if (blank)
        return true;
    if (is_delimiter(scanner, line)) {
        scanner->delimiter = *line;
        scanner->styled = false;
        return true;
    }
    scanner->literal = scanner->styled || is_indented_literal(scanner, line);
    scanner->styled = is_literal_style(scanner, line);
    return scanner->literal || starts_with(scanner, line->at, line->end, "//");
}

static void take_line(struct scanner *scanner, const struct line *line)
{
    bool literal = is_literal(scanner, line);
    scanner->after_blank = length_of(line) == 0;
    if (literal)
        return;
    take_attribute(scanner, line);
    for (size_t i = 0; i < TARGETS; i++)
        scanner->next[i].from = SIZE_MAX; /* nothing is known of this line */
    for (size_t at = line->at; at < line->end;)
        at = take_next(scanner, at, line->end);
}

void wj_links_asciidoc(const char *text, size_t length, wj_link_fn found, void *payload)
{
    struct scanner scanner = { .text = text, .found = found, .payload = payload, .after_blank = true };
    for (size_t at = 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t next = newline ? (size_t)(newline - text) + 1 : length;
        struct line line = { at, newline ? next - 1 : length };
        while (line.end > line.at && strchr(" \t\r", text[line.end - 1]))
            line.end--;
        take_line(&scanner, &line);
        at = next;
    }
}
