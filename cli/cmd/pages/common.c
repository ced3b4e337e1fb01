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
        return report_read_failure(file, error);
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

void place_print(struct cli *cli, const char *verb, int64_t id, const char *locale, const char *path)
{
    char *url = page_url(cli, locale, path);
    if (cli->terminal.out)
        stream_addf(&cli->out, "%s page %" PRId64 "  %s\n", verb, id, url);
    else
        stream_addf(&cli->out, "%" PRId64 "\t%s\n", id, url);
    free(url);
}

/*
 * The server's answer to a write holds some fields of the page only, the others are read. That this fails is no failure
 * of the write: it is then told what there is.
 */
static int print_fields(struct cli *cli, const wikijs_page *page)
{
    static const uint64_t answered = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) |
                                     WIKIJS_BIT(WIKIJS_PAGE_HASH) | WIKIJS_BIT(WIKIJS_PAGE_TITLE) |
                                     WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) | WIKIJS_BIT(WIKIJS_PAGE_TAGS) |
                                     WIKIJS_BIT(WIKIJS_PAGE_CREATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT);
    uint64_t wanted = cli->plan.fields;
    for (size_t i = 0; !cli->plan.fields && i < cli->plan.count; i++)
        wanted |= WIKIJS_BIT(cli->plan.order[i]);
    if (!(wanted & ~answered) && wanted)
        return emit_object(cli, page);
    wikijs_page *read = NULL;
    struct page_name name = { .id = page->id };
    int status = page_fetch(cli, &name, wanted, &read);
    if (status < 0)
        report_warning(cli, "it was written, but cannot be read: %s", cli->error.message);
    int code = emit_object(cli, read ? read : page);
    wikijs_page_free(read);
    return code;
}

int written_print(struct cli *cli, const char *verb, const wikijs_page *page, const char *locale)
{
    if (cli->plan.fields || cli->plan.format != FORMAT_TABLE)
        return print_fields(cli, page);
    place_print(cli, verb, page->id, page->locale ? page->locale : locale, or_empty(page->path));
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

int version_report(struct cli *cli, int status, const char *page, int64_t version)
{
    /* The server has words of its own for each way to ask, and takes the version of another page for no page. */
    if (status == WIKIJS_E_NOT_FOUND && version) {
        report_failure("%s has no version %" PRId64, page, version);
        report_advice("wikijs pages history %s", page);
        return wikijs_status_exit_code(status);
    }
    return report_status_of(cli, status, page);
}
