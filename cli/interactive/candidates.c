/* SPDX-License-Identifier: MIT */
#include "interactive/candidates.h"

#include "text/utf8.h"
#include "text/width.h"
#include "text/words.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LISTED = 100 };

/* The next candidate, or NULL; marks such as ":nospace" are skipped. `*at` moves on. */
static const char *next(const char **at, size_t *length)
{
    while (**at) {
        const char *line = *at;
        size_t size = strcspn(line, "\n");
        *at = line + size + (line[size] == '\n');
        *length = strcspn(line, "\t\n");
        if (line[0] != ':' && *length)
            return line;
    }
    return NULL;
}

/* The common start of all candidates; *count is how many there are. */
static char *common_start(const char *candidates, size_t *count)
{
    const char *at = candidates, *candidate, *first = NULL;
    size_t length, same = 0;
    *count = 0;
    while ((candidate = next(&at, &length))) {
        if (!first) {
            first = candidate;
            same = length;
        }
        size_t i = 0;
        while (i < same && i < length && first[i] == candidate[i])
            i++;
        same = i;
        ++*count;
    }
    while (same && first && ((unsigned char)first[same] & 0xC0) == 0x80)
        same--; /* not in the middle of a character */
    return first ? xstrndup(first, same) : NULL;
}

static void add_escaped(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (strchr(" \t'\"\\", *text) || (*text == '#' && !out->length))
            buffer_addc(out, '\\');
        buffer_addc(out, *text);
    }
}

static size_t count_characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

void candidates_decide(struct insertion *insertion, const char *line, const char *candidates)
{
    size_t count;
    *insertion = (struct insertion){ 0 };
    char *common = common_start(candidates, &count);
    insertion->is_choice = count > 1;
    if (!common)
        return;
    struct words words;
    words_split(&words, line);
    const char *typed = words.in_word ? words.items[words.count - 1] : "";
    bool ends_word = count == 1 && !strstr(candidates, ":nospace\n") && common[strlen(common) - 1] != '/';
    if (strlen(common) > strlen(typed) || ends_word) {
        struct buffer text = { 0 };
        add_escaped(&text, common);
        buffer_adds(&text, ends_word ? " " : "");
        insertion->text = text.data;
        insertion->erased = words.in_word ? count_characters(line + words.last_at) : 0;
    }
    words_free(&words);
    free(common);
}

/* What stands behind the last slash: the rest is typed already. */
static const char *short_name(const char *candidate, size_t *length)
{
    size_t start = *length;
    while (start > 1 && candidate[start - 1] == '/')
        start--;
    while (start && candidate[start - 1] != '/')
        start--;
    *length -= start;
    return candidate + start;
}

void candidates_list(struct buffer *out, const char *candidates, size_t columns)
{
    const char *at = candidates, *candidate;
    size_t length, widest = 0, count = 0, place = 0;
    while ((candidate = next(&at, &length))) {
        const char *name = short_name(candidate, &length);
        size_t width = text_width(name, length);
        widest = width > widest && count < MOST_LISTED ? width : widest;
        count++;
    }
    size_t step = widest + 2, across = columns > step ? columns / step : 1;
    at = candidates;
    for (size_t i = 0; i < count && i < MOST_LISTED && (candidate = next(&at, &length)); i++) {
        const char *name = short_name(candidate, &length);
        buffer_add(out, name, length);
        place = (place + 1) % across;
        if (place && i + 1 < count && i + 1 < MOST_LISTED)
            buffer_fill(out, ' ', step - text_width(name, length));
        else
            buffer_addc(out, '\n');
    }
    if (count > MOST_LISTED)
        buffer_addf(out, "and %zu more\n", count - MOST_LISTED);
}
