/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The server takes 5 MiB; its own message about more is worth having, a file of gigabytes is not worth reading. */
enum { LARGEST_CONTENT = 64 * 1024 * 1024 };

wikijs_strings strings_of(const struct opt_list *list)
{
    return (wikijs_strings){ (const char *const *)list->items, list->count };
}

static int read_file(const char *file, struct buffer *text)
{
    bool is_stdin = strcmp(file, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && buffer_read(text, fd, LARGEST_CONTENT);
    int error = errno;
    if (fd >= 0 && !is_stdin)
        close(fd);
    if (!good)
        return report_failure("%s: %s", is_stdin ? "standard input" : file, strerror(error));
    return 0;
}

int content_read(struct cli *cli, const char *content, const char *file, struct buffer *text, bool *given)
{
    *given = content || file;
    if (content && file)
        return report_usage(cli, "'--content' and '--content-file' exclude each other");
    if (content)
        buffer_adds(text, content);
    return file ? read_file(file, text) : 0;
}

void source_print(struct cli *cli, const char *text, size_t length)
{
    stream_foreign(&cli->out, text, length);
    if (length && text[length - 1] != '\n')
        stream_adds(&cli->out, "\n");
}

int written_print(struct cli *cli, const char *verb, const wikijs_page *page, const char *locale)
{
    if (cli->plan.fields || cli->plan.format != FORMAT_TABLE)
        return emit_object(cli, page);
    char *url = page_url(cli, page->locale ? page->locale : locale, or_empty(page->path));
    if (cli->terminal.out)
        stream_addf(&cli->out, "%s page %" PRId64 "  %s\n", verb, page->id, url);
    else
        stream_addf(&cli->out, "%" PRId64 "\t%s\n", page->id, url);
    free(url);
    return EXIT_DONE;
}

int version_read(struct cli *cli, const char *text, int64_t *version)
{
    char *end;
    errno = 0;
    *version = strtoll(text, &end, 10);
    if (end == text || *end || errno || *version < 1)
        return report_usage(cli, "'%s' is no version: wikijs pages history lists them", text);
    return 0;
}
