/* SPDX-License-Identifier: MIT */
/*
 * Goes over the text line by line. A line is first freed of its containers, quotes and list items; what is left belongs to an
 * open fence or HTML block, or begins something, or is one more line of the open paragraph.
 */
#include "transfer/markdown.h"

#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 32, TAB = 4, CODE_INDENT = 4 };

/* The columns where the contents of the open list items begin, outermost first. */
struct lists {
    size_t columns[DEPTH_MAX];
    size_t depth;
};

/* What is left of a line. */
struct line {
    size_t at, end; /* without the line break */
    size_t column;  /* of `at`, behind the last quote's mark */
    size_t quotes;
};

struct scanner {
    const char *text;
    wj_markdown_block_fn block;
    void *payload;
    bool stopped;
    bool open; /* a paragraph: start..end */
    size_t start, end;
    struct lists lists[2]; /* outside of quotes, inside */
    size_t quotes;         /* of the line before */
    char fence;            /* '`' or '~'; 0: none is open */
    size_t fence_width, fence_quotes, fence_column;
    const char *html_end; /* what ends the open HTML block; "": a blank line; NULL: none is open */
    size_t html_start;
};

static const char *const html_blocks[] = {
    "address",  "article",    "aside",  "base",    "basefont", "blockquote", "body",     "caption",  "center",
    "col",      "colgroup",   "dd",     "details", "dialog",   "dir",        "div",      "dl",       "dt",
    "fieldset", "figcaption", "figure", "footer",  "form",     "frame",      "frameset", "h1",       "h2",
    "h3",       "h4",         "h5",     "h6",      "head",     "header",     "hr",       "html",     "iframe",
    "legend",   "li",         "link",   "main",    "menu",     "menuitem",   "nav",      "noframes", "ol",
    "optgroup", "option",     "p",      "param",   "section",  "summary",    "table",    "tbody",    "td",
    "tfoot",    "th",         "thead",  "title",   "tr",       "track",      "ul",
};

/* Elements whose block goes on to their end tag, and other constructs of that sort. */
static const struct {
    const char *open, *close;
} html_spans[] = {
    { "<script", "</script>" }, { "<pre", "</pre>" }, { "<style", "</style>" }, { "<textarea", "</textarea>" },
    { "<!--", "-->" },          { "<?", "?>" },       { "<![CDATA[", "]]>" },
};

/* --- giving blocks away --- */

static void give(struct scanner *scanner, enum wj_markdown_kind kind, size_t start, size_t end)
{
    if (start < end && !scanner->stopped)
        scanner->stopped = !scanner->block(kind, start, end, scanner->payload);
}

static void close_paragraph(struct scanner *scanner, enum wj_markdown_kind kind)
{
    if (scanner->open) {
        scanner->open = false;
        give(scanner, kind, scanner->start, scanner->end);
    }
}

/* --- lines --- */

static bool is_blank(const struct scanner *scanner, const struct line *line)
{
    for (size_t i = line->at; i < line->end; i++)
        if (!strchr(" \t\r", scanner->text[i]))
            return false;
    return true;
}

static char char_at(const struct scanner *scanner, const struct line *line, size_t offset)
{
    return line->at + offset < line->end ? scanner->text[line->at + offset] : '\n';
}

static void skip_spaces(const struct scanner *scanner, struct line *line)
{
    for (; line->at < line->end; line->at++) {
        char c = scanner->text[line->at];
        if (c == ' ')
            line->column++;
        else if (c == '\t')
            line->column += TAB - line->column % TAB;
        else
            return;
    }
}

/* How often `c` stands here in a row. */
static size_t run_length(const struct scanner *scanner, const struct line *line, char c)
{
    size_t count = 0;
    while (char_at(scanner, line, count) == c)
        count++;
    return count;
}

static size_t content_column(const struct scanner *scanner, const struct line *line)
{
    const struct lists *lists = &scanner->lists[line->quotes > 0];
    return lists->depth ? lists->columns[lists->depth - 1] : 0;
}

static void take_quote(const struct scanner *scanner, struct line *line)
{
    line->at++;
    line->quotes++;
    line->column = 0;
    if (char_at(scanner, line, 0) == ' ')
        line->at++;
    skip_spaces(scanner, line);
}

static void skip_quotes(struct scanner *scanner, struct line *line)
{
    skip_spaces(scanner, line);
    while (char_at(scanner, line, 0) == '>' && line->column < content_column(scanner, line) + CODE_INDENT)
        take_quote(scanner, line);
    if (line->quotes && line->quotes != scanner->quotes)
        scanner->lists[1].depth = 0;
    scanner->quotes = line->quotes;
}

