/* SPDX-License-Identifier: MIT */
#include "cmd/pages/diff_print.h"

#include "diff/unified.h"
#include "text/sanitize.h"

#include <stdlib.h>
#include <string.h>

static const char *color_of(const char *line)
{
    if (strncmp(line, "+++", 3) == 0 || strncmp(line, "---", 3) == 0)
        return "\033[1m";
    return line[0] == '@' ? "\033[36m" : line[0] == '-' ? "\033[31m" : line[0] == '+' ? "\033[32m" : "";
}

void diff_emit(struct cli *cli, const struct buffer *diff)
{
    context_page(cli);
    if (!cli->terminal.color_out) {
        stream_foreign(&cli->out, diff->data, diff->length);
        return;
    }
    for (size_t at = 0; at < diff->length;) {
        const char *line = diff->data + at;
        const char *newline = memchr(line, '\n', diff->length - at);
        size_t length = newline ? (size_t)(newline - line) : diff->length - at;
        const char *color = color_of(line);
        stream_adds(&cli->out, color);
        stream_foreign(&cli->out, line, length);
        stream_adds(&cli->out, *color ? "\033[0m\n" : "\n");
        at += length + 1;
    }
}

/* The server is not trusted with the diff's own lines. */
static char *label_of(const char *name, const char *suffix)
{
    struct buffer label = { 0 };
    sanitize(&label, name, strlen(name), SANITIZE_LINE);
    buffer_adds(&label, suffix);
    return label.data;
}

void diff_print(struct cli *cli, const char *name, const char *suffix, wikijs_str old, wikijs_str new)
{
    struct buffer diff = { 0 };
    char *label = label_of(name, suffix);
    struct diff_side a = { label, old.ptr, old.len }, b = { label, new.ptr, new.len };
    if (diff_unified(&diff, &a, &b))
        diff_emit(cli, &diff);
    buffer_free(&diff);
    free(label);
}
