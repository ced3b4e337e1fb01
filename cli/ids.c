/* SPDX-License-Identifier: MIT */
#include "ids.h"

#include "call.h"
#include "confirm.h"
#include "report.h"
#include "terminal/prompt.h"
#include "text/buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A million names are less than this. */
enum { LARGEST_INPUT = 64 * 1024 * 1024 };

static void add(struct ids *ids, const char *text, size_t length)
{
    if ((ids->count & (ids->count - 1)) == 0) /* full at each power of two */
        ids->items = xreallocarray(ids->items, ids->count ? 2 * ids->count : 1, sizeof *ids->items);
    ids->items[ids->count++] = xstrndup(text, length);
}

static void add_line(struct ids *ids, const char *line, size_t length)
{
    const char *tab = memchr(line, '\t', length);
    size_t end = tab ? (size_t)(tab - line) : length, start = 0;
    while (start < end && line[start] == ' ')
        start++;
    while (end > start && (line[end - 1] == ' ' || line[end - 1] == '\r'))
        end--;
    if (end > start)
        add(ids, line + start, end - start);
}

static int add_stdin(struct ids *ids)
{
    struct buffer text = { 0 };
    if (!buffer_read(&text, STDIN_FILENO, LARGEST_INPUT)) {
        int error = errno;
        buffer_free(&text);
        return report_read_failure("-", error);
    }
    for (const char *at = buffer_text(&text), *end = at + text.length; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((newline ? newline : end) - at);
        add_line(ids, at, length);
        at += length + 1;
    }
    buffer_free(&text);
    return 0;
}

int ids_read(struct cli *cli, const struct operands *operands, struct ids *ids)
{
    *ids = (struct ids){ 0 };
    for (size_t i = 0; i < operands->count; i++) {
        const char *operand = operands->items[i];
        if (strcmp(operand, "-") != 0) {
            add(ids, operand, strlen(operand));
            continue;
        }
        if (ids->from_stdin)
            return report_usage(cli, "'-' was given twice, but there is only one standard input");
        ids->from_stdin = true;
        int code = add_stdin(ids);
        if (code)
            return code;
    }
    return 0;
}

void ids_free(struct ids *ids)
{
    for (size_t i = 0; i < ids->count; i++)
        free(ids->items[i]);
    free(ids->items);
    *ids = (struct ids){ 0 };
}

int ids_each(struct cli *cli, const struct ids *ids, ids_fn *work, void *context)
{
    int common = EXIT_DONE;
    size_t failed = 0, done = 0;
    bool differ = false;
    while (done < ids->count && !interrupt_happened()) {
        int code = work(cli, ids->items[done++], context);
        if (code == EXIT_DONE)
            continue;
        differ = differ || (failed && code != common);
        common = code;
        failed++;
    }
    if (interrupt_happened())
        return EXIT_INTERRUPTED;
    return failed == done && !differ ? common : failed ? EXIT_FAILED : EXIT_DONE;
}

int ids_run(struct cli *cli, const struct operands *operands, ids_fn *work, void *context)
{
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = ids_each(cli, &ids, work, context);
    ids_free(&ids);
    return code;
}

bool ids_is_one(const struct operands *operands)
{
    return operands->count == 1 && strcmp(operands->items[0], "-") != 0;
}

bool id_parse(const char *text, int64_t *id)
{
    if (!*text || strspn(text, "0123456789") != strlen(text))
        return false;
    errno = 0;
    *id = strtoll(text, NULL, 10);
    return !errno && *id >= 1 && *id <= INT32_MAX;
}

int ids_confirm_delete(struct cli *cli, const struct ids *ids, bool yes, const char *kind)
{
    if (confirm_is_given(cli, yes) || !ids->count)
        return 0;
    if (ids->from_stdin || !prompt_is_possible(&cli->terminal)) {
        report_failure("deleting needs --yes when nobody can be asked");
        return EXIT_USAGE;
    }
    struct buffer question = { 0 };
    if (ids->count == 1)
        buffer_addf(&question, "Delete %s '%s'? The server offers no way back. [y/N] ", kind, ids->items[0]);
    else
        buffer_addf(&question, "Delete %zu %ss? The server offers no way back. [y/N] ", ids->count, kind);
    bool agreed = prompt_confirm(question.data);
    buffer_free(&question);
    if (agreed)
        return 0;
    return interrupt_happened() ? EXIT_INTERRUPTED : report_failure("nothing was deleted");
}