/* List items end where a line begins left of their content. */
static void leave_items(struct scanner *scanner, const struct line *line)
{
    struct lists *lists = &scanner->lists[line->quotes > 0];
    while (lists->depth && line->column < lists->columns[lists->depth - 1])
        lists->depth--;
}

/* --- fences --- */

static bool open_fence(struct scanner *scanner, const struct line *line)
{
    char c = char_at(scanner, line, 0);
    size_t width = c == '`' || c == '~' ? run_length(scanner, line, c) : 0;
    if (width < 3)
        return false;
    if (c == '`' && memchr(scanner->text + line->at + width, '`', line->end - line->at - width))
        return false; /* a code span */
    close_paragraph(scanner, WJ_MARKDOWN_TEXT);
    scanner->fence = c;
    scanner->fence_width = width;
    scanner->fence_quotes = line->quotes;
    scanner->fence_column = content_column(scanner, line);
    return true;
}

/* True when the line is a part of the open fence. A fence ends with its container, too. */
static bool stays_in_fence(struct scanner *scanner, const struct line *line)
{
    bool blank = is_blank(scanner, line);
    if (line->quotes < scanner->fence_quotes || (!blank && line->column < scanner->fence_column)) {
        scanner->fence = 0;
        return false;
    }
    size_t width = run_length(scanner, line, scanner->fence);
    struct line rest = *line;
    rest.at += width;
    if (width >= scanner->fence_width && line->column < scanner->fence_column + CODE_INDENT && is_blank(scanner, &rest))
        scanner->fence = 0;
    return true;
}

/* --- HTML --- */

static bool starts_with(const struct scanner *scanner, const struct line *line, const char *text)
{
    size_t length = strlen(text);
    return line->end - line->at >= length && strncasecmp(scanner->text + line->at, text, length) == 0;
}

static bool ends_name(char c)
{
    return strchr(" \t\r\n/>", c) != NULL;
}

static const char *html_end_of(const struct scanner *scanner, const struct line *line)
{
    for (size_t i = 0; i < sizeof html_spans / sizeof *html_spans; i++) {
        const char *open = html_spans[i].open;
        bool is_name = open[1] >= 'a' && open[1] <= 'z';
        if (starts_with(scanner, line, open) && (!is_name || ends_name(char_at(scanner, line, strlen(open)))))
            return html_spans[i].close;
    }
    struct line name = *line;
    name.at += starts_with(scanner, line, "</") ? 2 : 1;
    for (size_t i = 0; i < sizeof html_blocks / sizeof *html_blocks; i++)
        if (starts_with(scanner, &name, html_blocks[i]) && ends_name(char_at(scanner, &name, strlen(html_blocks[i]))))
            return "";
    return NULL;
}

static bool line_holds(const struct scanner *scanner, const struct line *line, const char *text)
{
    for (struct line rest = *line; rest.at < rest.end; rest.at++)
        if (starts_with(scanner, &rest, text))
            return true;
    return false;
}

/* True when the line is a part of the open HTML block. */
static bool stays_in_html(struct scanner *scanner, const struct line *line)
{
    bool to_blank = !*scanner->html_end;
    if (to_blank && !is_blank(scanner, line))
        return true;
    if (to_blank || line_holds(scanner, line, scanner->html_end)) {
        scanner->html_end = NULL;
        give(scanner, WJ_MARKDOWN_HTML, scanner->html_start, line->end);
    }
    return true;
}

static bool open_html(struct scanner *scanner, const struct line *line)
{
    const char *end = char_at(scanner, line, 0) == '<' ? html_end_of(scanner, line) : NULL;
    if (!end)
        return false;
    close_paragraph(scanner, WJ_MARKDOWN_TEXT);
    scanner->html_end = end;
    scanner->html_start = line->at;
    return stays_in_html(scanner, line);
}

/* --- other beginnings --- */

static bool take_heading(struct scanner *scanner, const struct line *line)
{
    size_t level = run_length(scanner, line, '#');
    if (level < 1 || level > 6 || !strchr(" \t\r\n", char_at(scanner, line, level)))
        return false;
    close_paragraph(scanner, WJ_MARKDOWN_TEXT);
    size_t start = line->at + level, end = line->end;
    while (end > start && strchr(" \t\r", scanner->text[end - 1]))
        end--;
    size_t marks = end;
    while (marks > start && scanner->text[marks - 1] == '#')
        marks--;
    if (marks < end && strchr(" \t", scanner->text[marks - 1]) && marks > start)
        end = marks;
    give(scanner, WJ_MARKDOWN_HEADING, start, end);
    return true;
}

/* A line of nothing but `c` and white space; returns how many. */
static size_t count_only(const struct scanner *scanner, const struct line *line, char c, bool spaced)
{
    size_t count = 0, last = line->end;
    while (last > line->at && strchr(" \t\r", scanner->text[last - 1]))
        last--;
    for (size_t i = line->at; i < last; i++) {
        if (scanner->text[i] == c)
            count++;
        else if (!spaced || !strchr(" \t", scanner->text[i]))
            return 0;
    }
    return count;
}

static bool take_rule(struct scanner *scanner, const struct line *line)
{
    bool underline = count_only(scanner, line, '=', false) > 0 || count_only(scanner, line, '-', false) > 0;
    if (scanner->open && underline) {
        close_paragraph(scanner, WJ_MARKDOWN_HEADING);
        return true;
    }
    if (count_only(scanner, line, '-', true) < 3 && count_only(scanner, line, '*', true) < 3 &&
        count_only(scanner, line, '_', true) < 3)
        return false;
    close_paragraph(scanner, WJ_MARKDOWN_TEXT);
    return true;
}

/* How long the marker of a list item is; 0: there is none. */
static size_t marker_length(const struct scanner *scanner, const struct line *line)
{
    size_t length = 0;
    if (strchr("-+*", char_at(scanner, line, 0))) {
        length = 1;
    } else {
        while (length < 9 && char_at(scanner, line, length) >= '0' && char_at(scanner, line, length) <= '9')
            length++;
        bool interrupts = !scanner->open || (length == 1 && char_at(scanner, line, 0) == '1');
        if (length == 0 || !interrupts || !strchr(".)", char_at(scanner, line, length)))
            return 0;
        length++;
    }
    struct line rest = *line;
    rest.at += length;
    bool empty = is_blank(scanner, &rest);
    return (empty && scanner->open) || !strchr(" \t\r\n", char_at(scanner, line, length)) ? 0 : length;
}

static bool take_item(struct scanner *scanner, struct line *line)
{
    size_t length = marker_length(scanner, line);
    if (length == 0)
        return false;
    close_paragraph(scanner, WJ_MARKDOWN_TEXT);
    leave_items(scanner, line);
    size_t marker_end = line->column + length;
    line->at += length;
    line->column = marker_end;
    skip_spaces(scanner, line);
    bool code = line->column > marker_end + CODE_INDENT || is_blank(scanner, line);
    struct lists *lists = &scanner->lists[line->quotes > 0];
    if (lists->depth < DEPTH_MAX)
        lists->columns[lists->depth++] = code ? marker_end + 1 : line->column;
    return true;
}

/* --- the walk --- */

/* List items and quotes that begin here, up to a depth. False: the line ends with them, or is code. */
static bool open_containers(struct scanner *scanner, struct line *line)
{
    for (int depth = 0; depth < DEPTH_MAX; depth++) { /* each looks at the whole line */
        if (is_blank(scanner, line))
            return false;
        size_t content = content_column(scanner, line);
        if (line->column >= content + CODE_INDENT)
            return scanner->open; /* goes on with a paragraph, or is code */
        if (char_at(scanner, line, 0) == '>')
            take_quote(scanner, line);
        else if (take_rule(scanner, line))
            return false;
        else if (!take_item(scanner, line))
            return true;
    }
    return true;
}

static void take_text(struct scanner *scanner, const struct line *line)
{
    if (char_at(scanner, line, 0) == '|') { /* each row of a table stands for itself */
        close_paragraph(scanner, WJ_MARKDOWN_TEXT);
        give(scanner, WJ_MARKDOWN_TEXT, line->at, line->end);
        return;
    }
    if (!scanner->open) {
        scanner->open = true;
        scanner->start = line->at;
    }
    scanner->end = line->end;
}

static void take_line(struct scanner *scanner, struct line line)
{
    skip_quotes(scanner, &line);
    if ((scanner->fence && stays_in_fence(scanner, &line)) || (scanner->html_end && stays_in_html(scanner, &line)))
        return;
    if (is_blank(scanner, &line)) {
        close_paragraph(scanner, WJ_MARKDOWN_TEXT);
        return;
    }
    if (!scanner->open)
        leave_items(scanner, &line);
    if (!open_containers(scanner, &line))
        return;
    bool indented = line.column >= content_column(scanner, &line) + CODE_INDENT;
    if (indented || (!open_fence(scanner, &line) && !open_html(scanner, &line) && !take_heading(scanner, &line)))
        take_text(scanner, &line);
}

void wj_markdown_blocks(const char *text, size_t length, wj_markdown_block_fn block, void *payload)
{
    struct scanner scanner = { .text = text, .block = block, .payload = payload };
    for (size_t at = 0; at < length && !scanner.stopped;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - text) : length;
        take_line(&scanner, (struct line){ .at = at, .end = end });
        at = end + 1;
    }
    close_paragraph(&scanner, WJ_MARKDOWN_TEXT);
    if (scanner.html_end)
        give(&scanner, WJ_MARKDOWN_HTML, scanner.html_start, length);
}
